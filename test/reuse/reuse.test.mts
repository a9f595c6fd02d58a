import { answer } from '../faults/runWithoutEngine.mts';
import { API, OUTPUTS } from '../faults/scriptedApi.mts';
import { reusingAccount as account } from './reusingAccount.mts';

describe('Cost: Reuse Paid Results', () => {
	it('takes what the same input has made before, pays nothing and says what that saved', async () => {
		const { execute, api } = account();
		const first = await execute();
		expect(first.json[0]).toMatchObject({ reused: false });
		const second = await execute();
		expect(second.paid).toBe(0);
		expect(second.json[0]).toMatchObject({
			id: first.json[0]!.id,
			reused: true,
			saved_usd: 0.4,
			input: { prompt: 'a' },
		});
		expect(second.binaries.size).toBe(1);
		expect(api.requests.filter(({ kind }) => kind === 'submit')).toHaveLength(1);
	});

	it.each([
		['never', 'manual', 1],
		['manual', 'manual', 0],
		['manual', 'trigger', 1],
		['always', 'trigger', 0],
	])('set to %s, in an execution of mode %s, pays for %d', async (choice, mode, paid) => {
		const { execute } = account();
		await execute();
		expect((await execute({ mode, options: { reusePaidResults: choice } })).paid).toBe(paid);
	});

	it.each([
		['an input at its default', { prompt: 'a', duration: 4 }, { prompt: 'a' }, 0],
		['another order', { duration: 8, prompt: 'a' }, { prompt: 'a', duration: 8 }, 0],
		['a number as text', { prompt: 'a', duration: '8' }, { prompt: 'a', duration: 8 }, 0],
		['“any seed”', { prompt: 'a', seed: -1 }, { prompt: 'a' }, 0],
		['no seed, and “any seed”', { prompt: 'a' }, { prompt: 'a', seed: -1 }, 0],
		['the same seed', { prompt: 'a', seed: 7 }, { prompt: 'a', seed: 7 }, 0],
		['another seed', { prompt: 'a', seed: 7 }, { prompt: 'a', seed: 8 }, 1],
		['a seed of the user’s and none', { prompt: 'a', seed: 7 }, { prompt: 'a' }, 1],
		['another length', { prompt: 'a', duration: 8 }, { prompt: 'a' }, 1],
		['what is on by default turned off', { prompt: 'a', audio: false }, { prompt: 'a' }, 1],
		['what is on by default', { prompt: 'a', audio: true }, { prompt: 'a' }, 0],
	])('compares what is meant: %s', async (_what, first, second, paid) => {
		const { execute } = account();
		await execute({ input: first });
		expect((await execute({ input: second })).paid).toBe(paid);
	});

	it('takes the one whose seed somebody copies from its row', async () => {
		const { execute, api } = account();
		await execute();
		const { seed } = api.predictions[0]!.input;
		expect((await execute({ input: { prompt: 'a', seed } as never })).paid).toBe(0);
	});

	it('says the seed that makes the same again, though the item set none', async () => {
		const { execute, api } = account();
		await execute();
		const { seed } = api.predictions[0]!.input;
		expect(seed).toEqual(expect.any(Number));
		expect((await execute()).json[0]).toMatchObject({ reused: true, input: { prompt: 'a', seed } });
	});

	it('gives equal items different ones, in the order they were made in, and pays for what is missing', async () => {
		const { execute, api, time } = account();
		await execute();
		await time.sleep(60_000);
		await execute({ options: { reusePaidResults: 'never' } });
		const [old, young] = api.predictions.map(({ id }) => id);
		const { json, paid } = await execute({ prompts: ['a', 'a', 'a'] });
		expect(paid).toBe(1);
		expect(json.map(({ id }) => id)).toEqual([old, young, api.predictions[2]!.id]);
		expect(json.map(({ reused }) => reused)).toEqual([true, true, false]);
	});

	it('takes the newest where there are more than are wanted', async () => {
		const { execute, api, time } = account();
		await execute({ prompts: ['a', 'a'] });
		await time.sleep(60_000);
		await execute({ options: { reusePaidResults: 'never' } });
		expect((await execute()).json[0]!.id).toBe(api.predictions[2]!.id);
	});

	it('gives each variation one of its own', async () => {
		const { execute, api } = account();
		await execute({ options: { variations: 2 } });
		const { json, paid } = await execute({ options: { variations: 3 } });
		expect(paid).toBe(1);
		expect(new Set(json.map(({ id }) => id))).toEqual(new Set(api.predictions.map(({ id }) => id)));
	});

	it('gives the next run of a loop another one than the run before', async () => {
		const { execute } = account();
		await execute();
		const context = {};
		const loop = { context, executionId: 'loop' };
		expect((await execute({ ...loop, runIndex: 0 })).paid).toBe(0);
		expect((await execute({ ...loop, runIndex: 1 })).paid).toBe(1);
	});

	it('waits for one that is still under way', async () => {
		const { execute, api } = account({ looks: [4] });
		const { rows } = await execute({ operation: 'submit', options: {} });
		expect(rows[0]!.json.status).toBe('processing');
		const { json, paid } = await execute();
		expect(paid).toBe(0);
		expect(json[0]).toMatchObject({
			id: api.predictions[0]!.id,
			status: 'completed',
			reused: true,
		});
	});

	it('makes one of its own where the one it waits for fails', async () => {
		const { execute, api } = account({ looks: [4], failing: [true] });
		await execute({ operation: 'submit' });
		const { json, paid } = await execute();
		expect(paid).toBe(1);
		expect(json[0]).toMatchObject({ id: api.predictions[1]!.id, reused: false });
	});

	it('takes none that has failed, and none that is older than is wanted', async () => {
		const { execute, time } = account({ failing: [true] });
		await execute();
		expect((await execute()).paid).toBe(1);
		await time.sleep(2 * 24 * 3_600_000);
		expect((await execute({ options: { reuseWithinDays: 1 } })).paid).toBe(1);
		expect((await execute({ options: { reuseWithinDays: 1 } })).paid).toBe(0);
	});

	it('takes the same one again in the next try, without a look into the list', async () => {
		const { execute, api } = account({ failing: [false, true] });
		await execute({ options: { reusePaidResults: 'never' } });
		const { json, paid, tries } = await execute({
			prompts: ['a', 'b'],
			onError: 'stop',
			tries: 2,
		});
		expect([tries, paid]).toEqual([2, 2]);
		expect(json[0]).toMatchObject({ reused: true });
		const lists = api.requests.filter(({ kind }) => kind === 'list');
		expect(lists.filter(({ body }) => (body as { page: number }).page === 1)).toHaveLength(1);
	});

	it('counts for no price limit', async () => {
		const { execute } = account();
		await execute({ options: { reusePaidResults: 'never' } });
		const { json, paid } = await execute({ options: { maxPricePerRun: 0.1 } });
		expect(paid).toBe(0);
		expect(json[0]).toMatchObject({ reused: true });
	});

	it('submits nothing where the list cannot be had', async () => {
		const { execute, api } = account({ list: Array.from({ length: 9 }, () => answer(403)) });
		const { json } = await execute();
		expect(json[0]!.error).toContain('could not find out whether this was already paid for');
		expect(json[0]!.error).toContain('“Cost: Reuse Paid Results”');
		expect(api.predictions).toEqual([]);
	});

	it('says where the list does not show what was made from what', async () => {
		const { execute } = account({ hidesInputs: true });
		await execute();
		const { json, paid } = await execute();
		expect(paid).toBe(1);
		expect(json[0]).toMatchObject({
			reused: false,
			reuse_note: expect.stringContaining('does not show'),
		});
	});

	it('looks further where the result of a listed one is gone', async () => {
		const { execute, api } = account();
		await execute();
		api.predictions[0]!.id = 'elsewhere';
		const { paid } = await execute();
		expect(paid).toBe(0);
		const real = api.request;
		api.request = async (options) =>
			new URL(options.url).pathname.endsWith('/elsewhere/result')
				? await real({ ...options, url: `${API}/api/v3/predictions/nowhere/result` })
				: await real(options);
		expect((await execute()).paid).toBe(1);
	});

	it.each([
		[{ reuseWithinDays: 8 }, '7 days'],
		[{ reuseWithinDays: 0 }, 'more than 0'],
		[{ reuseWithinDays: 'a week' }, '“Cost: Days to Reuse” is not a number'],
		[{ reusePaidResults: 'sometimes' }, 'has an unknown value'],
	])('with %j sends nothing, and says which option is wrong', async (options, words) => {
		const { execute, api } = account();
		const { json } = await execute({ options });
		expect(json[0]!.error).toContain(words);
		const field = `options.${Object.keys(options)[0]}`;
		expect(json[0]!.details).toEqual({ reason: 'invalidOption', field });
		expect(api.requests.filter(({ origin }) => origin !== OUTPUTS)).toEqual([]);
	});
});
