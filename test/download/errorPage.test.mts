import { isErrorPage } from '../../nodes/WaveSpeed/download/errorPage.ts';
import { mp4 } from './samples.mts';

const at = (name: string) => `https://a.example/${name}?X-Amz-Signature=abc`;
const DOCTYPE =
	'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
const S3 = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code></Error>';

describe('an error page', () => {
	test.each([
		['<!doctype HTML>', undefined, 'a.mp4'],
		['\ufeff <html lang="en">', 'video/mp4', 'a.mp4'],
		['<!-- nginx -->\r\n<HTML>', 'text/html', 'a.png'],
		['<center><h1>502', 'text/html', 'a.png'],
		['<html>', 'text/html', 'a'],
		['<html>', 'text/html', 'a.svg'],
		['<html>', 'text/html', 'a.xml'],
		['<html>', 'text/html', 'a.dae'],
		['<html>', 'text/html', 'a.txt'],
		[S3, 'video/mp4', 'a.mp4'],
		[S3, 'application/xml', 'a.mp4'],
		[S3, 'application/xml', 'a.dae'],
		[S3, 'application/xml', 'a.xml'],
		[S3, 'application/xml', 'a.txt'],
		[S3, 'application/xml', 'a'],
		['<Error><Code>AccessDenied', undefined, 'a'],
		['<soap:Envelope xmlns:soap="…">', 'text/xml', 'a.xml'],
		['<?xml version="1.0"?><ListBucketResult>', 'application/xml', 'a.mp4'],
		['<?xml version="1.0"?><!-- ' + 'x'.repeat(5_000), 'application/xml', 'a.mp4'],
		['Forbidden', 'text/html', 'a.mp4'],
		['whatever', 'application/xml; charset=utf-8', 'a.mp4'],
		['whatever', 'application/problem+xml', 'a.mp4'],
		['{"title":"Gone"}', 'application/problem+json', 'a'],
		['{"error":"not found"}', 'application/json', 'a.mp4'],
		[' [\n', 'application/json', 'a.png'],
	])(
		'is known where name, type and bytes contradict each other: %s as %s at %s',
		(head, contentType, name) => {
			expect(isErrorPage(Buffer.from(head), contentType, at(name))).toBe(true);
		},
	);

	test.each([
		['<svg xmlns="http://www.w3.org/2000/svg">', 'image/svg+xml', 'a'],
		['<?xml version="1.0"?><svg>', undefined, 'a'],
		[`<?xml version="1.0"?>\n<!-- Generator -->\n${DOCTYPE}\n<svg>`, 'image/svg+xml', 'a.svg'],
		[`${DOCTYPE.replace('>', ' [ <!ENTITY ns "http://a"> ]>')}<svg>`, 'text/xml', 'a.svg'],
		['<svg>', 'image/png', 'a.png'],
		['<?xml version="1.0"?><COLLADA>', 'model/vnd.collada+xml', 'a.dae'],
		['<?xml version="1.0"?><COLLADA>', 'application/xml', 'a.dae'],
		['<?xml version="1.0"?><COLLADA>', undefined, 'a'],
		['<?xml version="1.0"?><!DOCTYPE score-partwise><score-partwise>', 'text/xml', 'a.musicxml'],
		['<tt xmlns="http://www.w3.org/ns/ttml">', 'application/xml', 'a.ttml'],
		['<?xml version="1.0"?> is how it begins', 'text/plain', 'a.txt'],
		['<?xml version="1.0"?><feed>', 'application/xml', 'a.xml'],
		['<html> is a word of HTML', 'text/plain; charset=utf-8', 'a.md'],
		['<html>', 'text/html', 'a.html'],
		['<!DOCTYPE html>', 'text/html', 'a.HTM'],
		['a < b', 'text/plain', 'a.txt'],
		['< 5 minutes', 'text/plain', 'a'],
		['{"html":"<html>"}', 'application/json', 'a.json'],
		['{"a":1}', 'application/json', 'a'],
		['{"asset":{}}', 'application/json', 'a.gltf'],
	])(
		'is not a whole file of the kind that was asked for: %s as %s at %s',
		(head, contentType, name) => {
			expect(isErrorPage(Buffer.from(head), contentType, at(name))).toBe(false);
		},
	);

	test('is not a video that is only labelled as one', () => {
		expect(isErrorPage(mp4(), 'text/html', at('a.mp4'))).toBe(false);
	});

	test('is known in UTF-16 too', () => {
		const page = Buffer.from('\ufeff<html>', 'utf16le');
		expect(isErrorPage(page, 'text/html', at('a.mp4'))).toBe(true);
	});
});
