import { isRecord, readText } from '../narrow';
import type { MediaInput, MediaKind, SchemaInput } from './schemaInput';

const UPLOADERS = new Set(['uploader', 'uploaders', 'upload', 'upload-array']);

/** Whole words of a name; the first match decides: `mask_video` is a video, `face_image` an image. */
const KIND_BY_WORD: ReadonlyArray<readonly [RegExp, MediaKind]> = [
	[/^(videos?|clip)$/, 'video'],
	[/^(audios?)$/, 'audio'],
	[/^(images?|img|imgs|photos?|pictures?|frame|selfie|mask|face)$/, 'image'],
];

/** Endings of names that describe a file but are not one, e.g. `image_size`, `audio_mode`. */
const ABOUT_MEDIA =
	/_(size|mode|type|format|quality|prompt|ratio|resolution|style|id|ids|name|text|index|count|length|strength|scale|codec|url_type|language|description)$/;

/**
 * Whether an input takes a file. Few schemas say so (`x-ui-component`, `x-accept`), most only through the
 * input's name, so it looks at both.
 */
export function detectMedia(
	name: string,
	schema: Record<string, unknown>,
	input: Pick<SchemaInput, 'kind' | 'choices' | 'suggestions' | 'items'>,
): MediaInput | undefined {
	const many = input.kind === 'list';
	const holdsText =
		input.kind === 'string' || (many && (input.items?.kind ?? 'string') === 'string');
	if (!holdsText || input.choices || input.suggestions || input.items?.choices) return undefined;
	const accept = readAccept(schema);
	const byName = ABOUT_MEDIA.test(name) ? undefined : kindOfName(name);
	const items = isRecord(schema.items) ? schema.items : {};
	const isDeclared =
		accept !== undefined ||
		UPLOADERS.has(readText(schema['x-ui-component']) ?? '') ||
		schema.format === 'uri' ||
		items.format === 'uri';
	if (!isDeclared && byName === undefined) return undefined;
	const kind = kindOfAccept(accept) ?? byName ?? 'file';
	return { kind, ...(accept && { accept }), many };
}

/** The hint occurs under three names, one of them a misspelling in the catalogue. */
function readAccept(schema: Record<string, unknown>): string[] | undefined {
	const props = schema['x-ui-component-props'];
	const hint =
		readText(schema['x-accept']) ??
		readText(schema['x-accpet']) ??
		readText(isRecord(props) ? props.accept : undefined);
	const parts = (hint ?? '')
		.split(',')
		.map((part) => part.trim().toLowerCase())
		.filter((part) => /^(\.[\w-]+|[\w*.+-]+\/[\w*.+-]+)$/.test(part));
	return parts.length > 0 ? parts : undefined;
}

/** @returns undefined if a list of types mixes kinds or has only file extensions */
function kindOfAccept(accept: string[] | undefined): MediaKind | undefined {
	if (!accept) return undefined;
	const families = new Set(
		accept.map((part) => /^(image|video|audio)\//.exec(part)?.[1] ?? 'file'),
	);
	const [family] = families;
	return families.size === 1 && family !== 'file' ? (family as MediaKind) : undefined;
}

function kindOfName(name: string): MediaKind | undefined {
	const words = name.toLowerCase().split(/[_\s-]+/);
	for (const [pattern, kind] of KIND_BY_WORD) {
		if (words.some((word) => pattern.test(word))) return kind;
	}
	return undefined;
}
