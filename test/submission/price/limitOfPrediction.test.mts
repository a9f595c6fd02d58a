import { createProcessServices } from '../../../nodes/WaveSpeed/item/processServices.ts';
import { answer } from '../../faults/runWithoutEngine.mts';
import { MODEL } from '../../faults/scriptedApi.mts';
import { pricedAccount } from './pricedAccount.mts';

const LABELS = {
	maxPricePerPrediction: 'Cost: Max Each (USD)',
	maxPricePerRun: 'Cost: Max per Run (USD)',
	maxSpendingPerDay: 'Cost: Max per Day (USD)',
};

describe('Cost: Max Each', () => {
	it('is told with both amounts, and nothing is submitted', async () => {
		const { api, execute } = pricedAccount({});
		const { json } = await execute({ maxPricePerPrediction: 0.3 });
		expect(json).toEqual([
			{
				error:
					'This prediction would cost $0.40, and the option “Cost: Max Each (USD)” allows $0.30. It was not submitted. Ask for less (a shorter or smaller output, a cheaper model) or raise the option.',
				details: { reason: 'priceLimit', model: MODEL, quotedPriceUsd: 0.4, limitUsd: 0.3 },
			},
		]);
		expect(api.predictions).toEqual([]);
	});

	it.each([0.4, '0.4', '0,4', '0,40', '0.40 USD', '$ 0.4', '$0.40', ' $0.4 ', '0.40$', 1])(
		'of %j lets pass what costs $0.40',
		async (limit) => {
			const { api, execute } = pricedAccount({});
			const { json } = await execute({ maxPricePerPrediction: limit });
			expect(json[0]).toMatchObject({ quoted_price_usd: 0.4 });
			expect(api.predictions).toHaveLength(1);
		},
	);

	it.each(['0.39', '0,39', '$0', 0])('of %j does not', async (limit) => {
		const { api, execute } = pricedAccount({});
		const { json } = await execute({ maxPricePerPrediction: limit });
		expect(json[0]!.details.reason).toBe('priceLimit');
		expect(api.predictions).toEqual([]);
	});

	it('is not kept from taking up what was paid for before its price was known', async () => {
		const { api, execute } = pricedAccount({
			quotes: (_prompt, place) => (place === 1 ? 'unknown' : 0.4),
			result: Array.from({ length: 7 }, () => ({ kind: 'lost', code: 'ECONNRESET' }) as never),
		});
		const { json, tries } = await execute(
			{ maxPricePerPrediction: 0.3, ifPriceUnknown: 'submit', timeout: 60 },
			{ operation: 'generateAndWait', tries: 3 },
		);
		expect(tries).toBeGreaterThan(1);
		expect(json[0]).toMatchObject({ id: api.predictions[0]!.id, status: 'completed' });
		expect(api.predictions).toHaveLength(1);
	});

	it('keeps a later try from paying where the price, unknown at first, is too high', async () => {
		const { api, execute } = pricedAccount({
			quotes: (_prompt, place) => (place === 1 ? 'unknown' : 0.4),
			failing: [true],
		});
		const { json } = await execute(
			{ maxPricePerPrediction: 0.3, ifPriceUnknown: 'submit' },
			{ operation: 'generateAndWait', tries: 2 },
		);
		expect(json[0]!.error).toContain('would cost $0.40');
		expect(api.predictions).toHaveLength(1);
	});
});

describe.each(Object.entries(LABELS))('the limit %s', (name, label) => {
	it.each([
		['', 'is empty'],
		['a dollar', 'is “a dollar”, which is not a number'],
		['0,40 €', 'is “0,40 €”, which is not a number'],
		['1.000,50', 'is “1.000,50”, which is not a number'],
		['0x10', 'is “0x10”, which is not a number'],
		['1,500', 'is “1,500”, which can be read in two ways'],
		[null, 'is empty'],
		[true, 'is true, which is not a number'],
		[Infinity, 'is Infinity, which is not a number'],
		['Infinity', 'is “Infinity”, which is not a number'],
		[-0.01, 'is below zero'],
		['-1', 'is below zero'],
	])('%j is refused before anybody is asked', async (value, what) => {
		const { api, asked, searches, execute } = pricedAccount({});
		const { json } = await execute({ [name]: value });
		expect(json).toEqual([
			{
				error: `The option “${label}” ${what}. Enter an amount in US dollars, such as 1.5, or remove the option for no limit. Nothing was submitted.`,
				details: { reason: 'invalidOption', field: `options.${name}` },
			},
		]);
		expect([asked, searches, api.predictions]).toEqual([[], [], []]);
	});
});

describe('a price that nobody knows', () => {
	const quotes = () => 'unknown';

	it.each(['maxPricePerPrediction', 'maxPricePerRun', 'maxSpendingPerDay'])(
		'keeps back what %s limits, and the error says how to go on',
		async (name) => {
			const { api, execute } = pricedAccount({ quotes });
			const { json } = await execute({ [name]: 1 });
			expect(json[0]!.error).toMatch(
				/^The price of this prediction could not be looked up, so its limit cannot be checked\. .* Nothing was submitted\. To submit without a known price, set the option “Cost: If Unknown” to “Submit Anyway”\.$/,
			);
			expect(json[0]!.details).toMatchObject({ reason: 'priceUnknown', model: MODEL });
			expect(json[0]!.details.cause).toBeDefined();
			expect(api.predictions).toEqual([]);
		},
	);

	it.each(['refuse', 'whatever'])('is no reason to submit with %j', async (ifPriceUnknown) => {
		const { api, execute } = pricedAccount({ quotes });
		await execute({ maxPricePerRun: 1, ifPriceUnknown });
		expect(api.predictions).toEqual([]);
	});

	it('is submitted where the user chose so, and the log says it', async () => {
		const { api, execute } = pricedAccount({ quotes });
		const { json, log } = await execute({ maxPricePerRun: 0.1, ifPriceUnknown: 'submit' });
		expect(api.predictions).toHaveLength(1);
		expect(json[0]).not.toHaveProperty('quoted_price_usd');
		expect(log).toContain('Item 0: submitted without a known price (refused).');
	});

	it('is not submitted when somebody stops the execution meanwhile', async () => {
		const stop = new AbortController();
		const { api, execute } = pricedAccount({ quotes, onQuestion: () => stop.abort() });
		const { json, thrown, log } = await execute(
			{ maxPricePerRun: 1, ifPriceUnknown: 'submit' },
			{ signal: stop.signal },
		);
		expect(log.join()).not.toContain('submitted');
		expect(JSON.stringify([json, thrown])).not.toContain('could not be looked up');
		expect(api.predictions).toEqual([]);
	});

	it('is not added to the others’ in a later try', async () => {
		const { api, execute } = pricedAccount({
			quotes: (prompt) => (prompt === 'b' ? 'unknown' : 0.4),
			submit: [answer(400, { code: 400, message: 'not now' })],
		});
		const { json } = await execute(
			{ maxPricePerRun: 0.4, ifPriceUnknown: 'submit' },
			{ prompts: ['a', 'b'], tries: 2 },
		);
		expect(json.map((row) => 'error' in row)).toEqual([false, false]);
		expect(api.predictions).toHaveLength(2);
	});
});

describe('an item whose earlier prediction was refunded', () => {
	it.each([
		[
			'each',
			{ maxPricePerPrediction: 1 },
			[0.5, 9],
			/would cost \$9\.00, and the option “Cost: Max Each/,
		],
		['each run', { maxPricePerRun: 1 }, [0.5, 9], /this run would cost \$9\.00, and the option/],
		[
			'each day',
			{ maxSpendingPerDay: 1 },
			[0.1, 0.2],
			/has spent \$0\.90 today .* would cost \$0\.20 more/,
		],
	])('is submitted anew only within the limit for %s', async (_what, limit, quotes, words) => {
		let place = 0;
		const { api, time, execute } = pricedAccount({
			failing: [true],
			quotes: () => quotes[Math.min(place++, quotes.length - 1)]!,
			billings: () => (place > 1 ? [{ uuid: 'b', billing_type: 'charge', price: 0.9 }] : []),
		});
		const [context, services] = [{}, createProcessServices(time)];
		const run = async () =>
			await execute(limit, { context, services, operation: 'generateAndWait' });
		await run();
		expect(api.predictions).toHaveLength(1);
		const { json } = await run();
		expect(json[0]!.error).toMatch(words);
		expect(api.predictions).toHaveLength(1);
	});
});
