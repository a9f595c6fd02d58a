import { createHash } from 'crypto';

/** @returns 32 hexadecimal digits that differ if the parts do, regardless of the order of their keys */
export function digestOf(...parts: unknown[]): string {
	return createHash('sha256').update(stableJson(parts)).digest('hex').slice(0, 32);
}

/** JSON with the keys of every object in order. */
export function stableJson(value: unknown): string {
	return JSON.stringify(value, (_key, member: unknown) => {
		if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
		return Object.fromEntries(
			Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)),
		);
	});
}
