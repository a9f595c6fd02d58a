import { sniff } from '../download/fileSignatures';

/** One output of a prediction. Mostly a file, but some models answer in words or in objects. */
export type Output =
	| { kind: 'file'; url: string }
	/** The file itself. `mimeType` only where a data: URI says it. */
	| { kind: 'inline'; base64: string; mimeType?: string }
	| { kind: 'text'; text: string }
	/** `url` is the address of a file inside the object, e.g. of `{url, seed}`. */
	| { kind: 'object'; value: object; url?: string };

/** Shorter strings are words, whatever they happen to decode to. */
const BASE64_MIN = 64;
/** No text has so many letters without a space or a full stop. */
const BASE64_CERTAIN = 1_024;
const DEPTH = 4;

/**
 * Sorts what a prediction's `outputs` holds: a list, a single value or nothing. Order and duplicates are
 * kept, as other lists of the prediction run parallel. Empty entries are dropped.
 */
export function classifyOutputs(outputs: unknown): Output[] {
	return flatten(outputs, 0).map(classify);
}

function flatten(outputs: unknown, depth: number): unknown[] {
	if (outputs === null || outputs === undefined || outputs === '') return [];
	if (!Array.isArray(outputs) || depth === DEPTH) return [outputs];
	return outputs.flatMap((entry: unknown) => flatten(entry, depth + 1));
}

function classify(output: unknown): Output {
	if (typeof output === 'object' && output !== null) {
		const url = findUrl(output, 0);
		return { kind: 'object', value: output, ...(url !== undefined && { url }) };
	}
	const text = String(output);
	if (isUrl(text)) return { kind: 'file', url: text.trim() };
	const data = /^\s*data:([\w.+-]+\/[\w.+-]+)?(?:;[\w-]+=[^;,]*)*;base64,/i.exec(
		text.slice(0, 500),
	);
	if (data) {
		const mimeType = data[1]?.toLowerCase();
		return { kind: 'inline', base64: text.slice(data[0].length), ...(mimeType && { mimeType }) };
	}
	return isBase64(text) ? { kind: 'inline', base64: text } : { kind: 'text', text };
}

function isUrl(text: string): boolean {
	return (
		text.length < 10_000 && /^\s*https?:\/\/[^\s]+\s*$/i.test(text) && URL.canParse(text.trim())
	);
}

/** Base64 has no mark of its own: either it decodes to a known kind of file, or no text looks like it. */
function isBase64(text: string): boolean {
	if (text.length < BASE64_MIN || !/^[\w+/-]+$/.test(text.slice(0, BASE64_MIN))) return false;
	if (!/^[\w+/\r\n-]+={0,2}\s*$/.test(text)) return false;
	return (
		text.length >= BASE64_CERTAIN ||
		sniff(Buffer.from(text.slice(0, BASE64_MIN), 'base64')) !== undefined
	);
}

/** Names that hold the file itself, the likeliest first. */
const FILE_KEYS = [
	'url',
	'video',
	'image',
	'audio',
	'file',
	'model',
	'uri',
	'download_url',
	'output',
];
/** Names that hold something beside the file. */
const ASIDE = /thumb|preview|poster|cover|input|mask|doc|webhook/i;

function findUrl(value: object, depth: number): string | undefined {
	const entries = Object.entries(value)
		.slice(0, 100)
		.sort((a, b) => unlikeliness(a) - unlikeliness(b));
	for (const [, member] of entries) {
		if (typeof member === 'string' && isUrl(member)) return member.trim();
		if (typeof member !== 'object' || member === null || depth === DEPTH) continue;
		const nested = findUrl(member as object, depth + 1);
		if (nested !== undefined) return nested;
	}
	return undefined;
}

/** Low for what is probably the output's own file. */
function unlikeliness([key, member]: [string, unknown]): number {
	const named = FILE_KEYS.indexOf(key.toLowerCase());
	if (named >= 0) return named;
	return (ASIDE.test(key) ? 300 : 100) + (typeof member === 'string' ? 0 : 100);
}
