import type { SchemaInput } from '../schema/schemaInput';
import { UPLOAD_LIMIT_BYTES } from '../policy';

const UNITS: Readonly<Record<string, number>> = { k: 1_024, m: 1_024 ** 2, g: 1_024 ** 3 };
const LIMIT =
	/(?:exceed(?:s|ing)?|limited to|max(?:imum)?(?: file)?(?: size)?(?: is| of|:)?|(?:less|smaller) than|under|within|up to|≤|<=)\s*(\d+(?:\.\d+)?)\s*([KMG])i?B\b/gi;

/**
 * How large a file for an input may be. No schema has a property for it, but many descriptions say it:
 * “the image file size cannot exceed 10MB”. Of several the largest counts, so that no file is refused
 * for a limit that speaks of something else.
 * @returns bytes, and whether the model's description says so
 */
export function sizeLimit(input: SchemaInput | undefined): { bytes: number; isTheModels: boolean } {
	const said = [...(input?.description ?? '').matchAll(LIMIT)].map(([, number, unit]) =>
		Math.floor(Number(number) * (UNITS[(unit ?? '').toLowerCase()] ?? 0)),
	);
	const bytes = Math.max(0, ...said);
	if (bytes === 0 || bytes > UPLOAD_LIMIT_BYTES) {
		return { bytes: UPLOAD_LIMIT_BYTES, isTheModels: false };
	}
	return { bytes, isTheModels: true };
}
