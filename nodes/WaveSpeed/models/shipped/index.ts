import type { Model } from '../model';
import { audioModels } from './audioModels';
import { imageModels } from './imageModels';
import { videoModels } from './videoModels';

/** In the order of the kinds of work. */
export const shippedModels: readonly Model[] = [...videoModels, ...imageModels, ...audioModels];

const byId = new Map(shippedModels.map((one) => [one.id, one]));

/**
 * The inputs of the models that new nodes start with, as published by the vendor (seen in 2026). They
 * ship with the node, so that a new node shows its form before there is a key, and offline; with a key
 * the catalogue's own description counts. Nothing is checked against these copies, as they may be older
 * than the models.
 * @returns undefined for any other model
 */
export function shippedModel(id: string): Model | undefined {
	return byId.get(id);
}

/** The ids of the models that take no file. */
export const SHIPPED_WITHOUT_FILES: readonly string[] = [...byId.values()]
	.filter(({ inputs }) => inputs?.every(({ media }) => !media))
	.map(({ id }) => id);
