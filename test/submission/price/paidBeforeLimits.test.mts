import type { IDataObject } from 'n8n-workflow';

import { modelWith } from '../../faults/modelWith.mts';
import type { NodeRunOptions } from '../../faults/nodeWithoutEngine.mts';
import { MODEL, NEVER_ENDS } from '../../faults/scriptedApi.mts';
import { pricedAccount, type PricedSettings } from './pricedAccount.mts';

const SEEDED = modelWith({ seed: { type: 'integer', default: -1 } });
const OTHER = 'maker/other';

/** An execution that is stopped while its predictions are under way, and the retry of it, in a new n8n. */
function stoppedExecution(settings: PricedSettings, run: Partial<NodeRunOptions> = {}) {
	const account = pricedAccount({
		models: [SEEDED, { ...SEEDED, model_id: OTHER }],
		looks: [NEVER_ENDS],
		// Each prediction is charged at once, as most are by the time somebody retries.
		billings: () =>
			({
				items: account.api.predictions.map(({ id }) => ({
					uuid: id,
					billing_type: 'deduct',
					price: 0.4,
					created_at: account.time.date().toISOString(),
				})),
			}) as never,
		...settings,
	});
	const { api, time, execute } = account;
	const shared = { operation: 'generateAndWait', resumeToken: 'token', ...run };
	const stop = async (options: IDataObject) => {
		const stopping = new AbortController();
		void time.sleep(60_000).then(() => stopping.abort());
		const more = { ...shared, executionId: '1', signal: stopping.signal };
		await execute({ timeout: 300, downloadOutputs: false, ...options }, more);
		for (const prediction of api.predictions) prediction.looksLeft = 1;
		account.searches.length = 0;
	};
	const retry = async (options: IDataObject, more: Partial<NodeRunOptions> = {}) =>
		await execute(
			{ timeout: 300, downloadOutputs: false, ...options },
			{ ...shared, executionId: '2', retryOf: '1', ...more },
		);
	return { ...account, stop, retry };
}

describe('a retry of an execution that was stopped after it had paid', () => {
	it.each([
		['the limit of the day, which its own charge has used up', { maxSpendingPerDay: 0.6 }],
		['the limit of the run', { maxPricePerRun: 0.3 }],
		['the limit of each', { maxPricePerPrediction: 0.3 }],
	])('takes up what was paid for, whatever %s', async (_what, limit) => {
		const { api, stop, retry } = stoppedExecution({});
		await stop({});
		const { json } = await retry(limit);
		expect(json.map(({ id }) => id)).toEqual([api.predictions[0]!.id]);
		expect(api.predictions).toHaveLength(1);
	});

	it.each(['no', 0.9])('takes it up where the price is %p now', async (price) => {
		const now: { price: number | string } = { price: 0.4 };
		const { api, stop, retry } = stoppedExecution({ quotes: () => now.price });
		await stop({ maxPricePerPrediction: 0.6 });
		now.price = price;
		const { json } = await retry({ maxPricePerPrediction: 0.6 });
		expect(json.map(({ id }) => id)).toEqual([api.predictions[0]!.id]);
		expect(api.predictions).toHaveLength(1);
	});

	it.each([
		[1.2, 2],
		[1, 2],
		[0.7, 1],
	])(
		'counts it no second time beside an item that is still to be paid: %p a day',
		async (maxSpendingPerDay, paid) => {
			const { api, stop, retry } = stoppedExecution({}, { prompts: ['a', 'b'] });
			await stop({ maxInFlight: 1 });
			expect(api.predictions).toHaveLength(1);
			const { json } = await retry({ maxSpendingPerDay });
			expect(api.predictions).toHaveLength(paid);
			expect(json[0]!.id).toBe(api.predictions[0]!.id);
			if (paid === 2) expect(json[1]!.id).toBe(api.predictions[1]!.id);
			else
				expect(json[1]!.details).toMatchObject({
					reason: 'priceLimit',
					spentTodayUsd: 0.4,
					runPriceUsd: 0.4,
				});
		},
	);

	it('counts it for the run as paid, and does not refuse another item because of its own price', async () => {
		const quotes = (prompt: string) => (prompt === 'a' ? 5 : 0.4);
		const { api, stop, retry } = stoppedExecution({ quotes }, { prompts: ['a', 'b', 'c'] });
		await stop({ maxInFlight: 1 });
		const { json } = await retry({ maxPricePerPrediction: 1, maxPricePerRun: 5.5 });
		expect(json[0]!.id).toBe(api.predictions[0]!.id);
		expect(json.slice(1).map(({ details }) => details.runPriceUsd)).toEqual([5.8, 5.8]);
		expect(json[1]!.error).toContain('($5.00 of it is paid already)');
		expect(api.predictions).toHaveLength(1);
	});

	it('leaves out of the total what is too expensive and was not submitted', async () => {
		const quotes = (prompt: string) => (prompt === 'b' ? 5 : 0.4);
		const { api, stop, retry } = stoppedExecution({ quotes }, { prompts: ['a', 'b', 'c'] });
		await stop({ maxInFlight: 1 });
		const { json } = await retry({ maxPricePerPrediction: 1, maxPricePerRun: 1 });
		expect(json[1]!.details).toMatchObject({ reason: 'priceLimit', quotedPriceUsd: 5 });
		expect([json[0]!.id, json[2]!.id]).toEqual(api.predictions.map(({ id }) => id));
	});

	it.each([
		[1.3, 3],
		[1.1, 2],
	])('counts a failed attempt that it finds as paid, once: %p a run', async (limit, made) => {
		const { api, stop, retry } = stoppedExecution({ failing: [true] }, { prompts: ['a', 'b'] });
		const again = { whenPredictionFails: 'tryAgain', tryAgainTimes: 1, maxPricePerRun: limit };
		await stop({ ...again, maxInFlight: 1 });
		expect(api.predictions).toHaveLength(1);
		await retry(again);
		expect(api.predictions).toHaveLength(made);
	});

	it.each([{ maxSpendingPerDay: 0.3 }, { maxPricePerPrediction: 0.3 }, { maxPricePerRun: 0.3 }])(
		'pays nothing where nothing was paid: %p',
		async (limit) => {
			const { api, retry } = stoppedExecution({});
			const { json } = await retry(limit);
			expect(json[0]!.details.reason).toBe('priceLimit');
			expect(api.predictions).toEqual([]);
		},
	);

	it('pays for no item where one is too expensive and the node stops on errors', async () => {
		const quotes = (prompt: string) => (prompt === 'b' ? 5 : 0.4);
		const { api, retry } = stoppedExecution({ quotes }, { prompts: ['a', 'b'], onError: 'stop' });
		const { thrown } = await retry({ maxPricePerPrediction: 1 });
		expect(thrown[0]!.message).toContain('would cost $5.00');
		expect(api.predictions).toEqual([]);
	});
});

it('a later try takes up what was paid for, though another model has become too expensive', async () => {
	const prices: Record<string, number> = { [MODEL]: 0.4, [OTHER]: 0.4 };
	const { api, execute } = stoppedExecution({ onModel: (model) => prices[model]! });
	const options = {
		maxPricePerPrediction: 0.5,
		whenPredictionFails: 'otherModels',
		otherModels: [OTHER],
		timeout: 30,
		downloadOutputs: false,
	};
	const run = { operation: 'generateAndWait', context: {} };
	await execute(options, run);
	prices[OTHER] = 0.9;
	api.predictions[0]!.looksLeft = 1;
	const { json } = await execute(options, run);
	expect(json.map(({ id }) => id)).toEqual([api.predictions[0]!.id]);
	// Where nothing is paid for yet, it is refused as before.
	const { json: refused } = await execute(options, { ...run, context: {} });
	expect(refused[0]!.details).toMatchObject({ reason: 'priceLimit', model: OTHER });
	expect(api.predictions).toHaveLength(1);
});
