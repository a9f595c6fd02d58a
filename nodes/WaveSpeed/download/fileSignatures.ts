import type { Extension } from './mediaTypes';

/**
 * Recognises a file's type by its first bytes, which cannot lie as a header or a name can.
 * @param head the first 64 bytes or more
 * @returns the extensions of files of this kind, the usual one first; undefined for an unknown kind
 */
export function sniff(head: Uint8Array): readonly Extension[] | undefined {
	const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 512));
	const text = bytes.toString('latin1');
	const found = SIGNATURES.find(([signature]) =>
		typeof signature === 'string' ? text.startsWith(signature) : signature.test(text),
	);
	if (found) return found[1];
	if (bytes.length >= 9 && isSafetensors(bytes)) return ['safetensors'];
	return undefined;
}

/** Bytes as Latin-1 characters. The first match wins. */
const SIGNATURES: ReadonlyArray<readonly [string | RegExp, readonly Extension[]]> = [
	[/^.{4}ftypqt {2}/s, ['mov']],
	[/^.{4}ftyp(M4A|M4B|F4A)/s, ['m4a']],
	[/^.{4}ftyp(avif|avis)/s, ['avif']],
	[/^.{4}ftyp(heic|heix|hevc|mif1|msf1)/s, ['heic']],
	[/^.{4}ftyp/s, ['mp4', 'm4v', 'mov', 'm4a']],
	[/^.{4}(moov|mdat|wide)/s, ['mov', 'mp4']],
	[/^.\x45\xdf\xa3.{0,40}webm/s, ['webm']],
	['\x1a\x45\xdf\xa3', ['mkv', 'webm']],
	[/^RIFF.{4}AVI /s, ['avi']],
	[/^RIFF.{4}WAVE/s, ['wav']],
	[/^RIFF.{4}WEBP/s, ['webp']],
	['\x89PNG\r\n\x1a\n', ['png']],
	['\xff\xd8\xff', ['jpg', 'jpeg']],
	[/^GIF8[79]a/, ['gif']],
	[/^BM.{4}\0\0\0\0/s, ['bmp']],
	['II*\0', ['tiff', 'tif']],
	['MM\0*', ['tiff', 'tif']],
	['OggS', ['ogg', 'opus', 'ogv']],
	['fLaC', ['flac']],
	['ID3', ['mp3']],
	// The frame headers of ADTS and of MPEG layer 3: eleven set bits, then a valid layer.
	[/^\xff[\xf0\xf1\xf8\xf9]/, ['aac']],
	[/^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/, ['mp3']],
	['glTF', ['glb']],
	[/^ply\r?\n/, ['ply']],
	['PK\x03\x04', ['zip', 'usdz']],
	['\x1f\x8b', ['gz', 'spz']],
	['%PDF-', ['pdf']],
	['FLV\x01', ['flv']],
];

/** The length of a JSON header as a 64-bit number, then the header. */
function isSafetensors(bytes: Buffer): boolean {
	return bytes.readBigUInt64LE(0) < 100_000_000n && bytes.toString('latin1', 8, 10) === '{"';
}
