import { answer } from '../../faults/runWithoutEngine.mts';
import { API, MODEL } from '../../faults/scriptedApi.mts';
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
					'The account has spent $0.50 today (UTC), this run would cost $0.80 more, and the option “Cost: Max per Day (USD)” allows $1.00. Nothing more was submitted. Run it tomorrow, run fewer items, or raise the option.',
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
			/^What the account has spent today could not be looked up, so the limit for the day cannot be checked\. .* Nothing more was submitted\. To submit anyway, set the option “Cost: If Unknown” to “Submit Anyway”\.$/,
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
		expect(thrown[0]!.message).toContain('spent today could not be looked up');
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
		const { json, thrown, log } = await account.execute(
			{ maxSpendingPerDay: 1, ifPriceUnknown: 'submit' },
			{ signal: stop.signal },
		);
		expect(log.join()).not.toContain('submitted');
		expect(JSON.stringify([json, thrown])).not.toContain('could not be looked up');
		expect(account.api.predictions).toEqual([]);
	});
});

describe('what was spent today', () => {
	it('is asked for once for each account', async () => {
		const { searches, execute } = pricedAccount({});
		const getCredentials = async function (this: { getItemIndex(): number }) {
			return { apiKey: `key ${this.getItemIndex() % 2} of two`, baseUrl: API };
		};
		await execute({ maxSpendingPerDay: 9 }, { prompts: ['a', 'b', 'c'], host: { getCredentials } });
		expect(searches).toHaveLength(2);
	});

	it('is not guessed where it is more than the node goes through', async () => {
		const page = (number: number) =>
			Array.from({ length: 100 }, (_one, place) => charge(0.001, number * 100 + place));
		const { api, execute } = pricedAccount({ billings: page });
		const { json } = await execute({ maxSpendingPerDay: 1_000 });
		expect(json[0]!.details).toMatchObject({ reason: 'priceUnknown', cause: 'tooManyBillings' });
		expect(json[0]!.error).toMatch(/over 10000 charges today.*“Cost: Max per Run \(USD\)” instead/);
		expect(api.predictions).toEqual([]);
		await execute({ maxSpendingPerDay: 1_000, ifPriceUnknown: 'submit' });
		expect(api.predictions).toHaveLength(1);
	});

	it.each([{ has_more: true }, { total: 120 }, {}])(
		'is added up over pages that are smaller than requested and say %j',
		async (more) => {
			const charges = Array.from({ length: 120 }, (_one, place) => charge(0.01, place));
			const { api, searches, execute } = pricedAccount({
				billings: (page) => {
					const items = charges.slice((page - 1) * 50, page * 50);
					return { items, ...('has_more' in more ? { has_more: page < 3 } : more) };
				},
			});
			const { json } = await execute({ maxSpendingPerDay: 1.5 });
			expect(json[0]!.error).toMatch(/has spent \$1\.20 today/);
			// Without a word of what follows, the fourth page has to be asked for.
			expect(searches).toHaveLength(Object.keys(more).length > 0 ? 3 : 4);
			expect(api.predictions).toEqual([]);
		},
	);

	it('is added up where the server refuses a page behind the last', async () => {
		const { searches, execute } = pricedAccount({
			billings: (page) => (page === 1 ? [charge(0.9), charge(0.3)] : 404),
		});
		const { json } = await execute({ maxSpendingPerDay: 1.5 });
		expect(json[0]!.error).toMatch(/has spent \$1\.20 today/);
		expect(searches.length).toBeLessThanOrEqual(3);
	});

	it('has what an earlier try of the same run has paid for, which counts once', async () => {
		const { api, execute } = pricedAccount({
			billings: [charge(0.4)],
			submit: [answer(400, { code: 400, message: 'not now' })],
		});
		const { json, tries } = await execute(
			{ maxSpendingPerDay: 1.2 },
			{ prompts: ['a', 'b'], tries: 2 },
		);
		expect(tries).toBe(2);
		expect(json.map((row) => 'error' in row)).toEqual([false, false]);
		const narrow = await execute({ maxSpendingPerDay: 0.8 }, { executionId: '2' });
		expect(narrow.json[0]).not.toHaveProperty('error');
		expect(api.predictions).toHaveLength(3);
	});
});
