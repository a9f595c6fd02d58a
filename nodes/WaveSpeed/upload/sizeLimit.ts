import type { SchemaInput } from '../schema/schemaInput';
import { UPLOAD_LIMIT_BYTES } from '../policy';

const UNITS: Readonly<Record<string, number>> = { k: 1_024, m: 1_024 ** 2, g: 1_024 ** 3 };
const SIZE = /\b(\d{1,6}(?:\.\d{1,3})?)\s{0,3}([KMG])i?B\b/gi;
/** Words before a size that make it a limit; others may come between: “maximum file size is 10 MB”. */
const LIMITING =
	/(?:exceed|exceeds|exceeding|limited to|max|maximum|(?:less|smaller) than|under|within|up to|≤|<=)(?: file)?(?: size)?(?: is| of|:)?$/i;
/** More characters than the longest of them has. */
const WORDS_BEFORE_CHARACTERS = 40;

/**
 * How large a file for an input may be. No schema has a property for it, but many descriptions say so:
 * “the image file size cannot exceed 10MB”. Of several sizes the largest counts, so that no file is
 * refused for the limit of something else.
 * @returns bytes, and whether the model's description says so
 */
export function sizeLimit(input: SchemaInput | undefined): { bytes: number; isTheModels: boolean } {
	const description = input?.description ?? '';
	const limits = [...description.matchAll(SIZE)]
		.filter(({ index }) => {
			const before = description.slice(Math.max(0, index - WORDS_BEFORE_CHARACTERS), index);
			return LIMITING.test(before.trimEnd());
		})
		.map(([, number, unit]) =>
			Math.floor(Number(number) * (UNITS[(unit ?? '').toLowerCase()] ?? 0)),
		);
	const bytes = Math.max(0, ...limits);
	if (bytes === 0 || bytes > UPLOAD_LIMIT_BYTES) {
		return { bytes: UPLOAD_LIMIT_BYTES, isTheModels: false };
	}
	return { bytes, isTheModels: true };
}
