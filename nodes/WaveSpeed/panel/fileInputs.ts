import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { toNodeError } from '../errors/toN8nError';
import { readModelId } from '../models/readModelId';
import { describeMedia } from '../upload/fitsInput';
import { openCatalogue } from './openCatalogue';

/**
 * The list of the field “Input” under “Binary Inputs”: the inputs of the chosen model that take a file,
 * the required ones first.
 * @throws NodeApiError the editor shows its message in place of the list
 */
export async function getFileInputs(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const id = this.getCurrentNodeParameter('model', { extractValue: true });
		if (readModelId(id) === '') return [];
		const model = (await openCatalogue(this)).find(readModelId(id));
		const takers = (model?.inputs ?? []).filter(({ media, hidden }) => media && !hidden);
		return [
			...takers.filter(({ required }) => required),
			...takers.filter(({ required }) => !required),
		].map(({ name, title, required, media, maxItems }) => {
			const several = media?.many && maxItems !== 1;
			const upTo = several && maxItems !== undefined ? ` up to ${maxItems}` : '';
			return {
				name: `${title}${required ? ' (required)' : ''}`,
				value: name,
				description: `Takes ${media ? describeMedia(media) : 'a file'}${several ? `, or several${upTo}` : ''}`,
			};
		});
	} catch (error) {
		throw toNodeError(error, this.getNode());
	}
}
