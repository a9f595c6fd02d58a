/** Extension → MIME type, for everything that WaveSpeed's models are known to make, and close relatives. */
export const MIME_TYPES = {
	'3mf': 'model/3mf',
	aac: 'audio/aac',
	ass: 'text/x-ssa',
	avi: 'video/x-msvideo',
	avif: 'image/avif',
	bin: 'application/octet-stream',
	bmp: 'image/bmp',
	csv: 'text/csv',
	dae: 'model/vnd.collada+xml',
	dfxp: 'application/ttml+xml',
	epub: 'application/epub+zip',
	fbx: 'application/octet-stream',
	flac: 'audio/flac',
	flv: 'video/x-flv',
	gif: 'image/gif',
	glb: 'model/gltf-binary',
	gltf: 'model/gltf+json',
	gz: 'application/gzip',
	heic: 'image/heic',
	htm: 'text/html',
	html: 'text/html',
	jpeg: 'image/jpeg',
	jpg: 'image/jpeg',
	json: 'application/json',
	m4a: 'audio/mp4',
	m4v: 'video/mp4',
	md: 'text/markdown',
	mid: 'audio/midi',
	midi: 'audio/midi',
	mkv: 'video/x-matroska',
	mov: 'video/quicktime',
	mp3: 'audio/mpeg',
	mp4: 'video/mp4',
	mtl: 'model/mtl',
	musicxml: 'application/vnd.recordare.musicxml+xml',
	mxl: 'application/vnd.recordare.musicxml',
	obj: 'model/obj',
	ogg: 'audio/ogg',
	ogv: 'video/ogg',
	opus: 'audio/ogg',
	pdf: 'application/pdf',
	ply: 'application/octet-stream',
	png: 'image/png',
	safetensors: 'application/octet-stream',
	splat: 'application/octet-stream',
	spz: 'application/octet-stream',
	srt: 'application/x-subrip',
	ssa: 'text/x-ssa',
	stl: 'model/stl',
	svg: 'image/svg+xml',
	tar: 'application/x-tar',
	tif: 'image/tiff',
	tiff: 'image/tiff',
	ttml: 'application/ttml+xml',
	txt: 'text/plain',
	usd: 'application/octet-stream',
	usda: 'application/octet-stream',
	usdc: 'application/octet-stream',
	usdz: 'model/vnd.usdz+zip',
	vtt: 'text/vtt',
	wav: 'audio/wav',
	webm: 'video/webm',
	webp: 'image/webp',
	wmv: 'video/x-ms-wmv',
	x3d: 'model/x3d+xml',
	xhtml: 'application/xhtml+xml',
	xml: 'application/xml',
	zip: 'application/zip',
} as const;

export type Extension = keyof typeof MIME_TYPES;

export function isKnownExtension(text: string): text is Extension {
	return Object.prototype.hasOwnProperty.call(MIME_TYPES, text);
}

/** Other names that servers use for the same types. */
const ALIASES: Readonly<Record<string, Extension>> = {
	'application/gltf-buffer': 'bin',
	'application/ogg': 'ogg',
	'application/ttml+xml': 'ttml',
	'application/vnd.ms-package.3dmanufacturing-3dmodel+xml': '3mf',
	'application/x-gzip': 'gz',
	'application/x-zip-compressed': 'zip',
	'audio/flac': 'flac',
	'audio/m4a': 'm4a',
	'audio/mp3': 'mp3',
	'audio/mp4': 'm4a',
	'audio/opus': 'opus',
	'audio/vnd.wave': 'wav',
	'audio/wave': 'wav',
	'audio/x-flac': 'flac',
	'audio/x-m4a': 'm4a',
	'audio/x-wav': 'wav',
	'audio/midi': 'mid',
	'image/jpeg': 'jpg',
	'image/jpg': 'jpg',
	'image/tiff': 'tiff',
	'image/x-ms-bmp': 'bmp',
	'text/html': 'html',
	'text/srt': 'srt',
	'text/x-ssa': 'ass',
	'text/xml': 'xml',
	'video/avi': 'avi',
	'video/matroska': 'mkv',
	'video/mp4': 'mp4',
};

/** Types that say nothing about the content. */
const GENERIC: ReadonlySet<string> = new Set([
	'',
	'application/octet-stream',
	'application/x-binary',
	'application/unknown',
	'binary/octet-stream',
]);

/** @returns the type without parameters, in lower case; an empty string if it says nothing */
export function readMimeType(contentType: string | undefined): string {
	const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	return GENERIC.has(type) || !/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type) ? '' : type;
}

/** @returns the extension for a MIME type, if it is known */
export function extensionOf(mimeType: string): Extension | undefined {
	if (GENERIC.has(mimeType)) return undefined;
	const known = (Object.keys(MIME_TYPES) as Extension[]).find(
		(key) => MIME_TYPES[key] === mimeType,
	);
	return ALIASES[mimeType] ?? known;
}
