import { fileKind } from '../../nodes/WaveSpeed/download/fileKind.ts';
import { box, mp4, png, wav } from './samples.mts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const kindOf = (head: Buffer, contentType?: string, url = 'https://a.example/x') =>
	Object.values(fileKind(head, contentType, url)).join(' ');

describe('the kind of a file', () => {
	test.each([
		[mp4(), 'mp4 video/mp4'],
		[box('ftyp', latin1('qt  \0\0\0\0')), 'mov video/quicktime'],
		[box('ftyp', latin1('M4A \0\0\0\0')), 'm4a audio/mp4'],
		[box('ftyp', latin1('avif\0\0\0\0')), 'avif image/avif'],
		[box('ftyp', latin1('heic\0\0\0\0')), 'heic image/heic'],
		[
			latin1(
				'\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm',
			),
			'webm video/webm',
		],
		[latin1('\x1a\x45\xdf\xa3\x93B\x82\x88matroska'), 'mkv video/x-matroska'],
		[latin1('RIFF\0\0\0\0AVI LIST'), 'avi video/x-msvideo'],
		[latin1('RIFF\0\0\0\0WEBPVP8 '), 'webp image/webp'],
		[wav(), 'wav audio/wav'],
		[png(), 'png image/png'],
		[latin1('\xff\xd8\xff\xe0'), 'jpg image/jpeg'],
		[latin1('GIF89a'), 'gif image/gif'],
		[latin1('BM\x46\0\0\0\0\0\0\0'), 'bmp image/bmp'],
		[latin1('II*\0'), 'tiff image/tiff'],
		[latin1('ID3\x03'), 'mp3 audio/mpeg'],
		[latin1('\xff\xfb\x90\x44'), 'mp3 audio/mpeg'],
		[latin1('\xff\xf1\x50\x80'), 'aac audio/aac'],
		[latin1('fLaC\0\0\0\x22'), 'flac audio/flac'],
		[box('moov', box('mvhd')), 'mov video/quicktime'],
		[Buffer.concat([box('wide'), box('mdat')]), 'mov video/quicktime'],
		[latin1('GIF89a\x20\x03\x58\x02\xf7'), 'gif image/gif'],
		[latin1('OggS\0\x02'), 'ogg audio/ogg'],
		[latin1('glTF\x02\0\0\0'), 'glb model/gltf-binary'],
		[latin1('ply\nformat ascii 1.0'), 'ply application/octet-stream'],
		[latin1('PK\x03\x04'), 'zip application/zip'],
		[latin1('\x1f\x8b\x08'), 'gz application/gzip'],
		[latin1('%PDF-1.7'), 'pdf application/pdf'],
		[latin1('\x40\0\0\0\0\0\0\0{"a":{}}'), 'safetensors application/octet-stream'],
	])('is told by its first bytes, whatever server and address say (%#)', (head, expected) => {
		expect(kindOf(head, 'image/x-icon', 'https://a.example/x.exe')).toBe(expected);
	});

	test.each([
		['OggS\0\x02', 'https://a.example/a.opus', 'opus audio/ogg'],
		['\xff\xd8\xff', 'https://a.example/a.jpeg', 'jpeg image/jpeg'],
		['PK\x03\x04', 'https://a.example/a.usdz', 'usdz model/vnd.usdz+zip'],
		['PK\x03\x04', 'https://a.example/a.mxl', 'mxl application/vnd.recordare.musicxml'],
		['PK\x03\x04', 'https://a.example/a.3mf', '3mf model/3mf'],
		['PK\x03\x04', 'https://a.example/a.epub', 'epub application/epub+zip'],
	])('keeps a name that says it closer', (head, url, expected) => {
		expect(kindOf(latin1(head), undefined, url)).toBe(expected);
	});

	test.each([
		['\0\0\0\x20ftypisom', 'audio/mp4', 'm4a audio/mp4'],
		['\0\0\0\x20ftypisom', 'video/mp4', 'mp4 video/mp4'],
		['\0\0\0\x20ftypisom', 'audio/wav', 'mp4 video/mp4'],
		['OggS\0\x02', 'video/ogg', 'ogv video/ogg'],
		['PK\x03\x04', 'application/vnd.recordare.musicxml', 'mxl application/vnd.recordare.musicxml'],
		['PK\x03\x04', 'model/3mf', '3mf model/3mf'],
	])(
		'believes a server that says it closer, if the name does not: %s, %s',
		(head, type, expected) => {
			expect(kindOf(latin1(head), type)).toBe(expected);
			expect(kindOf(latin1(head), type, 'https://a.example/a.exe')).toBe(expected);
		},
	);

	test('believes the name before the server', () => {
		expect(kindOf(mp4(), 'audio/mp4', 'https://a.example/a.mov')).toBe('mov video/quicktime');
	});

	test.each([
		['text/plain', 'https://a.example/a.srt', 'srt application/x-subrip'],
		['text/plain; charset=utf-8', 'https://a.example/a.obj?x=.mp4', 'obj model/obj'],
		['text/plain', 'https://a.example/a', 'txt text/plain'],
		['text/plain', 'https://a.example/a.exe', 'txt text/plain'],
		['application/json', 'https://a.example/a.gltf', 'gltf model/gltf+json'],
		['application/json', 'https://a.example/a', 'json application/json'],
		['audio/x-wav', 'https://a.example/a', 'wav audio/x-wav'],
		['video/mp4', 'https://a.example/a.mov', 'mp4 video/mp4'],
		['application/octet-stream', 'https://a.example/a.PLY', 'ply application/octet-stream'],
		['binary/octet-stream', 'https://a.example/a.b3dm', 'b3dm application/octet-stream'],
		['application/x-new-thing', 'https://a.example/a.thing', 'thing application/x-new-thing'],
		['', 'https://a.example/a', 'bin application/octet-stream'],
		['nonsense', 'https://a.example/a.mp4#.png', 'mp4 video/mp4'],
		['text/html\r\nx: y', 'https://a.example/a.md', 'md text/markdown'],
		[undefined, 'https://a.example/../../a.constructor', 'constructor application/octet-stream'],
	])(
		'is what the server says (%s), then what the address says (%s)',
		(contentType, url, expected) => {
			expect(kindOf(latin1('hello'), contentType, url)).toBe(expected);
		},
	);
});

describe('a text', () => {
	test.each([
		'The wide river flows slowly past the town.',
		'The mdat atom',
		'ID3 tags are metadata.',
		'OggS is the mark of a page.',
		'fLaC begins with it.',
		'glTF is a format of the Khronos Group.',
		'GIF89a is a format of 1989.',
	])('is no media, whatever its first words: %s', (words) => {
		expect(kindOf(Buffer.from(words), 'text/plain', 'https://a.example/a.txt')).toBe(
			'txt text/plain',
		);
	});
});

describe('a document with elements', () => {
	const svg =
		'<?xml version="1.0"?>\n<!-- made by hand -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd" [<!ENTITY a "b">]>\n<svg/>';
	const collada = '<?xml version="1.0"?><COLLADA version="1.4.1">';
	const score = '<?xml version="1.0"?><!DOCTYPE score-partwise><score-partwise>';
	const captions = '<?xml version="1.0"?><tt:tt xmlns:tt="http://www.w3.org/ns/ttml">';

	test.each([
		[svg, 'image/png', 'https://a.example/a.png', 'svg image/svg+xml'],
		[svg, 'image/svg+xml', 'https://a.example/a', 'svg image/svg+xml'],
		[collada, 'application/xml', 'https://a.example/a.dae', 'dae model/vnd.collada+xml'],
		[collada, 'text/xml', 'https://a.example/a', 'dae model/vnd.collada+xml'],
		[collada, undefined, 'https://a.example/a', 'dae model/vnd.collada+xml'],
		[
			score,
			'application/octet-stream',
			'https://a.example/a.musicxml',
			'musicxml application/vnd.recordare.musicxml+xml',
		],
		[captions, 'text/plain', 'https://a.example/a.ttml', 'ttml application/ttml+xml'],
		[captions, 'application/ttml+xml', 'https://a.example/a', 'ttml application/ttml+xml'],
		['<?xml version="1.0"?><a/>', 'text/plain', 'https://a.example/a.txt', 'txt text/plain'],
		['<?xml version="1.0"?><a/>', 'text/xml', 'https://a.example/a', 'xml text/xml'],
		['<!doctype html><p>', 'text/html', 'https://a.example/a.html', 'html text/html'],
	])(
		'is what its name, its first element or its server say, the closest first (%#)',
		(head, contentType, url, expected) => {
			expect(kindOf(Buffer.from(head), contentType, url)).toBe(expected);
		},
	);
});
