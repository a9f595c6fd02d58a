import { loadCatalogue } from '../models/catalogue';
import type { OutputItem } from '../item/item';
import type { OutputKind } from './outputFile';

/** The catalogue's words for types of models: `image-to-text`, `llm`, … */
const TEXT_TYPES = /(^|-)text$|^(llm|chat|content-moderation|embeddings?)$/i;
const FILE_TYPES =
	/(^|-)(video|image|audio|3d|speech|music|song|avatar|human|upscaler|remover|effects|extend|transfer|dubbing)$/i;

/** @param type the model's `type` in the catalogue; undefined or empty for none */
export function outputKindOfType(type: string | undefined): OutputKind {
	if (type === undefined || type === '') return undefined;
	if (TEXT_TYPES.test(type)) return 'text';
	return FILE_TYPES.test(type) ? 'files' : undefined;
}

/**
 * What a model makes, according to the catalogue that all items and nodes share.
 * @param model its id
 * @returns undefined if that is unknown: an unavailable list must not cost an output
 */
export async function modelOutputKind(
	item: OutputItem,
	model: string | undefined,
): Promise<OutputKind> {
	if (model === undefined) return undefined;
	const { host, api, signal, services } = item;
	try {
		const { time } = services;
		const catalogue = await loadCatalogue(host, api.connection, { signal, time });
		return outputKindOfType(catalogue.find(model)?.type);
	} catch {
		return undefined;
	}
}
