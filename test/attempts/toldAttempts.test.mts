import { modelWith } from '../faults/modelWith.mts';
import { answer } from '../faults/runWithoutEngine.mts';
import { MODEL } from '../faults/scriptedApi.mts';
import { pricedAccount, type PricedSettings } from '../submission/price/pricedAccount.mts';

const wait = { operation: 'generateAndWait' };
const again = (tryAgainTimes: number) => ({ whenPredictionFails: 'tryAgain', tryAgainTimes });
const run = async (options: object, script: PricedSettings, tries = 1) => {
	const account = pricedAccount({ models: [modelWith({})], ...script });
	const ran = await account.execute({ ...options }, { ...wait, tries });
	return { ...account, ...ran, ids: account.api.predictions.map(({ id }) => id) };
};

describe('what is told of attempts', () => {
	it.each([
		[{ error: 'out of paint' }, 'out of paint', 'failed'],
		[{ error: '', code: 1405 }, 'code 1405', 'failed'],
		[{ error: '' }, 'failed', 'failed'],
		[{ error: '', status: 'timeout' }, 'timeout', 'timeout'],
	])('after %j the row says why', async (failure, reason, status) => {
		const { json, ids } = await run(again(1), { failing: [failure] });
		expect(json[0]!.attempts).toStrictEqual([
			{ model: MODEL, id: ids[0], status, reason },
			{ model: MODEL, id: ids[1], status: 'completed' },
		]);
	});

	it('names the price of each where it is known', async () => {
		const { json } = await run({ ...again(1), maxPricePerRun: 1 }, { failing: [true] });
		expect(json[0]!.attempts).toMatchObject([
			{ quoted_price_usd: 0.4 },
			{ quoted_price_usd: 0.4, status: 'completed' },
		]);
	});

	it('is nothing where nobody wants further attempts', async () => {
		expect((await run({}, {})).json[0]).not.toHaveProperty('attempts');
		const failed = await run({}, { failing: [true] });
		expect(failed.json[0]!.details).not.toHaveProperty('attempts');
	});

	it('is nothing of a failure that allows no further attempt', async () => {
		const { json } = await run(again(1), { failing: [{ code: 1200, error: 'sensitive' }] });
		expect(json[0]!.details).not.toHaveProperty('attempts');
		expect(json[0]!.error).toMatch(
			/“Failure: Next Step” did not submit it again: the input made it fail, and would make another attempt fail, too\.$/,
		);
	});

	it('is logged with each attempt', async () => {
		const { log } = await run(again(3), { failing: [true, true] });
		expect(log).toContain(`Item 0: attempt 2 of 4, with ${MODEL}.`);
		expect(log).toContain(`Item 0: attempt 3 of 4, with ${MODEL}.`);
	});

	it('is all of them, and the last one first, where a later try finds them used up', async () => {
		const { json, ids } = await run(again(2), { failing: [true, true, true] }, 2);
		expect(ids).toHaveLength(3);
		expect(json).toEqual([
			{
				error: `All attempts that “Failure: Next Step” allows have been made and have failed: ${ids.join(', ')}. Nothing more is submitted for this item, however often the node is retried. Run the workflow again, or allow more attempts.`,
				details: {
					reason: 'predictionFailed',
					predictionId: ids[2],
					model: MODEL,
					status: 'failed',
					attempts: ids.map((id) => ({
						model: MODEL,
						id,
						status: 'failed',
						reason: 'Task execution failed',
					})),
				},
			},
		]);
	});

	it('makes another attempt from the first of the vendor’s own codes on', async () => {
		const { api } = await run(again(1), { failing: [{ code: 5000 }] });
		expect(api.predictions).toHaveLength(2);
	});

	it.each([4_999, 1_404])('and none after code %d', async (code) => {
		const { api } = await run(again(1), { failing: [{ code }] });
		expect(api.predictions).toHaveLength(1);
	});

	it('is on the error that ends a further attempt, too', async () => {
		const { json, ids } = await run(again(1), {
			failing: [true],
			submit: [{ kind: 'none' }, answer(400, { code: 400, message: 'not now' })],
		});
		expect(json[0]!.details.attempts).toMatchObject([{ id: ids[0], status: 'failed' }]);
	});
});

describe('attempts as n8n has kept them', () => {
	it('are read as far as they can be, and what is none is left out', async () => {
		const { execute, api } = pricedAccount({
			models: [modelWith({})],
			failing: [true],
			submit: [{ kind: 'none' }, answer(400, { code: 400, message: 'not now' })],
		});
		const context: Record<string, { attempts?: Record<string, unknown[]> }> = {};
		await execute(again(4), { ...wait, context });
		const kept = Object.values(context).find((one) => one?.attempts)!.attempts!;
		const [place] = Object.keys(kept) as [string];
		const whole = { model: 'm', predictionId: 'p'.repeat(32), status: 'timeout', reason: 'slow' };
		kept[place] = [
			null,
			'attempt',
			{ predictionId: 7 },
			{ ...whole, quotedPriceUsd: 0.25 },
			{ predictionId: 'q'.repeat(32), quotedPriceUsd: 'dear' },
		];
		const { json } = await execute(again(4), { ...wait, context });
		expect(json[0]!.attempts).toStrictEqual([
			{
				model: 'm',
				id: 'p'.repeat(32),
				status: 'timeout',
				reason: 'slow',
				quoted_price_usd: 0.25,
			},
			{ model: '', id: 'q'.repeat(32), status: 'failed', reason: '' },
			{ model: MODEL, id: api.predictions[1]!.id, status: 'completed' },
		]);
	});

	it('are no attempts where they are no list', async () => {
		const { execute } = pricedAccount({
			models: [modelWith({})],
			failing: [true],
			submit: [{ kind: 'none' }, answer(400, { code: 400, message: 'not now' })],
		});
		const context: Record<string, { attempts?: Record<string, unknown> }> = {};
		await execute(again(4), { ...wait, context });
		const kept = Object.values(context).find((one) => one?.attempts)!.attempts!;
		kept[Object.keys(kept)[0]!] = { 0: 'none' };
		const { json } = await execute(again(4), { ...wait, context });
		expect(json[0]!.attempts).toHaveLength(1);
	});
});
