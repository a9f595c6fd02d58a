import { MODEL } from '../../faults/scriptedApi.mts';
import { pricedAccount } from './pricedAccount.mts';

const HOUR = 3_600_000;
const charge = (price: number, place = 0) => ({
	uuid: `charge ${price} ${place}`,
	billing_type: 'charge',
	price,
});
const refund = (price: number) => ({ ...charge(price), uuid: 'refund', billing_type: 'refund' });

describe('what the account may spend in a day', () => {
	it('is told with all three amounts, and nothing is submitted', async () => {
		const { api, execute } = pricedAccount({ billings: [charge(0.5)] });
		const { json } = await execute({ maxSpendingPerDay: 1 }, { prompts: ['a', 'b'] });
		for (const row of json)
			expect(row).toEqual({
				error:
					'The account has spent $0.50 today (UTC), this run would cost $0.80 more, and the option “Maximum per Day (USD)” allows $1.00. Nothing more was submitted. Run it tomorrow, run fewer items, or raise the option.',
				details: {
					reason: 'priceLimit',
					model: MODEL,
					spentTodayUsd: 0.5,
					runPriceUsd: 0.8,
					limitUsd: 1,
				},
			});
		expect(api.predictions).toEqual([]);
	});

	it('is asked for once in a run, from midnight in UTC until now', async () => {
		const { api, time, searches, execute } = pricedAccount({});
		await time.sleep(30 * HOUR);
		await execute({ maxSpendingPerDay: 0.8 }, { prompts: ['a', 'b'] });
		expect(searches).toHaveLength(1);
		expect(searches[0]).toMatchObject({
			start_time: String(Date.UTC(2026, 10, 23)),
			end_time: String(Date.UTC(2026, 10, 23, 6)),
		});
		expect(api.predictions).toHaveLength(2);
	});

	it.each([
		[[charge(0.1), charge(0.2)], 0.7, 1],
		[[charge(0.1), charge(0.2)], 0.69, 0],
		[[charge(0.5), refund(0.5)], 0.4, 1],
		[[charge(0.5), refund(0.4)], 0.49, 0],
		// What was paid back for yesterday is no room for today.
		[[refund(5)], 0.3, 0],
	])('after %j, with %d allowed, submits %d', async (billings, maxSpendingPerDay, count) => {
		const { api, execute } = pricedAccount({ billings });
		await execute({ maxSpendingPerDay });
		expect(api.predictions).toHaveLength(count);
	});

	it('is no item’s fault: the error names none where the node stops', async () => {
		const { execute } = pricedAccount({ billings: [charge(5)] });
		const { thrown } = await execute(
			{ maxSpendingPerDay: 1 },
			{ prompts: ['a', 'b'], onError: 'stop' },
		);
		expect(thrown[0]!.message).toContain('has spent $5.00');
		expect(thrown[0]!.message).not.toContain('[item');
	});

	it('where nobody knows what was spent, submits nothing and says how to go on', async () => {
		const { api, execute } = pricedAccount({ billings: 403 });
		const { json } = await execute({ maxSpendingPerDay: 1 }, { prompts: ['a', 'b'] });
		expect(json[0]!.error).toMatch(
			/^What the account has spent today could not be had, so that the limit for the day cannot be kept\. .* Nothing more was submitted\. To submit all the same, set the option “Maximum Price: If Unknown” to “Submit Anyway”\.$/,
		);
		expect(json[0]!.details).toMatchObject({ reason: 'priceUnknown', model: MODEL });
		expect(json[0]!.details.cause).toBeDefined();
		expect(api.predictions).toEqual([]);
	});

	it('names no item for that either where the node stops', async () => {
		const { execute } = pricedAccount({ billings: 403 });
		const { thrown } = await execute(
			{ maxSpendingPerDay: 1 },
			{ prompts: ['a', 'b'], onError: 'stop' },
		);
		expect(thrown[0]!.message).toContain('spent today could not be had');
		expect(thrown[0]!.message).not.toContain('[item');
	});

	it('submits all the same where the user chose so, and the log says it', async () => {
		const { api, execute } = pricedAccount({ billings: 403 });
		const { log } = await execute({ maxSpendingPerDay: 1, ifPriceUnknown: 'submit' });
		expect(api.predictions).toHaveLength(1);
		expect(log).toContain('Item 0: submitted without knowing what was spent today (refused).');
	});

	it('submits nothing when somebody stops the execution meanwhile', async () => {
		const stop = new AbortController();
		const account = pricedAccount({
			billings: 403,
			onQuestion: () => account.searches.length > 0 && stop.abort(),
		});
		const { json, thrown } = await account.execute(
			{ maxSpendingPerDay: 1, ifPriceUnknown: 'submit' },
			{ signal: stop.signal },
		);
		expect(JSON.stringify([json, thrown])).not.toContain('could not be had');
		expect(account.api.predictions).toEqual([]);
	});
});

describe('a further attempt', () => {
	const again = { whenPredictionFails: 'tryAgain', tryAgainTimes: 3 };
	const wait = { operation: 'generateAndWait' };

	it('is not made where the day has no room for it, and the error says so', async () => {
		const { api, execute } = pricedAccount({ billings: [charge(0.1)], failing: [true, true] });
		const { json } = await execute({ ...again, maxSpendingPerDay: 1 }, wait);
		expect(api.predictions).toHaveLength(2);
		expect(json[0]!.error).toContain(
			'No further attempt was made: The account has spent $0.10 today (UTC), this run would cost $1.20 more',
		);
		expect(json[0]!.details).toMatchObject({
			reason: 'predictionFailed',
			notTriedBecause: 'priceLimit',
		});
	});

	it('leaves its room to another that costs less', async () => {
		// The first to fail would cost 0.9 again; the other one 0.1.
		const { api, execute } = pricedAccount({
			quotes: (prompt) => (prompt === 'dear' ? 0.9 : 0.1),
			failing: [true, true],
			looks: [1, 3],
		});
		await execute({ ...again, maxSpendingPerDay: 1.2 }, { ...wait, prompts: ['dear', 'cheap'] });
		expect(api.predictions.map(({ input }) => input.prompt)).toEqual(['dear', 'cheap', 'cheap']);
	});

	it('is not made where its price cannot be had', async () => {
		const { api, execute } = pricedAccount({
			models: [],
			quotes: (_prompt, place) => (place > 1 ? 'unknown' : 0.4),
			failing: [true],
		});
		const other = { whenPredictionFails: 'otherModels', otherModels: ['maker/other'] };
		const { json } = await execute({ ...other, maxPricePerRun: 5 }, wait);
		expect(api.predictions).toHaveLength(1);
		expect(json[0]!.error).toContain('No further attempt was made: The price of this prediction');
	});

	it('is made without a known price where the user chose so, and counts for nothing', async () => {
		const { api, execute } = pricedAccount({ quotes: () => 'unknown', failing: [true] });
		const options = { ...again, maxPricePerRun: 0, ifPriceUnknown: 'submit' };
		const { json } = await execute(options, wait);
		expect(api.predictions).toHaveLength(2);
		expect(json[0]).toMatchObject({ status: 'completed' });
	});
});
