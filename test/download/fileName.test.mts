import fc from 'fast-check';
import { sanitizeFilename } from 'n8n-workflow';

import { fileName, stemOfUrl } from '../../nodes/WaveSpeed/download/fileName.ts';

describe('the name of a file', () => {
	test.each([
		['abc-1', 'abc-1.mp4'],
		['../../etc/passwd', 'passwd.mp4'],
		['C:\\Windows\\evil', 'evil.mp4'],
		['/abs/', 'abs.mp4'],
		['..', 'output.mp4'],
		['', 'output.mp4'],
		['...', 'output.mp4'],
		['.hidden', 'hidden.mp4'],
		['a\0b', 'a_b.mp4'],
		['a\r\nb', 'a__b.mp4'],
		['invoice\u202efdp', 'invoice_fdp.mp4'],
		['zero\u200bwidth', 'zero_width.mp4'],
		['a:b*c?d"e<f>g|h', 'a_b_c_d_e_f_g_h.mp4'],
		['con', '_con.mp4'],
		['LPT1', '_LPT1.mp4'],
		['aux.tar', '_aux.tar.mp4'],
		['console', 'console.mp4'],
		['trailing. . ', 'trailing.mp4'],
		['video.mp4', 'video.mp4'],
		['video.MP4', 'video.mp4'],
		['video.png', 'video.png.mp4'],
		['.mp4', 'mp4.mp4'],
		['Ein schönes Video', 'Ein schönes Video.mp4'],
		['e\u0301', 'é.mp4'],
		['猫', '猫.mp4'],
		['lone \ud83d half', 'lone _ half.mp4'],
	])('is made of “%s”: %s', (stem, name) => {
		expect(fileName(stem, 'mp4')).toBe(name);
	});

	test('is cut to 120 without halving a character', () => {
		expect(fileName('x'.repeat(5_000), 'safetensors')).toHaveLength(120 - 1);
		const cats = fileName('🐈'.repeat(200), 'mp4');
		expect(cats.length).toBeLessThanOrEqual(120);
		expect(cats).toMatch(/^(🐈)+\.mp4$/u);
	});

	test('is safe for every string, and n8n changes nothing about it (property)', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string()), (stem) => {
				const name = fileName(stem, 'mp4');
				expect(name).toMatch(
					/^[^./\\:*?"<>|\p{C}][^/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}]*\.mp4$|^[^./\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}]+\.mp4$/u,
				);
				expect(name.length).toBeLessThanOrEqual(120);
				expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
				expect(sanitizeFilename(name)).toBe(name);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('the name an address gives', () => {
	test.each([
		['https://a.example/output/cat%20video.mp4?Signature=abc', 'cat video'],
		['https://a.example/predictions/1.mp4', '1'],
		['https://a.example/a/%2e%2e%2fetc%2fpasswd', '../etc/passwd'],
		['https://a.example/%E0%A4%A.png', '%E0%A4%A'],
		['https://a.example/', ''],
		['https://a.example/noextension', 'noextension'],
	])('of %s is “%s”', (url, stem) => {
		expect(stemOfUrl(url)).toBe(stem);
	});

	test('is made safe like any other', () => {
		expect(fileName(stemOfUrl('https://a.example/%2e%2e%2fetc%2f%00passwd.mp4'), 'mp4')).toBe(
			'_passwd.mp4',
		);
	});
});
