import { UPLOAD_KEPT } from '../../nodes/WaveSpeed/policy.ts';
import { MODEL, type ScriptedApi } from '../faults/scriptedApi.mts';
import { accountWithFiles, STORAGE } from './filesInMemory.mts';

const HOUR = 3_600_000;

describe('a file that another n8n has uploaded', () => {
	it('is known by its content, for nothing and without the key', async () => {
		const { storage, paidBefore } = accountWithFiles();
		const { before, execute } = await paidBefore({ image: 'cat' });
		const { json, paid } = await execute({ image: 'cat' });
		expect(paid).toBe(0);
		expect(json[0]).toMatchObject({ id: before[0]!.id, reused: true });
		expect(json[0]!.input).toMatchObject({ prompt: 'a', image: `${STORAGE}/media/1.png` });
		expect(storage.downloads.map(({ url }) => url)).toEqual([`${STORAGE}/media/1.png`]);
		expect(JSON.stringify(storage.downloads[0]!.headers)).not.toMatch(/reuse-|authorization/i);
	});

	it.each([
		['of the same size', 'dog', 1],
		['of another size, of which nothing is read', 'horse', 0],
	])('is not taken for another one %s', async (_what, image, read) => {
		const { storage, paidBefore } = accountWithFiles();
		const { execute } = await paidBefore({ image: 'cat' });
		const { json, paid, log } = await execute({ image });
		expect([paid, json[0]!.reused]).toEqual([1, false]);
		expect(json[0]).not.toHaveProperty('reuse_note');
		expect(log.join('\n')).not.toContain('equal prediction');
		expect([storage.downloads.length, storage.read]).toEqual([1, read]);
	});

	it('is not downloaded again to compare it with a third one', async () => {
		const { storage, paidBefore } = accountWithFiles();
		const { execute } = await paidBefore({ image: 'cat' });
		await execute({ image: 'dog' });
		expect((await execute({ image: 'cow' })).paid).toBe(1);
		expect(storage.downloads).toHaveLength(1);
	});

	it('is known though only its size was looked at before', async () => {
		const { paidBefore } = accountWithFiles();
		const { before, execute } = await paidBefore({ image: 'cat' });
		await execute({ image: 'horse' });
		const { json, paid } = await execute({ image: 'cat' });
		expect([paid, json[0]!.id]).toEqual([0, before[0]!.id]);
	});

	it('is looked for in no more predictions than are wanted, the newest first', async () => {
		const { storage, paidBefore, startN8n } = accountWithFiles();
		await paidBefore({ image: 'cat' });
		const newest = await startN8n()({ image: 'cat' }, { options: { reusePaidResults: 'never' } });
		const { json, paid } = await startN8n()({ image: 'cat' });
		expect([paid, json[0]!.id]).toEqual([0, newest.json[0]!.id]);
		expect(storage.downloads).toHaveLength(1);
	});

	it('is not looked at where its prediction belongs to a former run of the loop', async () => {
		const { storage, startN8n, paidBefore } = accountWithFiles();
		await paidBefore({ image: 'cat' });
		const loop = { context: {}, executionId: 'loop' };
		expect((await startN8n()({ image: 'cat' }, { ...loop, runIndex: 0 })).paid).toBe(0);
		const { json, paid } = await startN8n()({ image: 'cat' }, { ...loop, runIndex: 1 });
		expect([paid, json[0]!.reused]).toEqual([1, false]);
		expect(storage.downloads).toHaveLength(1);
	});

	it('is given to one item only where another asks for its very seed', async () => {
		const { api, paidBefore } = accountWithFiles();
		const { execute } = await paidBefore({ image: 'cat' });
		const { seed } = api.predictions[0]!.input;
		const { json, paid } = await execute(
			{ image: 'cat' },
			{
				prompts: ['a', 'a'],
				inputOf: (item) => ({ prompt: 'a', ...(item === 1 && { seed }) }),
			},
		);
		expect(paid).toBe(1);
		expect(new Set(json.map(({ id }) => id)).size).toBe(2);
	});

	/** WaveSpeed still lists the prediction, and has its result no more. */
	const loseResult = (api: ScriptedApi, { id }: { id: string }) => {
		const { request } = api;
		api.request = async (options) =>
			await request({ ...options, url: options.url.replace(`/${id}/`, '/nowhere/') });
	};

	it('of a prediction that is gone meanwhile lets the next one be taken', async () => {
		const { api, paidBefore, startN8n } = accountWithFiles();
		const { before } = await paidBefore({ image: 'cat' });
		await startN8n()({ image: 'cat' }, { options: { reusePaidResults: 'never' } });
		loseResult(api, api.predictions[1]!);
		const { json, paid } = await startN8n()({ image: 'cat' });
		expect([paid, json[0]!.id]).toEqual([0, before[0]!.id]);
	});

	it('of the only prediction, which is gone meanwhile, is paid for without a note', async () => {
		const { api, paidBefore } = accountWithFiles();
		const { execute } = await paidBefore({ image: 'cat' });
		loseResult(api, api.predictions[0]!);
		const { json, paid } = await execute({ image: 'cat' });
		expect(paid).toBe(1);
		expect(json[0]).toMatchObject({ reused: false });
		expect(json[0]).not.toHaveProperty('reuse_note');
	});

	it('is neither compared further nor paid for after Stop', async () => {
		const { storage, paidBefore } = accountWithFiles();
		const { execute } = await paidBefore({ image: 'cat' });
		const stop = new AbortController();
		storage.onDownload = () => stop.abort();
		const { json, paid, log } = await execute({ image: 'cat' }, { signal: stop.signal });
		expect(paid).toBe(0);
		expect(log.join('\n')).not.toContain('equal prediction');
		expect(json[0]).toEqual({
			error: 'The execution was stopped before anything was submitted.',
			details: { reason: 'stopped', model: MODEL },
		});
	});
});

describe('the address of a file that was compared', () => {
	const afterReuse = async (changes: { ageMs: number; changedAt?: null }) => {
		const account = accountWithFiles();
		const { storage, time } = account;
		const { execute } = await account.paidBefore({ image: 'cat' });
		const file = storage.files.get(`${STORAGE}/media/1.png`)!;
		if (changes.changedAt === null) delete file.changedAt;
		await time.sleep(changes.ageMs);
		expect((await execute({ image: 'cat' })).paid).toBe(0);
		const again = async () => {
			const { json, paid } = await execute({ image: 'cat' });
			expect([paid, json[0]!.reused]).toEqual([0, true]);
			return { uploads: storage.uploads, downloads: storage.downloads.length };
		};
		return { ...account, again, execute };
	};

	it('is sent in the next execution, without an upload or another look', async () => {
		const { again } = await afterReuse({ ageMs: 0 });
		expect(await again()).toEqual({ uploads: 2, downloads: 1 });
	});

	it('is sent so by an item that makes something else of it', async () => {
		const { api, execute } = await afterReuse({ ageMs: 0 });
		await execute({ image: 'cat' }, { prompts: ['b'] });
		expect(api.predictions[1]!.input).toMatchObject({
			prompt: 'b',
			image: `${STORAGE}/media/1.png`,
		});
	});

	it('is given up before WaveSpeed deletes the file: what counts is when it was uploaded', async () => {
		const { time, again } = await afterReuse({ ageMs: UPLOAD_KEPT - HOUR });
		await time.sleep(2 * HOUR);
		expect((await again()).uploads).toBe(3);
	});

	it('is not sent where the file will soon be gone, nor uploaded again and again', async () => {
		const { again } = await afterReuse({ ageMs: UPLOAD_KEPT + HOUR });
		expect(await again()).toEqual({ uploads: 2, downloads: 1 });
	});

	it('is not sent where nobody knows how old it is', async () => {
		const { api, execute } = await afterReuse({ ageMs: 0, changedAt: null });
		await execute({ image: 'cat' }, { prompts: ['b'] });
		expect(api.predictions[1]!.input.image).toBe(`${STORAGE}/media/2.png`);
	});
});
