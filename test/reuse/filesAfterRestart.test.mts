import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Action, Emulator } from '../../emulator/index.mts';
import { REUSE_FILES_COMPARED, UPLOAD_KEPT } from '../../nodes/WaveSpeed/policy.ts';
import { startEmulator, time } from '../startEmulator.mts';
import { linesLogged, png } from '../upload/storedFiles.mts';
import {
	comparedFiles,
	EDIT,
	eachWithAnEmulator,
	KEY,
	startN8n,
	type Files,
} from './reusingFiles.mts';

const FILE = { host: 'outputs', method: 'GET', path: /^\/media\// } as const;

describe('a file whose prediction an n8n has made that knows nothing of it any more', () => {
	const at = eachWithAnEmulator();
	let emulator: Emulator;
	beforeEach(() => void ({ emulator } = at));

	const uploads = () => emulator.requestsTo({ host: 'outputs', method: 'PUT' }).length;
	/** Pays for a prediction, then starts n8n anew. */
	const paidBefore = async (...items: Files[]) => {
		const { rows, paid } = await startN8n(emulator)(items);
		expect(paid).toBe(items.length);
		return { rows, execute: startN8n(emulator) };
	};

	it('is known by its content, for nothing and without the key', async () => {
		const image = png();
		const { rows: before, execute } = await paidBefore({ image });
		const { rows, paid } = await execute([{ image }]);
		expect(paid).toBe(0);
		expect(rows[0]).toMatchObject({ id: before[0]!.id, reused: true, input: before[0]!.input });
		const [compared, ...others] = comparedFiles(emulator);
		expect(others).toEqual([]);
		expect(JSON.stringify(compared!.headers)).not.toContain(KEY);
		expect(compared!.headers).not.toHaveProperty('authorization');
	});

	it('is sent by the address it had then in the next execution, and not looked at again', async () => {
		const image = png();
		const { execute } = await paidBefore({ image });
		await execute([{ image }]);
		const before = [uploads(), comparedFiles(emulator).length];
		const { rows, paid } = await execute([{ image }]);
		expect([paid, rows[0]!.reused]).toEqual([0, true]);
		expect([uploads(), comparedFiles(emulator).length]).toEqual(before);
		expect(before).toEqual([2, 1]);
	});

	it('is uploaded anew before WaveSpeed deletes it: what counts is when it was uploaded', async () => {
		const image = png();
		const { rows: before, execute } = await paidBefore({ image });
		await time.sleep(UPLOAD_KEPT - 3_600_000);
		await execute([{ image }]);
		await time.sleep(2 * 3_600_000);
		const { rows, paid } = await execute([{ image }]);
		expect([paid, rows[0]!.id]).toEqual([0, before[0]!.id]);
		expect(uploads()).toBe(3);
	});

	it('is not uploaded again and again where its old address will soon be gone', async () => {
		const image = png();
		const { execute } = await paidBefore({ image });
		await time.sleep(UPLOAD_KEPT + 3_600_000);
		for (const _time of [1, 2]) expect((await execute([{ image }])).paid).toBe(0);
		expect([uploads(), comparedFiles(emulator).length]).toEqual([2, 1]);
	});

	it('is given to one item only where another asks for its very seed', async () => {
		const image = png();
		const { execute, rows: before } = await paidBefore({ image });
		const { seed } = before[0]!.input as { seed: number };
		const { rows, paid } = await execute([{ image }, { image }], {
			input: { seed: '={{ $json.seed }}' },
			json: [{ seed: -1 }, { seed }],
		});
		expect(paid).toBe(1);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
	});

	it.each([
		['of the same size', 2_000],
		['of another size', 3_000],
	])('is not taken for another one %s', async (_what, size) => {
		const { execute } = await paidBefore({ image: png(2_000) });
		const { rows, paid } = await execute([{ image: png(size) }]);
		expect(paid).toBe(1);
		expect(rows[0]).toMatchObject({ reused: false });
		expect(rows[0]).not.toHaveProperty('reuse_note');
		expect(comparedFiles(emulator)).toHaveLength(1);
	});

	it('is not looked at where something else differs', async () => {
		const image = png();
		const { execute } = await paidBefore({ image });
		expect((await execute([{ image }], { prompt: 'it sleeps' })).paid).toBe(1);
		expect((await execute([{ image, last_image: image }])).paid).toBe(1);
		expect(comparedFiles(emulator)).toEqual([]);
	});

	it('is not looked for at an address that is not in WaveSpeed’s storage', async () => {
		const elsewhere = await startEmulator({ apiKey: KEY });
		const input = { image: `${elsewhere.outputsUrl}/media/a/images/a.png` };
		await startN8n(emulator)([{}], { input });
		const { rows, paid } = await startN8n(emulator)([{ image: png() }]);
		expect([paid, rows[0]!.reused]).toEqual([1, false]);
		expect(elsewhere.requests).toEqual([]);
		await elsewhere.close();
	});

	it('counts in every one of several inputs, each with its own', async () => {
		const [image, last] = [png(), png()];
		const { execute, rows: before } = await paidBefore({ image, last_image: last });
		expect((await execute([{ image: last, last_image: image }])).paid).toBe(1);
		expect((await execute([{ image, last_image: png() }])).paid).toBe(1);
		const { rows, paid } = await execute([{ image, last_image: last }]);
		expect([paid, rows[0]!.id]).toEqual([0, before[0]!.id]);
	});

	it('counts in a list by its place', async () => {
		const [one, other] = [png(), png()];
		const edit = { model: EDIT };
		const [made] = (await startN8n(emulator)([{ images: [one, other] }], edit)).rows;
		expect((await startN8n(emulator)([{ images: [other, one] }], edit)).paid).toBe(1);
		expect((await startN8n(emulator)([{ images: [one] }], edit)).paid).toBe(1);
		const { rows, paid } = await startN8n(emulator)([{ images: [one, other] }], edit);
		expect([paid, rows[0]!.id]).toEqual([0, made!.id]);
	});

	it('is downloaded once for all items, which have their places again', async () => {
		const image = png();
		const { rows: before, execute } = await paidBefore({ image }, { image }, { image });
		const { rows, paid } = await execute([{ image }, { image }, { image }]);
		expect(paid).toBe(0);
		expect(rows.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
		expect(comparedFiles(emulator)).toHaveLength(1);
	});

	it('is known among others, item by item', async () => {
		const items = [png(), png(), png()].map((image) => ({ image }));
		const { rows: before, execute } = await paidBefore(...items);
		const { rows, paid } = await execute([...items].reverse());
		expect(paid).toBe(0);
		expect(rows.map(({ id }) => id)).toEqual(before.map(({ id }) => id).reverse());
		expect(comparedFiles(emulator)).toHaveLength(3);
	});

	it('is taken with variations, each at its place', async () => {
		const image = png();
		const options = { variations: 3 };
		const before = await startN8n(emulator)([{ image }], { options });
		const { rows, paid } = await startN8n(emulator)([{ image }], { options });
		expect(paid).toBe(0);
		expect(rows.map(({ id }) => id)).toEqual(before.rows.map(({ id }) => id));
	});

	const gone: Action = { kind: 'reply', status: 404 };
	const future = 'Sun, 22 Nov 2037 00:00:00 GMT';
	it.each<[string, Action, string]>([
		['is gone', gone, 'WaveSpeed does not have any more'],
		['is not given out', { kind: 'reply', status: 403 }, 'WaveSpeed does not have any more'],
		['breaks off each time', { kind: 'cut', afterBytes: 100 }, 'could not be downloaded'],
		['never comes', { kind: 'stall' }, 'took too long'],
		['never ends', { kind: 'stall', afterBytes: 100 }, 'took too long'],
		['drips', { kind: 'drip', everyMs: 10_000 }, 'took too long'],
		[
			'is said to be in a private network',
			{ kind: 'redirect', location: 'http://169.254.169.254/latest' },
			'may not download',
		],
		[
			'was changed since',
			{ kind: 'headers', headers: { 'last-modified': future } },
			'was changed after that',
		],
	])('that %s is paid for, and the row says why', async (_what, action, words) => {
		const image = png();
		const { execute } = await paidBefore({ image });
		emulator.misbehave({ when: FILE, times: 99, do: action });
		const log = await linesLogged(async () => {
			const { rows, paid } = await execute([{ image }]);
			expect(paid).toBe(1);
			expect(rows[0]).toMatchObject({ status: 'completed', reused: false });
			expect(rows[0]!.reuse_note).toMatch(
				/^There may be an equal prediction that was made from the same file at another address, which .*\.$/,
			);
			expect(rows[0]!.reuse_note).toContain(words);
		});
		expect(log.join('\n')).toContain(words);
	});

	it.each<[string, Action]>([
		['breaks off once', { kind: 'cut', afterBytes: 100 }],
		['is not to be had once', { kind: 'reply', status: 503 }],
	])('that %s is downloaded again', async (_what, action) => {
		const image = png();
		const { execute } = await paidBefore({ image });
		emulator.misbehave({ when: FILE, do: action });
		expect((await execute([{ image }])).paid).toBe(0);
		expect(comparedFiles(emulator)).toHaveLength(2);
	});

	it('that ends early where no length is told is no equal file', async () => {
		const image = png();
		const { execute } = await paidBefore({ image });
		emulator.misbehave({ when: FILE, times: 99, do: { kind: 'earlyEnd', afterBytes: 1_999 } });
		expect((await execute([{ image }])).paid).toBe(1);
	});

	it('is looked for in older predictions where the newest is gone', async () => {
		const image = png();
		const { rows: before } = await paidBefore({ image });
		const options = { reusePaidResults: 'never' };
		await startN8n(emulator)([{ image }], { options });
		emulator.misbehave({ when: FILE, do: gone });
		const { rows, paid } = await startN8n(emulator)([{ image }]);
		expect([paid, rows[0]!.id]).toEqual([0, before[0]!.id]);
	});

	it('is looked for in so many files and no more, newest first, each once', async () => {
		const items = Array.from({ length: REUSE_FILES_COMPARED + 2 }, () => ({ image: png() }));
		const { execute } = await paidBefore(...items);
		const { rows, paid } = await execute([{ image: png() }, { image: png() }]);
		expect(paid).toBe(2);
		for (const row of rows) expect(row.reuse_note).toContain(`at most ${REUSE_FILES_COMPARED}`);
		const paths = comparedFiles(emulator).map(({ path }) => path);
		const made = emulator.predictions.slice(2, items.length).map(({ input }) => input.image);
		expect(paths.sort()).toEqual(made.map((url) => new URL(String(url)).pathname).sort());
	});

	it('is neither compared nor paid for after Stop', async () => {
		const image = png();
		const { execute } = await paidBefore({ image });
		emulator.misbehave({ when: FILE, times: 99, do: { kind: 'stall', afterBytes: 100 } });
		let stop = () => {};
		const running = execute([{ image }], { onStart: (press) => (stop = press) });
		while (comparedFiles(emulator).length === 0) await nextTurn();
		stop();
		await running;
		const { length } = emulator.requests;
		await time.sleep(3_600_000);
		expect(emulator.requests).toHaveLength(length);
		expect(emulator.predictions).toHaveLength(1);
	});
});
