import { pricedAccount } from './pricedAccount.mts';

const charge = (price: number) => ({
	uuid: `charge ${price}`,
	billing_type: 'charge',
	price,
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

	it('tells what was paid before it where the run has no room', async () => {
		const { execute } = pricedAccount({ failing: [true, true] });
		const { json } = await execute({ ...again, maxPricePerRun: 1 }, wait);
		expect(json[0]!.error).toContain(
			'The 3 predictions of this run would cost $1.20 together ($0.80 of it is paid already), and the option “Cost: Max per Run (USD)” allows $1.00. Nothing more was submitted.',
		);
		expect(json[0]!.details.notTriedBecause).toBe('priceLimit');
	});

	it('is not counted where the day had no room for it', async () => {
		const { execute } = pricedAccount({
			quotes: (prompt) => (prompt === 'dear' ? 0.9 : 0.1),
			failing: [true, true, true, true],
			looks: [1, 3],
		});
		const { json } = await execute(
			{ ...again, maxSpendingPerDay: 1.85, maxPricePerRun: 1.15 },
			{ ...wait, prompts: ['dear', 'cheap'] },
		);
		expect(json[1]!.error).toContain('The 4 predictions of this run would cost $1.20 together');
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
