import type { IDataObject } from 'n8n-workflow';

import type { Emulator, EmulatorOptions } from '../../../emulator/index.mts';
import { startEmulator } from '../../startEmulator.mts';
import {
	promptToVideo,
	prompts,
	runWorkflow,
	type WorkflowOptions,
} from '../../workflow/engine.mts';

// Fifty items take their time on a busy machine.
const MODEL = 'openai/sora-2/text-to-video';
const PRICE = '/api/v3/model/price';
const LEGACY = '/api/v3/model/pricing';

/** Sora 2 costs 0.10 dollars a second, 4 seconds by default. */
const limited = (options: IDataObject, more: IDataObject = {}): IDataObject => ({
	...promptToVideo,
	operation: 'submit',
	options,
	...more,
});
const seconds = (duration: unknown) => ({
	inputFields: { mappingMode: 'defineBelow', value: { duration } },
});

describe('a price limit', () => {
	let emulator: Emulator;
	const start = async (options: EmulatorOptions = {}) => {
		emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 20, ...options });
	};

	beforeEach(async () => await start());
	afterEach(async () => await emulator.close());

	const run = async (options: Partial<WorkflowOptions>) =>
		await runWorkflow({ baseUrl: emulator.url, parameters: {}, ...options });
	const quotes = () => emulator.requestsTo({ method: 'POST', path: PRICE });
	const submissions = () => emulator.requestsTo({ method: 'POST', path: `/api/v3/${MODEL}` });

	it.each(['submit', 'generateAndWait'])(
		'lets a cheaper %s pass, whose row tells the quoted price',
		async (operation) => {
			const { success, failure } = await run({
				parameters: limited({ maxPricePerPrediction: 0.4, maxPricePerRun: 0.4 }, { operation }),
			});
			expect(failure).toBeUndefined();
			expect(success[0]!.json.quoted_price_usd).toBe(0.4);
			expect(quotes().map(({ body }) => body)).toEqual([
				{ model_id: MODEL, inputs: { prompt: 'a lighthouse at dusk' } },
			]);
		},
	);

	it.each([1, 3])('of the run, with variations: %i, is no item’s fault', async (variations) => {
		const withSeed = { __rl: true, mode: 'id', value: 'wavespeed-ai/minimax-h3/text-to-video' };
		const { failure } = await run({
			items: prompts('a', 'b', 'c', 'd'),
			parameters: limited(
				{ maxPricePerRun: 0.5, variations },
				{ prompt: '={{ $json.prompt }}', model: withSeed },
			),
		});
		expect(failure?.message).toMatch(/ask for less, or raise the option\.$/);
		expect(failure?.context?.itemIndex).toBeUndefined();
		expect(failure?.context?.data).not.toHaveProperty('failedItems');
		expect(failure?.context?.data).not.toHaveProperty('variation');
		expect(emulator.predictions).toHaveLength(0);
	});

	it('asks for no price where none is set', async () => {
		const { success } = await run({ parameters: limited({}) });
		expect(quotes()).toHaveLength(0);
		expect(success[0]!.json).not.toHaveProperty('quoted_price_usd');
	});

	it('asks once for equal inputs, and for every price before the first submission', async () => {
		const texts = ['one', 'two', 'one', 'one', 'two'];
		await run({ parameters: limited({ maxPricePerRun: 2 }), items: prompts(...texts) });
		expect(quotes()).toHaveLength(2);
		expect(submissions()).toHaveLength(5);
		const order = [...quotes(), ...submissions()];
		expect(emulator.requests.filter((request) => order.includes(request))).toEqual(order);
	});

	it.each(['stopWorkflow', 'continueErrorOutput'] as const)(
		'stops a batch of 50 before the first submission, with On Error at %s',
		async (onError) => {
			const { errors, failure } = await run({
				parameters: limited({ maxPricePerRun: 10 }),
				items: prompts(...Array.from({ length: 50 }, (_, index) => `prompt ${index}`)),
				onError,
			});
			expect(submissions()).toHaveLength(0);
			const words = /The 50 predictions of this run would cost \$20\.00 together.*allows \$10\.00/;
			if (onError === 'stopWorkflow') {
				expect(failure?.message).toMatch(words);
				return;
			}
			expect(errors).toHaveLength(50);
			for (const { json } of errors) {
				expect(json.error).toMatch(words);
				expect(json.details).toMatchObject({ reason: 'priceLimit', runPriceUsd: 20, limitUsd: 10 });
			}
		},
	);

	it('adds up without the errors of floating point', async () => {
		await run({
			parameters: limited({ maxPricePerRun: 1.2 }),
			items: prompts('one', 'two', 'three'),
		});
		expect(submissions()).toHaveLength(3);
	});

	describe('per prediction', () => {
		const items = [4, 8, 4].map((duration, item) => ({
			json: { prompt: `prompt ${item}`, duration },
			pairedItem: { item },
		}));
		const parameters = limited(
			{ maxPricePerPrediction: 0.5 },
			{ ...seconds('={{ $json.duration }}') },
		);

		it('submits nothing for any item when one is too expensive and the node stops on errors', async () => {
			const { failure } = await run({ parameters, items });
			expect(failure?.message).toMatch(/would cost \$0\.80.*allows \$0\.50.*\[item 1\]$/);
			expect(submissions()).toHaveLength(0);
		});

		it('fails only the item that is too expensive when the node goes on after errors', async () => {
			const { success, errors } = await run({ parameters, items, onError: 'continueErrorOutput' });
			expect(success.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
			expect(errors.map(({ json }) => json.details)).toEqual([
				{ reason: 'priceLimit', model: MODEL, quotedPriceUsd: 0.8, limitUsd: 0.5 },
			]);
			expect(submissions()).toHaveLength(2);
		});

		it('does not count the item that is too expensive towards the limit per run', async () => {
			const { success } = await run({
				parameters: limited(
					{ maxPricePerPrediction: 0.5, maxPricePerRun: 0.8 },
					{ ...seconds('={{ $json.duration }}') },
				),
				items,
				onError: 'continueErrorOutput',
			});
			expect(success).toHaveLength(2);
		});
	});

	it('does not advise to go on without a price if the key is wrong', async () => {
		const fault = { kind: 'reply', status: 401, body: { code: 401, message: 'no' } } as const;
		await emulator.misbehave({ when: { path: PRICE }, times: 99, do: fault });
		const { failure } = await run({ parameters: limited({ maxPricePerPrediction: 1 }) });
		expect(failure?.message).toMatch(
			/^WaveSpeed does not accept the API key\..* So the price limits cannot be checked\. Nothing was submitted\.$/,
		);
		expect(submissions()).toHaveLength(0);
	});

	describe.each([
		['no answer', { kind: 'reply', status: 500, body: { code: 500, message: 'oops' } }],
		['no price', { kind: 'reply', status: 200, body: { code: 200, data: { model_id: MODEL } } }],
		[
			'a price that is no amount',
			{ kind: 'reply', status: 200, body: { code: 200, data: { price: 'cheap' } } },
		],
		[
			'another currency',
			{ kind: 'reply', status: 200, body: { code: 200, data: { price: 0.1, currency: 'EUR' } } },
		],
	] as const)('with %s', (_what, fault) => {
		beforeEach(() => emulator.misbehave({ when: { path: PRICE }, times: 99, do: fault }));

		it('submits nothing, and says how to go on without a price', async () => {
			const { failure } = await run({ parameters: limited({ maxPricePerPrediction: 1 }) });
			expect(failure?.message).toMatch(
				/price of this prediction could not be looked up.*“Submit Anyway”/,
			);
			expect(submissions()).toHaveLength(0);
		});

		it('submits all the same where the user chose so, without a price in the row', async () => {
			const { success, failure } = await run({
				parameters: limited({ maxPricePerPrediction: 1, ifPriceUnknown: 'submit' }),
			});
			expect(failure).toBeUndefined();
			expect(success[0]!.json).not.toHaveProperty('quoted_price_usd');
			expect(submissions()).toHaveLength(1);
		});
	});

	it('compares what is paid, not what is listed', async () => {
		emulator.misbehave({
			when: { path: PRICE },
			do: {
				kind: 'transform',
				change: (answer) => ({ ...answer, data: { ...answer.data, discounted_price: 0.3 } }),
			},
		});
		const { success } = await run({ parameters: limited({ maxPricePerPrediction: 0.3 }) });
		expect(success[0]!.json.quoted_price_usd).toBe(0.3);
	});

	it('uses the older endpoint where it is the only one, and asks for the newer one no more', async () => {
		emulator.misbehave({
			when: { path: PRICE },
			times: 99,
			do: { kind: 'reply', status: 404, body: { code: 404, message: 'not found' } },
		});
		const { failure } = await run({
			parameters: limited({ maxPricePerPrediction: 0.3, maxPricePerRun: 99 }),
		});
		expect(failure?.message).toMatch(/would cost \$0\.40.*allows \$0\.30/);
		expect(emulator.requestsTo({ path: LEGACY })).toHaveLength(1);
		expect(submissions()).toHaveLength(0);
	});

	it.each([
		['maxPricePerPrediction', -1, /“Cost: Max Each \(USD\)” is below zero/],
		['maxPricePerRun', -0.01, /“Cost: Max per Run \(USD\)” is below zero/],
		['maxPricePerRun', '={{ $json.nothing }}', /“Cost: Max per Run \(USD\)” is empty/],
		['maxPricePerPrediction', 'a dollar', /is not a number/],
	])('%s of %j is refused before anybody is asked', async (name, value, words) => {
		const { failure } = await run({ parameters: limited({ [name]: value }) });
		expect(failure?.message).toMatch(words);
		expect(emulator.requestsTo({ method: 'POST' })).toHaveLength(0);
	});

	it('of 0 lets nothing pass that costs something', async () => {
		const { failure } = await run({ parameters: limited({ maxPricePerRun: 0 }) });
		expect(failure?.message).toMatch(/would cost \$0\.40.*allows \$0\.00/);
		expect(submissions()).toHaveLength(0);
	});

	describe('on a second try', () => {
		/** The first try’s predictions are accepted, and then their results cannot be had. */
		const loseResults = () =>
			emulator.misbehave({
				when: { host: 'api', method: 'GET', path: /result/ },
				times: 6,
				do: { kind: 'reset' },
			});
		const loseFirstQuote = () =>
			emulator.misbehave({
				when: { path: PRICE },
				times: 6,
				do: { kind: 'reply', status: 500, body: { code: 500, message: 'oops' } },
			});
		const unknownAtFirst = limited(
			{ maxPricePerPrediction: 0.3, ifPriceUnknown: 'submit' },
			{ operation: 'generateAndWait' },
		);

		it('takes up what is paid for, although its price turns out to be too high', async () => {
			loseFirstQuote();
			loseResults();
			const { success, failure } = await run({ parameters: unknownAtFirst, retryOnFail: true });
			expect(failure).toBeUndefined();
			expect(success).toHaveLength(1);
			expect(submissions()).toHaveLength(1);
		});

		it('pays for nothing new where the price, unknown at first, turns out to be too high', async () => {
			loseFirstQuote();
			const { failure } = await run({
				parameters: unknownAtFirst,
				items: prompts('one [fail]'),
				retryOnFail: true,
			});
			expect(failure?.message).toMatch(/would cost \$0\.40.*allows \$0\.30/);
			expect(submissions()).toHaveLength(1);
		});

		it('counts what is paid for at the price it had', async () => {
			emulator.misbehave({
				when: { path: `/api/v3/${MODEL}`, nth: 2 },
				do: { kind: 'reply', status: 400, body: { code: 400, message: 'not now' } },
			});
			emulator.misbehave({
				when: { path: PRICE, nth: 3 },
				times: 99,
				do: {
					kind: 'transform',
					change: (answer, request) => {
						const isPaid = (request.body as { inputs: IDataObject }).inputs.prompt === 'one';
						return isPaid ? { ...answer, data: { ...answer.data, discounted_price: 9 } } : answer;
					},
				},
			});
			const { success, failure } = await run({
				parameters: limited({ maxPricePerRun: 0.8 }),
				items: prompts('one', 'two'),
				retryOnFail: true,
			});
			expect(failure).toBeUndefined();
			expect(success.map(({ json }) => json.quoted_price_usd)).toEqual([0.4, 0.4]);
			// One for each, and the refused one.
			expect(submissions()).toHaveLength(3);
			expect(emulator.predictions).toHaveLength(2);
		});
	});
});
