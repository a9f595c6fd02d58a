import { lostAndAccepted, run, type ScriptedRunOptions } from '../faults/runWithoutEngine.mts';
import { MODEL } from '../faults/scriptedApi.mts';

const modelWith = (properties: object) => ({
	model_id: MODEL,
	api_schema: {
		api_schemas: [{ type: 'model_run', request_schema: { type: 'object', properties } }],
	},
});
const prompt = { type: 'string' };
const seeded = modelWith({ prompt, seed: { type: 'integer', default: -1 } });
const seedless = modelWith({ prompt });

let keys = 0;
const vary = async (
	variations: unknown,
	more: ScriptedRunOptions = {},
	script: Parameters<typeof run>[0] = {},
) =>
	await run(
		{ models: [seeded], ...script },
		// A key of its own: the catalogue is kept for each.
		{
			key: `key-${++keys}`,
			...more,
			options: { variations: variations as never, ...more.options },
		},
	);

describe('variations of an item', () => {
	it('are a prediction and a row each, with seeds that differ', async () => {
		const { api, rows } = await vary(3, { prompts: ['a', 'b'] });
		expect(api.predictions).toHaveLength(6);
		const seeds = api.predictions.map(({ input }) => input.seed);
		expect(new Set(seeds).size).toBe(6);
		expect(rows.map(({ json, pairedItem }) => [json.variation, pairedItem])).toEqual([
			[1, { item: 0 }],
			[2, { item: 0 }],
			[3, { item: 0 }],
			[1, { item: 1 }],
			[2, { item: 1 }],
			[3, { item: 1 }],
		]);
		expect(new Set(rows.map(({ json }) => json.id)).size).toBe(6);
		for (const { json } of rows) expect(json).not.toHaveProperty('error');
	});

	it('are all named in the one error that n8n shows, whichever of them fails first', async () => {
		const { api, thrown } = await vary(
			2,
			{ prompts: ['a', 'b', 'c'], onError: 'stop' },
			{ failing: [false, true, true] },
		);
		const good = api.predictions.filter(({ fails }) => !fails).map(({ id }) => id);
		expect(good).toHaveLength(4);
		const told = JSON.stringify([thrown[0]!.message, thrown[0]!.context?.data]);
		expect(good.filter((id) => !told.includes(id))).toEqual([]);
	});

	it('count on from the seed that the user has set', async () => {
		const { api } = await vary(3, { input: { prompt: 'a', seed: '41' } });
		expect(api.predictions.map(({ input }) => input.seed).sort()).toEqual([41, 42, 43]);
	});

	it.each([
		['41', [41, 42, 43]],
		[-1, [-1, -1, -1]],
		['', [undefined, undefined, undefined]],
	])('do so from %p where there is no catalogue either', async (seed, seeds) => {
		const { api } = await vary(3, { input: { prompt: 'a', seed } }, { models: undefined });
		expect(api.predictions.map(({ input }) => input.seed)).toEqual(seeds);
	});

	it('begin anew with the lowest seed after the highest', async () => {
		const few = modelWith({ prompt, seed: { type: 'integer', minimum: 5, maximum: 9 } });
		const { api } = await vary(3, { input: { prompt: 'a', seed: 8 } }, { models: [few] });
		expect(api.predictions.map(({ input }) => input.seed).sort()).toEqual([5, 8, 9]);
	});

	it.each([
		['begin with the lowest', 5, [5, 6]],
		['go from the highest to the lowest', 10, [10, 5]],
	])('%s', async (_what, seed, seeds) => {
		const six = modelWith({ prompt, seed: { type: 'integer', minimum: 5, maximum: 10 } });
		const { api } = await vary(2, { input: { prompt: 'a', seed } }, { models: [six] });
		expect(api.predictions.map(({ input }) => input.seed)).toEqual(seeds);
	});

	it.each([4, 11, 'any', 5.5])(
		'of a seed that the model does not take (%p) send nothing',
		async (seed) => {
			const six = modelWith({ prompt, seed: { type: 'integer', minimum: 5, maximum: 10 } });
			const { api, errors } = await vary(2, { input: { prompt: 'a', seed } }, { models: [six] });
			expect(errors[0]!.details).toMatchObject({ reason: 'invalidInput', field: 'seed' });
			expect(errors[0]!.error).toContain(String(seed));
			expect(api.predictions).toEqual([]);
		},
	);

	it('of a seed that would become another number send nothing', async () => {
		const seed = '9007199254740993';
		const { api, errors } = await vary(2, { input: { prompt: 'a', seed } });
		expect(errors[0]!.details).toMatchObject({ reason: 'invalidInput', field: 'seed' });
		expect(errors[0]!.error).toContain(seed);
		expect(api.predictions).toEqual([]);
	});

	it('have seeds of their own where the field for it is empty', async () => {
		const { api } = await vary(2, { input: { prompt: 'a', seed: '' } });
		const seeds = api.predictions.map(({ input }) => Number(input.seed));
		expect(seeds.filter((seed) => seed > 1)).toHaveLength(2);
		expect(new Set(seeds).size).toBe(2);
	});

	it('leave the row of an item that asks for one without a number', async () => {
		const { rows } = await vary(1);
		expect(rows[0]!.json).not.toHaveProperty('variation');
	});

	it.each([0, -1, 1.5, 11, 'many'])('of a number of %p send nothing', async (variations) => {
		const { api, errors } = await vary(variations);
		expect(errors[0]).toMatchObject({
			error: expect.stringContaining('“Run: Variations”'),
			details: { reason: 'invalidOption', field: 'options.variations' },
		});
		expect(api.requests).toEqual([]);
	});

	it('of a model without a seed send nothing', async () => {
		const { api, errors } = await vary(2, {}, { models: [seedless] });
		expect(errors).toHaveLength(1);
		expect(errors[0]!.error).toContain('takes no seed');
		expect(errors[0]!.details).toMatchObject({
			reason: 'invalidOption',
			model: MODEL,
			field: 'options.variations',
		});
		expect(api.predictions).toEqual([]);
	});

	it('fail each by itself, and say which', async () => {
		const { errors, rows } = await vary(3, {}, { failing: [false, true] });
		expect(rows.map(({ json }) => 'error' in json)).toEqual([false, true, false]);
		expect(errors[0]!.details).toMatchObject({ reason: 'predictionFailed', variation: 2 });
		expect(Object.keys(rows[1]!.json).sort()).toEqual(['details', 'error']);
	});

	it('name what was paid for when the node stops on the error of one', async () => {
		const { api, thrown } = await vary(3, { onError: 'stop' }, { failing: [false, true] });
		expect(thrown[0]!.context!.data!.otherPredictions).toEqual(
			[0, 2].map((one) => ({ item: 0, predictionId: api.predictions[one]!.id })),
		);
	});

	it('wait for one another before the first is paid for', async () => {
		const { api, errors } = await vary(2, {
			prompts: ['a', 'b'],
			onError: 'stop',
			inputOf: (item) => ({ prompt: 'a', sed: item }),
		});
		expect(errors).toEqual([]);
		expect(api.predictions).toEqual([]);
	});

	it('are paid for once each, whatever Retry On Fail does', async () => {
		const { api, rows } = await vary(
			3,
			{ tries: 3, inputOf: (_item, tryNumber) => ({ prompt: `a ${tryNumber}` }) },
			{ submit: [lostAndAccepted, { kind: 'none' }, lostAndAccepted] },
		);
		expect(api.predictions).toHaveLength(3);
		expect(rows.map(({ json }) => json.id).sort()).toEqual(
			api.predictions.map(({ id }) => id).sort(),
		);
	});
});
