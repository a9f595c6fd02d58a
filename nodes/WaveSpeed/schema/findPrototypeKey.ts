import { INPUT_DEPTH_LIMIT } from '../policy';
import { PROTOTYPE_KEYS } from '../narrow';
import { at } from './inputProblem';

/**
 * Looks for own keys that would reach a prototype if somebody copied the value by assignment.
 * @returns where the first one is; it does not search deeper than any real input
 */
export function findPrototypeKey(value: unknown, path = '', depth = 0): string | undefined {
	if (typeof value !== 'object' || value === null || depth > INPUT_DEPTH_LIMIT) return undefined;
	if (Array.isArray(value)) {
		for (const [index, entry] of value.entries()) {
			const found = findPrototypeKey(entry, at(path, index), depth + 1);
			if (found !== undefined) return found;
		}
		return undefined;
	}
	for (const key of Object.keys(value)) {
		if (PROTOTYPE_KEYS.has(key)) return at(path, key);
		const found = findPrototypeKey(
			(value as Record<string, unknown>)[key],
			at(path, key),
			depth + 1,
		);
		if (found !== undefined) return found;
	}
	return undefined;
}
