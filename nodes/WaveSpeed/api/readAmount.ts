/** @returns a number as an answer has it, as number or as text; undefined for what is none */
export function readAmount(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string' || !/^-?\d{1,15}(\.\d{1,15})?$/.test(value)) return undefined;
	return Number(value);
}
