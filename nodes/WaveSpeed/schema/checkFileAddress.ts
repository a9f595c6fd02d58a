import { isPrivateHost } from '../download/checkAddress';
import { isKnownExtension, MIME_TYPES } from '../download/mediaTypes';
import type { Model } from '../models/model';
import { FILE_ADDRESS_LIMIT_CHARACTERS } from '../policy';
import { fileFitsInput } from './fileFitsInput';
import { CHOOSE_A_FILE, formatValue, problem, type InputProblem } from './inputProblem';
import type { MediaInput, MediaKind, SchemaInput } from './schemaInput';
import { sharePageAt } from './sharePages';
import { parseUrl } from '../parseUrl';

/** Even the smallest image takes more characters than any file name. */
const BARE_BASE64_MINIMUM_CHARACTERS = 255;

/**
 * Checks a text that should be a file's address. WaveSpeed accepts any text, and fails or charges for
 * something made without the picture much later: this finds what the spelling already shows.
 * @returns what is wrong with it, continuing “The input “image” …”; an empty list if it may be a file
 */
export function checkFileAddress(input: SchemaInput, value: string, path: string): InputProblem[] {
	const { media } = input;
	if (!media) return [];
	const wrong = findNoAddress(value) ?? findOtherKind(media, input.description, value);
	return wrong === undefined ? [] : [problem(path, wrong)];
}

function findNoAddress(value: string): string | undefined {
	if (value.trim() === '') return 'is empty. Give the address of a file or leave it out.';
	if (isPath(value)) {
		return `must be the address of a file on the web, but is a path on a disk (${formatValue(value)}): read the file with the node “Read/Write Files from Disk” and give it under “Binary Inputs”.`;
	}
	if (!isAddress(value)) {
		return `must be the address of a file, but is ${formatValue(value)}. Write an address that begins with https://, or ${CHOOSE_A_FILE}.`;
	}
	if (holdsSeveral(value)) {
		return `takes one file, but holds several addresses (${formatValue(value)}). Give the address of one file.`;
	}
	return undefined;
}

/**
 * A complete address, or one of another kind than the web's, such as `asset://…`, or a data URI; also plain
 * base64, which some models take. Shorter texts are file names or the names of binary fields in the wrong
 * place.
 */
function isAddress(value: string): boolean {
	const text = value.trim();
	if (/^https?:/i.test(text))
		return text.length > FILE_ADDRESS_LIMIT_CHARACTERS || parseUrl(text) !== undefined;
	if (/^(?:data:|(?!blob:)[a-z][a-z\d+.-]{0,30}:\/\/.)/i.test(text.slice(0, 40))) return true;
	return text.length > BARE_BASE64_MINIMUM_CHARACTERS;
}

const ANOTHER_ADDRESS = /[;\s]https?:\/\/|\.[a-z\d]{2,5},\s{0,9}https?:\/\//i;

/** A comma alone may be part of an address; one behind the ending of a file separates. */
function holdsSeveral(value: string): boolean {
	const text = value.trim();
	return (
		text.length <= FILE_ADDRESS_LIMIT_CHARACTERS &&
		/^https?:/i.test(text) &&
		ANOTHER_ADDRESS.test(text)
	);
}

/**
 * `/home/me/cat.png`, `./cat.png`, `~/cat.png`, `C:\cat.png`, `file:///cat.png`; base64 may also begin
 * with a slash.
 */
function isPath(value: string): boolean {
	if (value.length > FILE_ADDRESS_LIMIT_CHARACTERS) return false;
	const text = value.trim();
	if (/^(?:file:|[a-z]:[\\/]|\.{1,2}[\\/]|~[\\/]|\\\\)/i.test(text)) return true;
	// “//cdn.example.com/cat.png” is an address without its beginning.
	return /^\/(?!\/)/.test(text) && text.length <= BARE_BASE64_MINIMUM_CHARACTERS;
}

const WANTED: Readonly<Record<Exclude<MediaKind, 'file'>, string>> = {
	image: 'an image',
	video: 'a video',
	audio: 'a sound',
};

/** How descriptions mention that an input takes pages, such as “a YouTube link or a file”. */
const TAKES_PAGES =
	/youtube|vimeo|tiktok|instagram|dropbox|google drive|onedrive|web ?page|web ?site|page url/i;

/** For an input of unknown kind, anything may be right. */
function findOtherKind(media: MediaInput, description: string, value: string): string | undefined {
	if (media.kind === 'file') return undefined;
	const wanted = WANTED[media.kind];
	const type = typeOfDataUri(value);
	if (type !== undefined) {
		if (mayBe(type, media)) return undefined;
		return `must be ${wanted}, but is a data URI of the type ${type}. Give the address of ${wanted}, or ${CHOOSE_A_FILE}.`;
	}
	if (TAKES_PAGES.test(description)) return undefined;
	const url = readAddress(value);
	if (!url) return undefined;
	const page = sharePageAt(url);
	if (page) {
		return `must be the address of ${wanted}, but leads to a page of ${page.of}, which shows the file but is not the file itself: ${page.instead}.`;
	}
	const what = pageOrDocument(url) ?? otherMedia(url, media);
	if (what === undefined) return undefined;
	return `must be the address of ${wanted}, but ${formatValue(value.trim())} is the address of ${what}: write the address of the file itself, or ${CHOOSE_A_FILE}.`;
}

/** @returns the type in a data URI; undefined for anything else */
function typeOfDataUri(value: string): string | undefined {
	const head = value.trimStart().slice(0, 150);
	return /^data:([a-z]{1,20}\/[\w.+-]{1,100})[;,]/i.exec(head)?.[1]?.toLowerCase();
}

/** A vague type may be anything, and a container may hold sound or pictures. */
function mayBe(type: string, { kind, accept = [] }: MediaInput): boolean {
	const [family = ''] = type.split('/');
	if (family === 'application') return !NO_MEDIA.test(type);
	if (accept.some((pattern) => pattern.startsWith(`${family}/`) || pattern === '*/*')) return true;
	return family === kind || (kind !== 'image' && (family === 'audio' || family === 'video'));
}

const NO_MEDIA =
	/^application\/(?:pdf|json|xml|xhtml\+xml|zip|javascript|msword|vnd\.(?:ms-|openxml).*)$/;

function readAddress(value: string): URL | undefined {
	if (value.length > FILE_ADDRESS_LIMIT_CHARACTERS) return undefined;
	const text = value.trim();
	return /^https?:\/\//i.test(text) ? parseUrl(text) : undefined;
}

/** An address's ending is reliable only without a query: `image.php?id=7` may be a picture. */
function pageOrDocument({ pathname, search }: URL): string | undefined {
	const ending = /\.([a-z]{2,5})$/i.exec(pathname.slice(-10))?.[1]?.toLowerCase() ?? '';
	if (/^[sx]?html?$/.test(ending)) return 'a web page';
	if (search !== '') return undefined;
	if (/^(?:php|aspx?|jspx?|cfm)$/.test(ending)) return 'a web page';
	return /^(?:pdf|docx?|pptx?|xlsx?|txt|md|csv|json|xml)$/.test(ending) ? 'a document' : undefined;
}

/** A picture for a sound, or a video for a picture; a picture that moves may do for a video. */
function otherMedia({ pathname, search }: URL, media: MediaInput): string | undefined {
	const extension = /\.([a-z\d]{2,5})$/i.exec(pathname.slice(-10))?.[1]?.toLowerCase() ?? '';
	if (search !== '' || !isKnownExtension(extension)) return undefined;
	if (media.kind === 'video' && /^(?:gif|webp)$/.test(extension)) return undefined;
	const mimeType = MIME_TYPES[extension];
	const [family] = mimeType.split('/');
	if (family !== 'image' && family !== 'video' && family !== 'audio') return undefined;
	const fits = family === media.kind || fileFitsInput({ extension, mimeType }, media);
	return fits ? undefined : WANTED[family];
}

/**
 * Files at addresses in this network only: WaveSpeed cannot fetch them, and the prediction would fail, or
 * be paid for without its picture.
 * @param apiBaseUrl an API in a private network (emulator, on-premises gateway) may reach its neighbours
 */
export function findPrivateAddresses(
	{ inputs = [] }: Model,
	input: Readonly<Record<string, unknown>>,
	apiBaseUrl: string,
): InputProblem[] {
	const api = parseUrl(apiBaseUrl);
	if (!api || isPrivateHost(api.hostname)) return [];
	return inputs
		.filter(({ media }) => media !== undefined)
		.flatMap(({ name }) => {
			const host = [input[name]].flat().map(privateHostOf).find(Boolean);
			if (host === undefined) return [];
			return [
				problem(
					name,
					`leads to ${host}, which only your own network knows: WaveSpeed cannot fetch it. Give a public address, or the file itself under “Binary Inputs”.`,
				),
			];
		});
}

function privateHostOf(value: unknown): string | undefined {
	// A longer text is a file in base64.
	if (typeof value !== 'string' || value.length > FILE_ADDRESS_LIMIT_CHARACTERS) return undefined;
	const text = value.trim();
	const hostname = /^https?:/i.test(text) ? parseUrl(text)?.hostname : undefined;
	return hostname !== undefined && isPrivateHost(hostname) ? hostname : undefined;
}
