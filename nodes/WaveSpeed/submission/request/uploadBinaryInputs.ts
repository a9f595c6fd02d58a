import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../item/item';
import { uploadFile } from '../../upload/uploadFile';
import type { InputWithFiles } from './readBinaryInputs';
import type { ModelRequest } from './readRequest';

/**
 * Uploads the item's files and puts their addresses into the input.
 * @throws WaveSpeedError
 */
export async function uploadBinaryInputs(
	item: Item,
	{ model, input, files }: InputWithFiles,
): Promise<ModelRequest> {
	if (files.size === 0) return { model, input };
	const addresses = new Map<unknown, string>();
	await Promise.all(
		[...files].map(async ([standIn, file]) => {
			addresses.set(standIn, (await uploadFile(item, file)).url);
		}),
	);
	const address = (value: unknown) => addresses.get(value) ?? value;
	const sent = Object.entries(input).map(([name, value]) => [
		name,
		Array.isArray(value) ? value.map(address) : address(value),
	]);
	return { model, input: Object.fromEntries(sent) as IDataObject };
}
