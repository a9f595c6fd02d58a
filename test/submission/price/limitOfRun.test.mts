import { answer } from '../../faults/runWithoutEngine.mts';
import { MODEL } from '../../faults/scriptedApi.mts';
import { pricedAccount } from './pricedAccount.mts';

const ask = 'Run fewer items, ask for less, or raise the option.';

describe('what a run may cost, told before the first submission', () => {
	it.each([
		[
			['a'],
			0.39,
			`The prediction of this run would cost $0.40, and the option “Cost: Max per Run (USD)” allows $0.39. Nothing was submitted. ${ask}`,
		],
		[
			['a', 'b'],
			0.79,
			`The 2 predictions of this run would cost $0.80 together, and the option “Cost: Max per Run (USD)” allows $0.79. Nothing was submitted. ${ask}`,
		],
	])('is too much for %j where %d is allowed', async (prompts, maxPricePerRun, words) => {
		const { api, execute } = pricedAccount({});
		const { json } = await execute({ maxPricePerRun }, { prompts });
		expect(json).toHaveLength(prompts.length);
		for (const row of json)
			expect(row).toEqual({
				error: words,
				details: {
					reason: 'priceLimit',
					model: MODEL,
					runPriceUsd: 0.4 * prompts.length,
					limitUsd: maxPricePerRun,
					predictions: prompts.length,
				},
			});
		expect(api.predictions).toEqual([]);
	});

	it('may come to the limit exactly, without the errors of floating point', async () => {
		const { api, execute } = pricedAccount({});
		const { json } = await execute({ maxPricePerRun: 1.2 }, { prompts: ['a', 'b', 'c'] });
		expect(api.predictions).toHaveLength(3);
		expect(json.map((row) => row.quoted_price_usd)).toEqual([0.4, 0.4, 0.4]);
	});

	it('is the lowest of the limits that the items set', async () => {
		const { api, execute } = pricedAccount({});
		const limits = [1, 0.5, 2];
		const options = {
			get maxPricePerRun() {
				return limits.shift();
			},
		};
		const { json } = await execute(options, { prompts: ['a', 'b', 'c'] });
		expect(json[0]!.details).toMatchObject({ runPriceUsd: 1.2, limitUsd: 0.5 });
		expect(api.predictions).toEqual([]);
	});

	it('is nobody’s fault: the error names no item where the node stops', async () => {
		const { execute } = pricedAccount({});
		const { thrown } = await execute(
			{ maxPricePerRun: 0.5 },
			{ prompts: ['a', 'b'], onError: 'stop' },
		);
		expect(thrown[0]!.message).not.toContain('[item');
		expect(thrown[0]!.context).toMatchObject({ itemIndex: undefined });
	});

	it('asks once about equal inputs, and about each that differs', async () => {
		const { asked, execute } = pricedAccount({});
		await execute({ maxPricePerRun: 9 }, { prompts: ['a', 'b', 'a'] });
		expect(asked).toEqual([
			{ model_id: MODEL, inputs: { prompt: 'a' } },
			{ model_id: MODEL, inputs: { prompt: 'b' } },
		]);
	});

	it('asks nobody where no limit is set', async () => {
		const { asked, searches, execute } = pricedAccount({});
		const { json } = await execute({});
		expect([asked, searches]).toEqual([[], []]);
		expect(json[0]).not.toHaveProperty('quoted_price_usd');
	});

	it('leaves out an item that is too expensive by itself', async () => {
		const { api, execute } = pricedAccount({ quotes: (prompt) => (prompt === 'b' ? 0.8 : 0.4) });
		const { json } = await execute(
			{ maxPricePerPrediction: 0.5, maxPricePerRun: 0.8 },
			{ prompts: ['a', 'b', 'c'] },
		);
		expect(json.map((row) => 'error' in row)).toEqual([false, true, false]);
		expect(api.predictions.map(({ input }) => input.prompt)).toEqual(['a', 'c']);
	});
});

describe('a limit of the run in a second try', () => {
	const refused = answer(400, { code: 400, message: 'not now' });
	/** The first item is refused in the first try, and dearer in the second. */
	const dearer = (prompt: string, place: number) => (place > 2 && prompt === 'a' ? 0.7 : 0.4);

	it('counts what is paid, says so, and takes it up all the same', async () => {
		const { api, execute } = pricedAccount({ submit: [refused], quotes: dearer });
		const { json, tries } = await execute({ maxPricePerRun: 1 }, { prompts: ['a', 'b'], tries: 2 });
		expect(tries).toBe(2);
		expect(json[0]!.error).toBe(
			`The 2 predictions of this run would cost $1.10 together ($0.40 of it is paid already), and the option “Cost: Max per Run (USD)” allows $1.00. Nothing more was submitted. ${ask}`,
		);
		expect(json[1]).toMatchObject({ id: api.predictions[0]!.id, quoted_price_usd: 0.4 });
		expect(api.predictions).toHaveLength(1);
	});

	it('asks no more for the price of what is paid', async () => {
		const { asked, execute } = pricedAccount({ submit: [refused] });
		await execute({ maxPricePerRun: 1 }, { prompts: ['a', 'b'], tries: 2 });
		expect(asked.map(({ inputs }) => (inputs as { prompt: string }).prompt)).toEqual([
			'a',
			'b',
			'a',
		]);
	});

	it('counts as paid what was submitted before its price was known', async () => {
		const { execute } = pricedAccount({
			submit: [refused],
			// The second item is submitted without a price in the first try.
			quotes: (prompt, place) => (prompt === 'a' ? 0.7 : place > 2 ? 0.4 : 'unknown'),
		});
		const { json } = await execute(
			{ maxPricePerRun: 1, ifPriceUnknown: 'submit' },
			{ prompts: ['a', 'b'], tries: 2 },
		);
		expect(json[0]!.error).toContain('$1.10 together ($0.40 of it is paid already');
		expect(json[1]).not.toHaveProperty('error');
	});

	it('keeps what has failed from being submitted anew where the run has become too expensive', async () => {
		const { api, execute } = pricedAccount({
			submit: [refused],
			quotes: dearer,
			failing: [true],
		});
		const { json } = await execute(
			{ maxPricePerRun: 1 },
			{ prompts: ['a', 'b'], tries: 2, operation: 'generateAndWait' },
		);
		expect(json.map(({ details }) => details.reason)).toEqual(['priceLimit', 'priceLimit']);
		expect(api.predictions).toHaveLength(1);
	});
});

describe('an API that has only the older price endpoint', () => {
	it('is asked for the newer one no more once that is known', async () => {
		const OTHER = 'maker/other';
		const { asked, api, execute } = pricedAccount({
			models: [],
			quotes: () => 'missing',
			prices: { [MODEL]: 0.4, [OTHER]: 0.3 },
		});
		const { json } = await execute(
			{ maxPricePerPrediction: 1, whenPredictionFails: 'otherModels', otherModels: [OTHER] },
			{ operation: 'generateAndWait' },
		);
		expect(json[0]).toMatchObject({ status: 'completed', quoted_price_usd: 0.4 });
		expect(asked).toHaveLength(1);
		expect(api.requests.filter(({ kind }) => kind === 'price')).toHaveLength(2);
	});
});

describe('Model → Get Price', () => {
	it('says what the API says where there is no price', async () => {
		const { execute } = pricedAccount({ quotes: () => 'unknown' });
		const { json } = await execute({}, { operation: 'getPrice' });
		expect(json[0]!.details).toMatchObject({ reason: 'forbidden', httpStatus: 403 });
	});

	it('says that it was stopped where it was', async () => {
		const stop = new AbortController();
		const { execute } = pricedAccount({ quotes: () => 'unknown', onQuestion: () => stop.abort() });
		const { json } = await execute({}, { operation: 'getPrice', signal: stop.signal });
		expect(json[0]!.details).toMatchObject({ reason: 'stopped' });
	});
});

it('leaves each row the fields of its item, if the rows are to keep them', async () => {
	const { execute } = pricedAccount({});
	const { json } = await execute(
		{ maxPricePerRun: 0.5, includeInputFields: 'all' },
		{ prompts: ['a', 'b'] },
	);
	expect(json.map(({ details }) => details.inputFields)).toEqual([
		{ prompt: 'a' },
		{ prompt: 'b' },
	]);
});
