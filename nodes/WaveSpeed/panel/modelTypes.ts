import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { readableName } from '../models/readableName';
import { toNodeError } from '../errors/toN8nError';
import { catalogueForPanel } from './catalogueForPanel';

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
