import { MODEL } from '../faults/scriptedApi.mts';
import { modelWith } from '../faults/modelWith.mts';
import { pricedAccount, type PricedSettings } from '../submission/price/pricedAccount.mts';

const OTHER = 'maker/other';
const models = [modelWith({}), { ...modelWith({}), model_id: OTHER }];
const run = async (options: object, script: PricedSettings = {}) => {
	const account = pricedAccount({ models, ...script });
	const ran = await account.execute({ ...options }, { operation: 'generateAndWait' });
	return { ...account, ...ran };
};
const others = (otherModels: unknown) => ({ whenPredictionFails: 'otherModels', otherModels });
const failures = (count: number) => Array.from({ length: count }, () => true);

describe('what “Failure: Next Step” is set to', () => {
	it.each([
		[
			{ whenPredictionFails: 'sometimes' },
			'The option “Failure: Next Step” has an unknown value. Choose Fail, Try Again or Use Other Models. Nothing was submitted.',
			'options.whenPredictionFails',
		],
		[
			{ whenPredictionFails: 'tryAgain', tryAgainTimes: 6 },
			'The option “Failure: More Tries” must be a whole number from 1 to 5. Change it, or set “Failure: Next Step” to Fail. Nothing was submitted.',
			'options.tryAgainTimes',
		],
		[
			{ whenPredictionFails: 'tryAgain', tryAgainTimes: 'often' },
			'The option “Failure: More Tries” is not a number. Enter one, or remove the option.',
			'options.tryAgainTimes',
		],
		[
			others({}),
			'“Failure: Next Step” is set to Use Other Models, and no other model is chosen. Add the option “Failure: Other Models” and choose some, or set it to Fail. Nothing was submitted.',
			'options.otherModels',
		],
		[
			others(Array(6).fill(OTHER)),
			'The option “Failure: Other Models” has 6 models, and 5 are allowed. Remove some. Nothing was submitted.',
			'options.otherModels',
		],
	])('%j is refused before anything is sent', async (options, words, field) => {
		const { json, api } = await run(options);
		expect(json).toEqual([{ error: words, details: { reason: 'invalidOption', field } }]);
		expect(api.requests).toEqual([]);
	});

	it.each([
		[OTHER],
		[[OTHER, '']],
		[[{ model: OTHER }]],
		[[{ value: OTHER }]],
		[[{ model: { value: OTHER } }, { model: { value: '' } }]],
		[{ models: [{ model: { value: OTHER } }] }],
		[{ models: { model: { value: OTHER } } }],
	])('finds the other model in %j', async (otherModels) => {
		const { api } = await run(others(otherModels), { failing: failures(9) });
		expect(api.predictions.map(({ model }) => model)).toEqual([MODEL, OTHER]);
	});

	it('may name five other models, and the same one again', async () => {
		const { api, json } = await run(others(Array(5).fill(OTHER)), { failing: failures(9) });
		expect(api.predictions).toHaveLength(6);
		expect(json[0]!.error).toMatch(
			/^All 6 attempts have failed \(openai\/sora-2\/text-to-video, maker\/other\)\. /,
		);
	});
});

describe('the prices of other models', () => {
	const prices: Record<string, number> = { [MODEL]: 0.4, [OTHER]: 0.9 };
	const priced = async (limits: object, script: PricedSettings = {}) => {
		const asked: string[] = [];
		const account = await run(
			{ ...others(OTHER), ...limits },
			{
				...script,
				onModel: (model) => {
					asked.push(model);
					return prices[model]!;
				},
			},
		);
		return { ...account, askedOf: asked };
	};

	it('are asked for by nobody where no limit is set, but for that of the row', async () => {
		const { asked, api } = await priced({}, { failing: failures(1) });
		expect(api.predictions.map(({ model }) => model)).toEqual([MODEL, OTHER]);
		expect(asked.map(({ model_id }) => model_id)).toEqual([OTHER]);
	});

	it('are asked for only where it comes to that, with a limit for the run', async () => {
		expect((await priced({ maxPricePerRun: 5 })).askedOf).toEqual([MODEL]);
	});

	it('may come to the limit exactly', async () => {
		const { api, json } = await priced({ maxPricePerPrediction: 0.9 }, { failing: [true] });
		expect(api.predictions.map(({ model }) => model)).toEqual([MODEL, OTHER]);
		expect(json[0]).toMatchObject({
			quoted_price_usd: 0.9,
			attempts: [
				{ model: MODEL, quoted_price_usd: 0.4 },
				{ model: OTHER, quoted_price_usd: 0.9 },
			],
		});
	});

	it('keep everything back where one is over the limit', async () => {
		const { api, json } = await priced({ maxPricePerPrediction: 0.8 });
		expect(json[0]!.error).toContain('The other model maker/other could not take over.');
		expect(json[0]!.details).toMatchObject({ reason: 'priceLimit', quotedPriceUsd: 0.9 });
		expect(api.predictions).toEqual([]);
	});
});
