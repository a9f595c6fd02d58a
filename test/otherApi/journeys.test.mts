import { searchPredictions } from '../../nodes/WaveSpeed/panel/searchPredictions.ts';
import { panelOverHttp } from '../panel/panelOf.mts';
import { binary, png } from '../upload/storedFiles.mts';
import { prompts } from '../workflow/engine.mts';
import { PAINT, REEL, REEL_FROM_IMAGE, TELL } from './catalogue.mts';
import { generate, KEY, openOtherApi, type OtherWorkflow } from './openOtherApi.mts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });

describe('with an API of other manners', () => {
	let other: OtherWorkflow;
	beforeEach(async () => {
		other = await openOtherApi();
	});
	afterEach(async () => {
		for (const { onFiles, headers } of other.api.requests)
			expect(JSON.stringify(headers).includes(KEY)).toBe(!onFiles);
		await other.close();
	});
	const made = () => other.api.predictions;

	it('Generate and Wait hands on every file, byte for byte, each item in its place', async () => {
		const { success, failure } = await other.run(generate(REEL), {
			items: prompts('one', 'two', 'three'),
		});
		expect(failure).toBeUndefined();
		expect(success.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
		for (const [item, { json, binary: files }] of success.entries()) {
			const prediction = made().find(({ id }) => id === json.id)!;
			expect(prediction.input).toEqual({ prompt: ['one', 'two', 'three'][item] });
			expect(json.id).toMatch(UUID);
			expect(json).not.toHaveProperty('error');
			expect(files!.data).toMatchObject({ mimeType: 'video/mp4', fileExtension: 'mp4' });
			expect(Buffer.from(files!.data!.data, 'base64')).toEqual(other.api.outputOf(prediction));
		}
		expect(made()).toHaveLength(3);
	});

	it('several files of one prediction come as several, or as a row each', async () => {
		const fields = { inputFields: { mappingMode: 'defineBelow', value: { num_images: 3 } } };
		const together = await other.run(generate(PAINT, fields), { items: prompts('boats') });
		expect(Object.keys(together.success[0]!.binary!)).toEqual(['data', 'data_1', 'data_2']);
		const apart = await other.run(generate(PAINT, { ...fields, options: { rowPer: 'output' } }), {
			items: prompts('boats'),
		});
		const prediction = made()[1]!;
		expect(
			apart.success.map(({ binary: files }) => Buffer.from(files!.data!.data, 'base64')),
		).toEqual([0, 1, 2].map((output) => other.api.outputOf(prediction, output)));
	});

	it('a text stays in the row', async () => {
		const { success } = await other.run(generate(TELL), { items: prompts('the tide') });
		expect(success[0]!.json.outputs).toEqual(['They say: the tide']);
		expect(success[0]!.binary).toBeUndefined();
	});

	it('a file goes in by a ticket and comes out as a video', async () => {
		const picture = png();
		const { success, failure } = await other.run(
			generate(REEL_FROM_IMAGE, {
				prompt: 'it moves',
				binaryInputs: { files: [{ input: 'image', binaryField: 'data' }] },
			}),
			{ items: [{ json: {}, binary: { data: await binary(picture) } }] },
		);
		expect(failure).toBeUndefined();
		const [prediction] = made();
		expect(other.api.uploaded(prediction!.input.image)).toEqual(picture);
		expect(success[0]!.binary!.data!.mimeType).toBe('video/mp4');
	});

	it('Submit answers at once, and Get Result brings the file later', async () => {
		const submitted = await other.run({ ...generate(REEL), operation: 'submit' });
		const { id } = submitted.success[0]!.json;
		expect(submitted.success[0]!.json).toMatchObject({ model: REEL, status: 'QUEUED' });
		const { success, failure } = await other.run({
			resource: 'prediction',
			operation: 'getResult',
			predictionId: byId(id),
			waitUntilFinished: true,
		});
		expect(failure).toBeUndefined();
		expect(Buffer.from(success[0]!.binary!.data!.data, 'base64')).toEqual(
			other.api.outputOf(made()[0]!),
		);
	});

	it('a failed prediction is an error row with its id and the API’s words, and the others are files', async () => {
		const { success, errors } = await other.run(generate(REEL), {
			items: prompts('one', 'two [fail]'),
			onError: 'continueErrorOutput',
		});
		expect(success).toHaveLength(1);
		expect(errors[0]!.json).toMatchObject({
			error: expect.stringContaining('Harbour could not make this.'),
			details: { reason: 'predictionFailed', predictionId: made()[1]!.id },
		});
	});

	it('an input that the model does not know, and one that is missing, cost nothing', async () => {
		const wrong = { inputMode: 'json', inputJson: '{"prompt": "a", "length": 9}' };
		const { failure } = await other.run(generate(REEL, wrong));
		expect(failure!.message).toContain('length');
		const missing = await other.run(generate(REEL, { prompt: '' }));
		expect(missing.failure!.message).toMatch(/prompt/i);
		expect(made()).toHaveLength(0);
	});

	it('Get Many pages to the end though nothing tells how many there are, and Delete takes them away', async () => {
		await other.run(
			{ ...generate(REEL), operation: 'submit' },
			{
				items: prompts(...Array.from({ length: 8 }, (_one, index) => `number ${index}`)),
			},
		);
		const all = made().map(({ id }) => id);
		const getMany = { resource: 'prediction', operation: 'getMany', returnAll: true };
		const { success, failure } = await other.run(getMany);
		expect(failure).toBeUndefined();
		expect(success.map(({ json }) => json.id)).toEqual([...all].reverse());
		const removed = await other.run({
			resource: 'prediction',
			operation: 'delete',
			predictionId: byId(all.slice(0, 5).join(', ')),
		});
		expect(removed.success[0]!.json).toMatchObject({ deleted_count: 5 });
		expect(made().map(({ id }) => id)).toEqual(all.slice(5));
	});

	it('Get Many keeps to a limit that is larger than a page', async () => {
		await other.run(
			{ ...generate(REEL), operation: 'submit' },
			{
				items: prompts('1', '2', '3', '4', '5', '6'),
			},
		);
		const { success } = await other.run({
			resource: 'prediction',
			operation: 'getMany',
			returnAll: false,
			limit: 5,
		});
		expect(success.map(({ json }) => json.id)).toEqual(
			made()
				.map(({ id }) => id)
				.reverse()
				.slice(0, 5),
		);
	});

	it('the list to pick a prediction from goes on after a page of its own size', async () => {
		await other.run(
			{ ...generate(REEL), operation: 'submit' },
			{ items: prompts('1', '2', '3', '4') },
		);
		const panel = panelOverHttp(other.api.url, KEY);
		const first = await searchPredictions.call(panel);
		const second = await searchPredictions.call(panel, '', first.paginationToken as string);
		expect([...first.results, ...second.results].map(({ value }) => value)).toEqual(
			made()
				.map(({ id }) => id)
				.reverse(),
		);
	});

	it('prices that are texts are kept to as limits, and told', async () => {
		const limited = (maximum: number) =>
			generate(REEL, { options: { maxPricePerRun: maximum, downloadOutputs: false } });
		const items = prompts('one', 'two', 'three');
		const tooDear = await other.run(limited(1), { items });
		expect(tooDear.failure!.context).toMatchObject({ data: { reason: 'priceLimit' } });
		expect(made()).toHaveLength(0);
		const { success } = await other.run(limited(1.2), { items });
		expect(success.map(({ json }) => json.quoted_price_usd)).toEqual([0.36, 0.36, 0.36]);
	});

	it('Get Price, Get Balance, Get Spending and the models are numbers where numbers are meant', async () => {
		const price = await other.run({
			resource: 'model',
			operation: 'getPrice',
			model: byId(REEL),
			inputMode: 'fields',
			prompt: 'a',
		});
		expect(price.success[0]!.json).toMatchObject({ price_usd: 0.36, list_price_usd: 0.4 });
		const balance = await other.run({ resource: 'account', operation: 'getBalance' });
		expect(balance.success[0]!.json).toEqual({ balance: 12.34, currency: 'USD' });
		await other.run(generate(REEL, { options: { downloadOutputs: false } }), {
			items: prompts('one', 'two'),
		});
		const spending = await other.run({ resource: 'account', operation: 'getSpending' });
		expect(spending.success[0]!.json).toMatchObject({
			model: REEL,
			predictions: 2,
			billed_usd: 0.72,
			list_price_usd: 0.8,
		});
		const models = await other.run({ resource: 'model', operation: 'getMany', returnAll: true });
		expect(models.success.map(({ json }) => json.id).sort()).toEqual(
			[PAINT, REEL, REEL_FROM_IMAGE, TELL].sort(),
		);
	});

	it('what a prediction was really billed is in its row where that is asked for', async () => {
		const { success } = await other.run(
			generate(REEL, { options: { addBilledPrice: true, downloadOutputs: false } }),
		);
		expect(success[0]!.json).toMatchObject({ billed_price_usd: 0.36 });
	});
});
