import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { describeMedia } from '../schema/fitsInput';
import { inputForFile } from '../schema/inputForFile';
import type { SchemaInput } from '../schema/schemaInput';
import { toNodeError } from '../errors/toN8nError';
import { readModelId } from '../models/readModelId';
import { catalogueForPanel } from './catalogueForPanel';

/**
 * The list of the field “Input” under “Binary Inputs”: the inputs of the chosen model that take a file,
 * the required ones first. The default input for a file is preselected.
 * @throws NodeApiError the editor shows its message in place of the list
 */
export async function getFileInputs(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const id = this.getCurrentNodeParameter('model', { extractValue: true });
		if (readModelId(id) === '') return [];
		const model = (await catalogueForPanel(this)).find(readModelId(id));
		const takers = (model?.inputs ?? []).filter(({ media, hidden }) => media && !hidden);
		const ordered = [
			...takers.filter(({ required }) => required),
			...takers.filter(({ required }) => !required),
		];
		const options = ordered.map(optionOf);
		const unnamed = inputForFile(model?.inputs);
		// A new row names no input: the preselected entry says what that means.
		return unnamed
			? [{ ...optionOf(unnamed), name: `${unnamed.title}, by default`, value: '' }, ...options]
			: options;
	} catch (error) {
		throw toNodeError(error, this.getNode());
	}
}

function optionOf({ name, title, required, media, maxItems }: SchemaInput): INodePropertyOptions {
	const several = media?.many && maxItems !== 1;
	const upTo = several && maxItems !== undefined ? ` up to ${maxItems}` : '';
	return {
		name: `${title}${required ? ' (required)' : ''}`,
		value: name,
		description: `Takes ${media ? describeMedia(media) : 'a file'}${several ? `, or several${upTo}` : ''}`,
	};
}
