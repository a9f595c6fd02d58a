import { extensionOf } from '../download/mediaTypes';
import { joinNames } from '../errors/inWords';
import type { MediaInput, MediaKind, SchemaInput } from './schemaInput';

/** What is known about the type of a file. */
interface TypedFile {
	/** From its name, without the dot. */
	extension: string;
	mimeType: string;
}

/** Other spellings of an extension. */
const SAME: Readonly<Record<string, string>> = { jpeg: 'jpg', tif: 'tiff', mpga: 'mp3', qt: 'mov' };

/** Types of containers, whether they hold sound or pictures. */
const SOUND_OR_PICTURES = new Set([
	'3gp',
	'm4a',
	'mkv',
	'mov',
	'mp4',
	'ogg',
	'ogv',
	'opus',
	'webm',
]);

/**
 * Whether a file is of a kind that an input takes. The types that a schema names (`accept`) are binding;
 * a kind that is only guessed from the input's name refuses only what is clearly something else, and a
 * file of unknown kind passes.
 */
export function fileFitsInput(file: TypedFile, media: MediaInput): boolean {
	if (media.accept) return media.accept.some((pattern) => matches(pattern, file));
	const family = familyOf(file);
	if (media.kind === 'file' || family === 'unknown') return true;
	if (family === media.kind) return true;
	return media.kind !== 'image' && SOUND_OR_PICTURES.has(plain(file.extension));
}

function matches(pattern: string, { extension, mimeType }: TypedFile): boolean {
	if (pattern === '*/*' || pattern === '*') return true;
	const ending = plain(extension);
	if (pattern.startsWith('.')) return plain(pattern.slice(1)) === ending;
	if (pattern.endsWith('/*')) {
		const family = pattern.slice(0, -1);
		if (mimeType.startsWith(family)) return true;
		return (family === 'audio/' || family === 'video/') && SOUND_OR_PICTURES.has(ending);
	}
	return (
		pattern === mimeType ||
		SUBTYPES[pattern] === ending ||
		plain(extensionOf(pattern) ?? '') === ending
	);
}

/** MIME types in schemas that the table for downloads does not need. */
const SUBTYPES: Readonly<Record<string, string>> = {
	'audio/x-mp3': 'mp3',
	'audio/mpeg3': 'mp3',
	'application/x-zip': 'zip',
};

/** @returns `unknown` if neither bytes nor type show it */
function familyOf({ mimeType }: TypedFile): MediaKind | 'other' | 'unknown' {
	const family = /^(image|video|audio)\//.exec(mimeType)?.[1];
	if (family) return family as MediaKind;
	return mimeType === '' || /octet-stream|binary/.test(mimeType) ? 'unknown' : 'other';
}

function plain(extension: string): string {
	const ending = extension.toLowerCase();
	return SAME[ending] ?? ending;
}

const FAMILIES: Readonly<Record<string, string>> = {
	'image/*': 'an image',
	'video/*': 'a video',
	'audio/*': 'a sound',
};

/** @returns `an image`, `an image or a video`, or the schema's types: `a file of type MP3 or WAV` */
export function describeMedia({ kind, accept }: MediaInput): string {
	if (!accept) return FAMILIES[`${kind}/*`] ?? 'a file';
	const names = [...new Set(accept.map((pattern) => FAMILIES[pattern] ?? describeType(pattern)))];
	const isFamilies = accept.every((pattern) => pattern in FAMILIES);
	const list = joinNames(names, 'or');
	return isFamilies ? list : `a file of type ${list}`;
}

/** People know types by their file extensions. */
function describeType(pattern: string): string {
	return (extensionOf(pattern) ?? pattern.replace(/^.*[./]/, '')).toUpperCase();
}

/**
 * The default input for a file: the only one that takes a file, or the only required one of several.
 * @returns undefined if it could be several
 */
export function inputForFile<Input extends SchemaInput>(
	inputs: readonly Input[] | undefined,
): Input | undefined {
	const takers = (inputs ?? []).filter(({ media, hidden }) => media && !hidden);
	const required = takers.filter((input) => input.required);
	const [one, ...others] = takers.length === 1 ? takers : required;
	return others.length === 0 ? one : undefined;
}
