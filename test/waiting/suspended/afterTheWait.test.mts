import { modelWith } from '../../faults/modelWith.mts';
import { answer, lostAndAccepted } from '../../faults/runWithoutEngine.mts';
import { API, MODEL, type Fault } from '../../faults/scriptedApi.mts';
import { suspendedAccount } from './suspendedAccount.mts';

const MINUTES = 60_000;
const again = (tryAgainTimes: number) => ({ whenPredictionFails: 'tryAgain', tryAgainTimes });
const withSeed = [modelWith({ seed: { type: 'integer', default: -1 } })];

describe('an execution that goes on', () => {
	it('waits once more for what is under way, until the time that was set at first', async () => {
		const { execute, time, context, ids } = suspendedAccount();
		await execute();
		const { since, until } = context().waveSpeedParked!;
		await time.sleep(5 * MINUTES);
		const { json, waitsMs } = await execute();
		expect(json).toMatchObject([{ id: ids()[0], status: 'processing', input: { prompt: 'a' } }]);
		expect(waitsMs).toEqual([5 * MINUTES]);
		expect(context().waveSpeedParked).toMatchObject({
			since,
			until,
			parkedAt: '2026-11-22T00:05:00.000Z',
		});
		await time.sleep(13 * MINUTES);
		// Two minutes are left.
		expect((await execute()).waitsMs).toEqual([2 * MINUTES]);
	});

	it.each([
		[20 * MINUTES - 1, 'processing'],
		[20 * MINUTES, 'waitTimeout'],
	])('after %d ms: %s', async (ms, what) => {
		const { execute, time, ids } = suspendedAccount();
		await execute();
		await time.sleep(ms);
		const { json, waitsMs } = await execute();
		expect([json[0]!.status ?? json[0]!.details.reason, waitsMs.length]).toEqual([
			what,
			what === 'processing' ? 1 : 0,
		]);
		if (what === 'processing') return;
		expect(json[0]!.details).toMatchObject({
			predictionId: ids()[0],
			model: MODEL,
			status: 'processing',
		});
		expect(json[0]!.error).toContain('20 minutes');
	});

	it('takes what is paid for, although its operation now wants another kind of model', async () => {
		const image = { ...modelWith({}), type: 'text-to-image' };
		const { execute, letEnd, ids } = suspendedAccount({ models: [image] });
		await execute();
		letEnd(0);
		const { json } = await execute({}, { operation: 'generate' });
		expect(json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
	});

	it('takes what has ended in time, however late it looks', async () => {
		const { execute, time, letEnd } = suspendedAccount();
		await execute();
		await time.sleep(60 * MINUTES);
		letEnd(0);
		expect((await execute()).json[0]).toMatchObject({ status: 'completed' });
	});

	it('gives the error of what has failed, with its model and what it was', async () => {
		const { execute, letEnd, ids } = suspendedAccount({ failing: [true] });
		await execute();
		letEnd(0);
		const { json, waitsMs } = await execute();
		expect(json[0]!.details).toMatchObject({
			reason: 'predictionFailed',
			predictionId: ids()[0],
			model: MODEL,
		});
		expect(waitsMs).toEqual([]);
		expect(ids()).toHaveLength(1);
	});

	it('names the prediction and its model where its result cannot be had', async () => {
		const { execute, ids } = suspendedAccount({ result: [{ kind: 'none' }, answer(403)] });
		await execute();
		const { json } = await execute();
		expect(json[0]!.details).toMatchObject({ predictionId: ids()[0], model: MODEL });
	});

	it.each<[string, () => unknown]>([
		['the API has an outage', () => ({ statusCode: 502, headers: {}, body: '' })],
		['something else answers', () => ({ statusCode: 200, headers: {}, body: '<html>' })],
		['n8n cannot read the key', () => Promise.reject(new Error('timeout when connecting'))],
	])('waits on for one that cannot be had, while %s', async (_what, disturbed) => {
		const { api, execute, time, letEnd, ids } = suspendedAccount({}, { prompts: ['a', 'b'] });
		await execute({ timeout: 7200 });
		letEnd(1);
		const { request } = api;
		api.request = async (options) =>
			options.url.includes(ids()[0]!) ? await disturbed() : await request(options);
		await time.sleep(5 * MINUTES);
		// The other one is done, and waits with it.
		const { json, waitsMs, log } = await execute({ timeout: 7200 });
		expect(waitsMs).toEqual([5 * MINUTES]);
		expect(json.map(({ id, status }) => [id, status])).toEqual([
			[ids()[0], undefined],
			[ids()[1], 'completed'],
		]);
		expect(log.join()).toContain(`prediction ${ids()[0]} could not be checked`);
		api.request = request;
		letEnd(0);
		const after = await execute({ timeout: 7200 });
		expect(after.json.map(({ id, status }) => [id, status])).toEqual(
			ids().map((id) => [id, 'completed']),
		);
	});

	it('fails one that cannot be had when its time is over, and names it', async () => {
		const outage = Array<Fault>(6).fill(answer(502));
		const { execute, time, ids } = suspendedAccount({ result: [{ kind: 'none' }, ...outage] });
		await execute();
		await time.sleep(20 * MINUTES);
		const { json, waitsMs } = await execute();
		expect(json[0]!.details).toMatchObject({ reason: 'serverError', predictionId: ids()[0] });
		expect(waitsMs).toEqual([]);
	});

	it.each([
		[30_000 - 1, 'under way', undefined],
		[30_000, 'lost', 'predictionNotFound'],
	])('takes what the API does not know %d ms later for %s', async (ms, _what, reason) => {
		const { execute, time, ids } = suspendedAccount({ result: [{ kind: 'none' }, answer(404)] });
		await execute();
		await time.sleep(ms);
		const { json } = await execute();
		expect(json[0]!.details?.reason).toBe(reason);
		expect(JSON.stringify(json)).toContain(ids()[0]);
	});

	it('is not suspended again when somebody stops it during an outage', async () => {
		const stop = new AbortController();
		const { api, execute, ids } = suspendedAccount();
		await execute();
		api.request = async () => {
			stop.abort();
			return { statusCode: 502, headers: {}, body: '' };
		};
		const { json, waitsMs } = await execute({}, { signal: stop.signal });
		expect(json[0]!.details).toEqual({ reason: 'stopped', model: MODEL, predictionId: ids()[0] });
		expect(waitsMs).toEqual([]);
	});

	it('tells what it was made from, also where the result does not', async () => {
		const hidden: Fault = { kind: 'change', data: { input: undefined } };
		const { execute, letEnd } = suspendedAccount({ result: [{ kind: 'none' }, hidden] });
		await execute();
		letEnd(0);
		expect((await execute()).json[0]).toMatchObject({
			status: 'completed',
			input: { prompt: 'a' },
		});
	});

	it('tells the price that was quoted before', async () => {
		const { execute, letEnd } = suspendedAccount({ prices: { [MODEL]: 0.4 } });
		await execute({ maxPricePerRun: 1 });
		letEnd(0);
		const { json } = await execute({ maxPricePerRun: 1 });
		expect(json[0]).toMatchObject({ status: 'completed', quoted_price_usd: 0.4 });
	});

	/** n8n cannot read the credential of the first item. */
	const firstKeyUnreadable = {
		async getCredentials(this: { getItemIndex(): number }) {
			if (this.getItemIndex() === 0) throw new Error('timeout when connecting');
			return { apiKey: 'of this test', baseUrl: API };
		},
	};

	it('finds an item again whose key could not be read at a wake-up before', async () => {
		const { execute, letEnd, ids } = suspendedAccount(
			{},
			{ prompts: ['a', 'b'], key: 'of this test' },
		);
		await execute();
		expect((await execute({}, { host: firstKeyUnreadable })).waitsMs).toHaveLength(1);
		letEnd(0, 1);
		const { json } = await execute();
		expect(json.map(({ id, status }) => [id, status])).toEqual(
			ids().map((id) => [id, 'completed']),
		);
	});

	it('names what is paid for where another item fails the node first', async () => {
		const { execute, ids } = suspendedAccount(
			{},
			{ prompts: ['a', 'b'], key: 'of this test', onError: 'stop' },
		);
		await execute();
		const { thrown } = await execute({}, { host: firstKeyUnreadable });
		expect(thrown[0]!.message).toContain('timeout when connecting');
		expect(thrown[0]!.context!.data!.otherPredictions).toContainEqual({
			item: 1,
			predictionId: ids()[1],
		});
	});

	it('looks again at an item that an outage had failed before it was suspended', async () => {
		const { execute, time, letEnd, ids } = suspendedAccount(
			{
				submit: [{ kind: 'none' }, answer(400, { code: 400 }), { kind: 'none' }],
				result: [{ kind: 'none' }, ...Array<Fault>(6).fill(answer(502))],
			},
			{ prompts: ['a', 'b'] },
		);
		await execute({ whileWaiting: 'poll', timeout: 2 });
		await time.sleep(MINUTES);
		// The next try cannot fetch the prediction of the first item, and is suspended for the second one.
		const { json, waitsMs, ...rest } = await execute();
		expect([json.map(({ id }) => id), waitsMs, rest.thrown]).toEqual([
			[ids()[1]],
			[5 * MINUTES],
			[],
		]);
		letEnd(0, 1);
		const after = await execute();
		expect(after.json.map(({ id, status }) => [id, status])).toEqual(
			ids().map((id) => [id, 'completed']),
		);
	});

	it('says of an item that was left out when it was suspended that it was not submitted', async () => {
		const { execute, context, ids } = suspendedAccount({}, { prompts: ['a', 'b'] });
		await execute();
		(context().waveSpeedParked!.predictions as object[]).splice(1);
		(context().waveSpeedSubmissions as { open: object }).open = {};
		const { json } = await execute();
		expect(json).toMatchObject([{ id: ids()[0], status: 'processing' }]);
		expect(context().waveSpeedParked!.failed).toEqual([
			{ item: 1, message: 'This item was not submitted.', details: { reason: 'nodeSettings' } },
		]);
		expect(ids()).toHaveLength(2);
	});
});

describe('a further attempt after the wait', () => {
	it('is made once, waited for as long as the first, and told with it', async () => {
		const { execute, time, letEnd, ids, context, at } = suspendedAccount({
			models: withSeed,
			failing: [true],
		});
		await execute(again(2));
		await time.sleep(15 * MINUTES);
		letEnd(0);
		const { json, waitsMs } = await execute(again(2));
		expect(json).toMatchObject([{ id: ids()[1], status: 'processing' }]);
		expect(waitsMs).toEqual([5 * MINUTES]);
		// One that was submitted a moment ago is not looked at.
		expect(at('result')).toHaveLength(2);
		expect(context().waveSpeedParked).toMatchObject({
			since: '2026-11-22T00:00:00.000Z',
			until: '2026-11-22T00:35:00.000Z',
		});
		await time.sleep(10 * MINUTES);
		letEnd(1);
		const after = await execute(again(2));
		expect(after.json[0]!.attempts).toMatchObject([
			{ id: ids()[0], status: 'failed' },
			{ id: ids()[1], status: 'completed' },
		]);
		expect(ids()).toHaveLength(2);
	});

	it('is counted once where the try that made it has failed before it was suspended', async () => {
		const { execute, letEnd, ids } = suspendedAccount({
			models: withSeed,
			failing: [true],
			submit: [{ kind: 'none' }, answer(400, { code: 400, message: 'not now' })],
		});
		await execute(again(2));
		letEnd(0);
		// The first try after the wait makes an attempt that is refused; the second makes it anew.
		const { json, tries } = await execute(again(2), { tries: 2 });
		expect(tries).toBe(2);
		expect(json).toMatchObject([{ id: ids()[1], status: 'processing' }]);
		letEnd(1);
		const after = await execute(again(2));
		expect((after.json[0]!.attempts as object[]).length).toBe(2);
	});

	it.each<[string, Fault[], number]>([
		['is found by the next try, and followed by none', [], 0],
		['is not sent again where it cannot be looked for', Array<Fault>(40).fill(answer(500)), 1],
	])('whose answer is lost %s', async (_what, list, errors) => {
		const { execute, letEnd, ids } = suspendedAccount({
			models: withSeed,
			failing: [true],
			submit: [{ kind: 'none' }, lostAndAccepted],
			list,
		});
		await execute(again(2));
		letEnd(0);
		const { json, tries } = await execute(again(2), { tries: 2 });
		expect(tries).toBe(2);
		expect(ids()).toHaveLength(2);
		expect(json.filter((row) => 'error' in row)).toHaveLength(errors);
		expect(json[0]).toMatchObject(
			errors > 0 ? { details: { reason: 'outcomeUnknown' } } : { id: ids()[1] },
		);
	});

	it('counts for the limit of the run together with what was submitted before', async () => {
		const limited = { ...again(3), maxPricePerRun: 1 };
		const { execute, letEnd, ids } = suspendedAccount(
			{ models: withSeed, prices: { [MODEL]: 0.4 }, failing: [true] },
			{ prompts: ['a', 'b'] },
		);
		await execute(limited);
		letEnd(0, 1);
		const { json } = await execute(limited);
		expect(json[0]!.error).toContain('No further attempt was made');
		expect(json[0]!.error).toContain('$1.20');
		expect(json[1]).toMatchObject({ id: ids()[1], status: 'completed' });
		expect(ids()).toHaveLength(2);
	});

	it('is made where what was reused fails, without being asked for', async () => {
		const { execute, forget, letEnd, ids } = suspendedAccount({
			models: withSeed,
			failing: [true],
		});
		await execute({}, { operation: 'submit' });
		forget();
		const reuse = { reusePaidResults: 'always' };
		const reused = await execute(reuse, { executionId: '2' });
		expect(reused.json).toMatchObject([{ id: ids()[0], status: 'processing', reused: true }]);
		letEnd(0);
		const { json } = await execute(reuse, { executionId: '2' });
		expect(json).toMatchObject([{ id: ids()[1], reused: false }]);
	});
});
