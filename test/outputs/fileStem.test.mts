import fc from 'fast-check';

import { fileName } from '../../nodes/WaveSpeed/download/fileName.ts';
import { fileStem, numbered } from '../../nodes/WaveSpeed/outputs/fileStem.ts';

const ID = 'ded09b4c9b104fb88a38feab74c9d54c';
const named = (prompt: unknown) => fileName(fileStem({ prompt }, ID), 'mp4');

describe('the name of a prediction’s file', () => {
	test.each([
		['a lighthouse at dusk', 'a-lighthouse-at-dusk-ded09b4c.mp4'],
		['  A Lighthouse,\nat DUSK! ', 'a-lighthouse-at-dusk-ded09b4c.mp4'],
		['Ein schönes Video über Köln', 'ein-schönes-video-über-köln-ded09b4c.mp4'],
		['cafe\u0301', 'café-ded09b4c.mp4'],
		['夕暮れの灯台', '夕暮れの灯台-ded09b4c.mp4'],
		['शाम का नज़ारा', 'शाम-का-नज़ारा-ded09b4c.mp4'.normalize('NFC')],
		['منارة \u202eعند الغروب', 'منارة-عند-الغروب-ded09b4c.mp4'],
		['🐈 1️⃣ cat 👩‍👩‍👧', '1-cat-ded09b4c.mp4'],
		['../../etc/passwd', 'etc-passwd-ded09b4c.mp4'],
		['C:\\con', 'c-con-ded09b4c.mp4'],
		['con', 'con-ded09b4c.mp4'],
		['🐈🐈', 'ded09b4c.mp4'],
		['', 'ded09b4c.mp4'],
		[42, 'ded09b4c.mp4'],
		[
			'a very long prompt that goes on and on and on and on',
			'a-very-long-prompt-that-goes-on-and-on-ded09b4c.mp4',
		],
		['x'.repeat(100), `${'x'.repeat(40)}-ded09b4c.mp4`],
	])('begins with the first words of the prompt: %s', (prompt, name) => {
		expect(named(prompt)).toBe(name);
	});

	test('takes the words from whatever the model is told in words', () => {
		expect(fileStem({ text: 'Hello there' }, ID)).toBe('hello-there-ded09b4c');
		expect(fileStem({ prompt: ' ', lyrics: 'La la' }, ID)).toBe('la-la-ded09b4c');
		expect(fileStem({ image: 'https://a.example/a.png' }, ID)).toBe('ded09b4c');
		for (const input of [undefined, null, 'words', [1]])
			expect(fileStem(input, ID)).toBe('ded09b4c');
	});

	test('takes them from the model where nothing was said in words', () => {
		const input = { video: 'https://a.example/a.mp4' };
		expect(fileStem(input, ID, { model: 'wavespeed-ai/video-upscaler-pro' })).toBe(
			'video-upscaler-pro-ded09b4c',
		);
		expect(fileStem({ prompt: 'Hi' }, ID, { model: 'a/b' })).toBe('hi-ded09b4c');
	});

	test('is not shared by predictions whose ids begin alike', () => {
		const ids = ['0197f0c2a1b27c3d8e4f5061728394a5', '0197f0c2a1b27c3d8e4f5061728394b6'];
		expect(new Set(ids.map((id) => fileStem({}, id))).size).toBe(2);
		expect(fileStem({}, 'task-2026-11-26-1')).toBe('task-2026-11-26-1');
	});

	test('is numbered where there are several', () => {
		expect([0, 1].map((place) => numbered('a', place, 2))).toEqual(['a-1', 'a-2']);
		expect(numbered('a', 0, 1)).toBe('a');
	});

	test('is letters, digits and dashes for every prompt, and never long (property)', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (prompt) => {
				const stem = fileStem({ prompt }, ID);
				expect(stem).toMatch(/^([\p{L}\p{N}][\p{L}\p{N}\p{M}]*-)*ded09b4c$/u);
				expect(stem.length).toBeLessThanOrEqual(40 + 9);
				expect(fileName(stem, 'mp4')).toBe(`${stem}.mp4`.normalize('NFC'));
			}),
			{ numRuns: 2_000 },
		);
	});
});
