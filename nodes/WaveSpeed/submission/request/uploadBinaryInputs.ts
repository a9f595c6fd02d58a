import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../item/item';
import type { UploadedContent } from '../../upload/uploadedFiles';
import { uploadFile } from '../../upload/uploadFile';
import type { InputWithFiles } from './readBinaryInputs';
import type { ModelRequest } from './readRequest';

/** A request that can be sent. */
export interface UploadedRequest {
	request: ModelRequest;
	/** The item's files, by the addresses in the request. */
	files: ReadonlyMap<string, UploadedContent>;
}

/**
 * Uploads the item's files and puts their addresses into the input.
 * @throws WaveSpeedError
 */
export async function uploadBinaryInputs(
	item: Item,
	{ model, input, files }: InputWithFiles,
): Promise<UploadedRequest> {
	const uploads = new Map<string, UploadedContent>();
	if (files.size === 0) return { request: { model, input }, files: uploads };
	const addresses = new Map<unknown, string>();
	await Promise.all(
		[...files].map(async ([standIn, file]) => {
			const { sha256, size } = file;
			const uploaded = await uploadFile(item, file);
			addresses.set(standIn, uploaded.url);
			uploads.set(uploaded.url, { ...uploaded, sha256, size });
		}),
	);
	const address = (value: unknown) => addresses.get(value) ?? value;
	const sent = Object.entries(input).map(([name, value]) => [
		name,
		Array.isArray(value) ? value.map(address) : address(value),
	]);
	return { request: { model, input: Object.fromEntries(sent) as IDataObject }, files: uploads };
}
