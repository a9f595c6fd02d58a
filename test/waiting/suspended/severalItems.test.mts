import type { IDataObject } from 'n8n-workflow';

import { modelWith } from '../../faults/modelWith.mts';
import { answer, lostAndNot } from '../../faults/runWithoutEngine.mts';
import { MODEL, NEVER_ENDS, type Fault } from '../../faults/scriptedApi.mts';
import { suspendedAccount } from './suspendedAccount.mts';

const MINUTES = 60_000;
const OTHER = 'maker/other';
const again = { whenPredictionFails: 'tryAgain', tryAgainTimes: 2 };
const withSeed = [modelWith({ seed: { type: 'integer', default: -1 } })];
const good: Fault = { kind: 'none' };
const refused = answer(400, { code: 400, message: 'not this' });
const full = answer(429, { code: 429, message: 'You have reached your concurrency limit' });

/** The answers to what the test names come later by that many milliseconds. */
function slowDown(
	{ api, time }: ReturnType<typeof suspendedAccount>,
	delay: (kind: string, body: string, place: number) => number,
): void {
	const { request } = api;
	let looks = 0;
	api.request = async (options) => {
		const isLook = options.url.endsWith('/result');
		const place = isLook ? looks++ : 0;
		const ms = delay(isLook ? 'result' : 'submit', JSON.stringify(options.body ?? null), place);
		const answered = await request(options);
		if (ms > 0) await time.sleep(ms);
		return answered;
	};
}

const looksAt = ({ api }: ReturnType<typeof suspendedAccount>) =>
	api.requests.filter(({ kind }) => kind === 'result');

describe('several items of an execution that is suspended', () => {
	it.each([
		['is refused', { submit: [answer(400, { code: 400 }), good] }, {}],
		['got no answer', { submit: [lostAndNot, good] }, {}],
		['is over its time', { looks: [NEVER_ENDS, NEVER_ENDS] }, { timeout: 60 }],
	])('go on where one with a place %s', async (_what, script, options) => {
		const account = suspendedAccount(script, { prompts: ['a', 'b'] });
		const { rows, waitsMs } = await account.execute({ maxInFlight: 1, ...options });
		// Parked for the second one, or ended: not held up for ever by the place of the first.
		expect(waitsMs.length + rows.length).toBeGreaterThan(0);
		expect(account.api.requests.filter(({ kind }) => kind === 'submit')).toHaveLength(2);
	});

	it.each(['completed', 'failed'])(
		'go on where one with a place has %s by the answer to its submission',
		async (status) => {
			const data = { status, outputs: ['https://outputs.wavespeed.test/x.png'] };
			const account = suspendedAccount(
				{ submit: [{ kind: 'change', data }] },
				{ prompts: ['a', 'b'] },
			);
			const { waitsMs } = await account.execute({ maxInFlight: 1 });
			expect(waitsMs).toEqual([5 * MINUTES]);
			expect(account.ids()).toHaveLength(2);
		},
	);

	it('go on where one with a place is a reused result', async () => {
		const account = suspendedAccount({ looks: [1, NEVER_ENDS] }, { prompts: ['a', 'b'] });
		await account.execute({ whileWaiting: 'poll' }, { prompts: ['a'], executionId: '0' });
		account.forget();
		const { json, waitsMs } = await account.execute({ reusePaidResults: 'always', maxInFlight: 1 });
		expect(waitsMs).toEqual([5 * MINUTES]);
		expect(json.map(({ status, reused }) => [status, reused])).toEqual([
			['completed', true],
			['processing', false],
		]);
		expect(account.ids()).toHaveLength(2);
	});

	it.each<[string, IDataObject, Fault[]]>([
		['one may be under way', { maxInFlight: 1 }, [good, refused]],
		['the account allows no second one at first', {}, [good, refused, full]],
		['another attempt may follow', { ...again, maxInFlight: 1 }, [good, refused]],
	])('go on where one was completed by the try before, and %s', async (_what, options, submit) => {
		const account = suspendedAccount(
			{ submit, looks: [1, NEVER_ENDS] },
			{ prompts: ['a', 'b'], onError: 'stop' },
		);
		const first = await account.execute(options);
		expect(first.thrown[0]!.message).toContain('not this');
		const { json, waitsMs } = await account.execute(options);
		expect(waitsMs).toEqual([5 * MINUTES]);
		expect(json.map(({ id, status }) => [id, status])).toEqual([
			[account.ids()[0], 'completed'],
			[account.ids()[1], 'processing'],
		]);
	});

	it('go on where one had failed in the try before, and another attempt may follow', async () => {
		const account = suspendedAccount(
			{ models: withSeed, submit: [good, refused], looks: [1, NEVER_ENDS], failing: [true] },
			{ prompts: ['a', 'b'], onError: 'stop' },
		);
		await account.execute({ ...again, maxInFlight: 1 });
		account.letEnd(0);
		const { waitsMs } = await account.execute({ ...again, maxInFlight: 1 });
		expect(waitsMs).toEqual([5 * MINUTES]);
	});

	it('are looked at once each, with a GET, also where Stop is at hand', async () => {
		const account = suspendedAccount({}, { prompts: ['a', 'b'] });
		const { waitsMs } = await account.execute({}, { signal: new AbortController().signal });
		expect(waitsMs).toEqual([5 * MINUTES]);
		expect(looksAt(account).map(({ method, at }) => [method, at])).toEqual([
			['GET', 0],
			['GET', 0],
		]);
	});

	it('are not looked at again once they have ended, however long others take', async () => {
		const account = suspendedAccount({ looks: [1, 3, NEVER_ENDS] }, { prompts: ['a', 'b', 'c'] });
		const { json } = await account.execute({ maxInFlight: 1 });
		expect(json.map(({ status }) => status)).toEqual(['completed', 'completed', 'processing']);
		// One, three, and the one before parking.
		expect(looksAt(account)).toHaveLength(5);
	});

	it('are looked at once where the last is submitted while another is waited for', async () => {
		const account = suspendedAccount({}, { prompts: ['a', 'b'] });
		slowDown(account, (kind, body) => (kind === 'submit' && body.includes('"b"') ? 1_000 : 0));
		await account.execute();
		expect(looksAt(account).map(({ at }) => at)).toEqual([1_000, 1_000]);
	});

	it('are kept in their order, whichever is heard of first', async () => {
		const account = suspendedAccount({}, { prompts: ['a', 'b', 'c'] });
		slowDown(account, (kind, _body, place) => (kind === 'result' ? 3_000 - place * 1_000 : 0));
		await account.execute();
		const parked = account.context().waveSpeedParked!;
		expect((parked.predictions as Array<{ item: number }>).map(({ item }) => item)).toEqual([
			0, 1, 2,
		]);
	});

	it('never take an answer about another prediction for their own', async () => {
		const data = { id: 'f'.repeat(32), status: 'completed', outputs: ['https://x.test/y.png'] };
		const { execute, ids } = suspendedAccount({ result: [{ kind: 'change', data }] });
		const { json, waitsMs } = await execute();
		expect(json).toMatchObject([{ id: ids()[0], status: 'processing' }]);
		expect(waitsMs).toHaveLength(1);
	});

	it('wait longer where one of them has a further attempt', async () => {
		const { execute, time, letEnd, context } = suspendedAccount(
			{ models: withSeed, failing: [true] },
			{ prompts: ['a', 'b'] },
		);
		await execute(again);
		await time.sleep(15 * MINUTES);
		letEnd(0);
		await execute(again);
		expect(context().waveSpeedParked!.until).toBe('2026-11-22T00:35:00.000Z');
	});

	it('go on with the attempt of the try before, not with what was suspended for', async () => {
		const plan = { whenPredictionFails: 'otherModels', otherModels: [OTHER, OTHER] };
		const { execute, letEnd, ids } = suspendedAccount(
			{
				models: [...withSeed, { ...withSeed[0]!, model_id: OTHER }],
				failing: [true, true],
				submit: [good, good, good, answer(400, { code: 400, message: 'not now' })],
			},
			{ prompts: ['a', 'b'], onError: 'stop' },
		);
		await execute(plan);
		letEnd(0, 1);
		// The attempt of the first item is accepted, that of the second is refused, and n8n tries again.
		const { waitsMs, tries } = await execute(plan, { tries: 2 });
		expect([tries, waitsMs.length]).toEqual([2, 1]);
		expect(ids()).toHaveLength(4);
		letEnd(2, 3);
		const { rows } = await execute(plan);
		expect(rows.map(({ json }) => json.id)).toEqual([ids()[2], ids()[3]]);
		for (const { json } of rows)
			expect(json.attempts).toMatchObject([{ model: MODEL }, { model: OTHER }]);
		expect(ids()).toHaveLength(4);
	});
});
