/** The choices of fields whose values only the catalogue knows. */

import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { toNodeError } from '../errors/toN8nError';
import type { Model } from '../models/model';
import { readModelId } from '../models/readModelId';
import { readableName } from '../models/readableName';
import { describeMedia, inputForFile } from '../schema/fileFitsInput';
import type { SchemaInput } from '../schema/schemaInput';
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
		return fileChoices((await catalogueForPanel(this)).find(readModelId(id)));
	} catch (error) {
		throw toNodeError(error, this.getNode());
	}
}

/** @returns the inputs that take a file, as the list has them */
export function fileChoices(model: Model | undefined): INodePropertyOptions[] {
	const takers = (model?.inputs ?? []).filter(({ media, hidden }) => media && !hidden);
	const ordered = [
		...takers.filter(({ required }) => required),
		...takers.filter(({ required }) => !required),
	];
	const options = ordered.map(optionOf);
	const unnamed = inputForFile(model?.inputs);
	// A new row names no input: what that means stands there as chosen.
	return unnamed
		? [{ ...optionOf(unnamed), name: `${unnamed.title}, by default`, value: '' }, ...options]
		: options;
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

/**
 * The choices of the filter “Type”: the types of models in the catalogue, such as text-to-video.
 * @throws NodeApiError the editor shows its message in place of the choices
 */
export async function getModelTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const { models } = await catalogueForPanel(this);
		const types = [...new Set(models.map(({ type }) => type))].filter((type) => type !== '').sort();
		// The editor marks a field in red if its value is not a choice, and this one begins empty.
		return [
			{ name: 'Any', value: '' },
			...types.map((type) => ({ name: readableName(type), value: type })),
		];
	} catch (error) {
		throw toNodeError(error, this.getNode());
	}
}
