import { formatBytes } from '../errors/inWords';
import { INPUT_DEPTH_LIMIT, ROW_INPUT_TEXT_CHARACTERS } from '../policy';
import { readInlineFile } from './outputFile';

/**
 * The sent input for a row: unchanged, except that files in base64 and texts of many pages become a note.
 * n8n stores rows in its database, and models read them.
 * @param input as it was sent, or as the API repeats it; it is not changed
 */
export function rowInput(input: unknown): unknown {
	return shorten(input, 0);
}

/** Whether a value returned by `rowInput` contains such a note. */
export function wasShortened(value: unknown): boolean {
	return /, left out here\)"|… \(shortened here; \d/.test(JSON.stringify(value) ?? '');
}

function shorten(value: unknown, depth: number): unknown {
	if (typeof value === 'string') return shortenText(value);
	if (typeof value !== 'object' || value === null || depth > INPUT_DEPTH_LIMIT) return value;
	if (Array.isArray(value)) return value.map((entry) => shorten(entry, depth + 1));
	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => [key, shorten(member, depth + 1)]),
	);
}

/** Shorter files do no harm, so small pictures stay as they are. */
const FILE_FROM_CHARACTERS = 1_000;

function shortenText(text: string): string {
	if (text.length <= FILE_FROM_CHARACTERS) return text;
	const file = readInlineFile(text);
	if (file) {
		const size = formatBytes(Math.floor(file.base64.length * 0.75));
		const head = /^\s*data:/i.test(text.slice(0, 100)) ? `data:${file.mimeType ?? ''};base64,` : '';
		return `${head}… (${size}, left out here)`;
	}
	if (text.length <= ROW_INPUT_TEXT_CHARACTERS) return text;
	return `${text.slice(0, ROW_INPUT_TEXT_CHARACTERS)}… (shortened here; ${text.length} characters were sent)`;
}
