import { createHash } from 'node:crypto';

const SIZE = /^(\d+)\s*[xX*×]\s*(\d+)$/;

function normalised(value: unknown): unknown {
	if (typeof value === 'string') return value.trim().replace(SIZE, '$1*$2');
	if (Array.isArray(value)) return value.map(normalised);
	if (typeof value === 'object' && value !== null) return inOrder(value as Record<string, unknown>);
	return value;
}

function inOrder(input: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.keys(input)
			.sort()
			.map((key) => [key, normalised(input[key])]),
	);
}

/**
 * An input in the server's own spelling: keys in alphabetical order, texts without blanks around
 * them, sizes as `width*height`, and in place of the seed -1 the one that was drawn.
 * @param id of the prediction, which the drawn seed follows from
 */
export function normalisedInput(
	input: Record<string, unknown>,
	id: string,
): Record<string, unknown> {
	const drawn = createHash('sha256').update(id).digest().readUInt32BE() >>> 1;
	return inOrder(input.seed === -1 ? { ...input, seed: drawn } : input);
}
