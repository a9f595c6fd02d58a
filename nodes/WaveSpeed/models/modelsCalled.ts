import { MODELS_NAMED } from '../policy';
import type { Model } from './model';
import { searchCatalogue } from './modelSearch';

/** A name without anything that could be part of an address. */
const MODEL_NAME = /^[\p{L}\d][\p{L}\d .+_-]{1,79}$/u;

/** Whether a text that is not an id may be a model's common name. */
export function mayBeName(text: string): boolean {
	return MODEL_NAME.test(text);
}

/**
 * @returns the ids of models with that common name: `MiniMax H3`, `sora-2`, `Kling 2.1`; the likeliest
 * first
 */
export function modelsCalled(models: readonly Model[], text: string): string[] {
	const spellings = [
		text,
		// Ids write versions with a v, people mostly without.
		text.replace(/(^|[ -])(?=\d+\.\d)/g, '$1v'),
		// Some write the number directly after the name: `veo3.1`.
		text.replace(/(?<=\p{L})[ -]+(?=\d)/gu, ''),
	];
	for (const spelling of spellings) {
		const { models: found, exact } = searchCatalogue(models, spelling);
		if (exact && found.length > 0 && found.length < models.length)
			return found.slice(0, MODELS_NAMED).map(({ model }) => model.id);
	}
	return [];
}
