import type { Model } from '../../nodes/WaveSpeed/models/model.ts';
import { drawSeed } from '../../nodes/WaveSpeed/submission/request/seed.ts';
import { modelWith } from '../faults/modelWith.mts';
import type { NodeRunOptions } from '../faults/nodeWithoutEngine.mts';
import { answer, listed } from '../faults/runWithoutEngine.mts';
import { MODEL } from '../faults/scriptedApi.mts';
import { stopDuring } from '../faults/stopDuring.mts';
import { pricedAccount, type PricedSettings } from '../submission/price/pricedAccount.mts';
import { row } from './listedRow.mts';

const OTHER = 'maker/other';
const models = [
	modelWith({ seed: { type: 'integer', default: -1 } }),
	{ ...modelWith({}), model_id: OTHER },
];

const reuse = (script: PricedSettings) => {
	const account = pricedAccount({ models, ...script });
	const listRequests = () => account.api.requests.filter(({ kind }) => kind === 'list').length;
	const execute = async (options: object = {}, more: Partial<NodeRunOptions> = {}) => {
		const asked = { reusePaidResults: 'always', ...options };
		return await account.execute(asked, { operation: 'generateAndWait', ...more });
	};
	return { ...account, execute, listRequests };
};

describe('what is asked for a paid result', () => {
	it('reads no page beyond the time that is wanted', async () => {
		const before = row({ created_at: '2026-11-01T12:00:00.000Z' });
		const { execute, listRequests } = reuse({ list: [listed([before]), listed([row()])] });
		const { json } = await execute();
		expect(json[0]).toMatchObject({ reused: false });
		expect(listRequests()).toBe(1);
	});

	it('looks for nothing where the item has attempts of its own that have failed', async () => {
		const { api, execute, listRequests } = reuse({ list: [listed([])], failing: [true, true] });
		const { json, tries } = await execute(
			{ whenPredictionFails: 'tryAgain', tryAgainTimes: 1 },
			{ tries: 2 },
		);
		expect(tries).toBe(2);
		expect(json[0]!.error).toContain('All attempts that “Failure: Next Step” allows');
		expect(api.predictions).toHaveLength(2);
		expect(listRequests()).toBe(1);
	});

	it('looks for each item among the predictions of its own model', async () => {
		const id = 'b'.repeat(32);
		const { api, execute } = reuse({
			list: [listed([row()]), listed([row({ id, model: OTHER })])],
			result: [
				answer(200, { code: 200, data: row() }),
				answer(200, { code: 200, data: row({ id, model: OTHER }) }),
			],
		});
		const { json } = await execute(
			{},
			{ prompts: ['a', 'a'], modelOf: (item) => [MODEL, OTHER][item]! },
		);
		expect(json.map((one) => [one.id, one.model])).toEqual([
			[row().id, MODEL],
			[id, OTHER],
		]);
		expect(api.predictions).toEqual([]);
	});

	it('asks for no price of other models, which need not take over', async () => {
		const { asked, execute } = reuse({
			list: [listed([row()])],
			result: [answer(200, { code: 200, data: row() })],
		});
		const { json } = await execute({
			whenPredictionFails: 'otherModels',
			otherModels: [OTHER],
			maxPricePerPrediction: 1,
		});
		expect(json[0]).toMatchObject({ reused: true });
		expect(asked.map(({ model_id }) => model_id)).not.toContain(OTHER);
	});

	it('tells the log which prediction it takes', async () => {
		const { execute } = reuse({
			list: [listed([row()])],
			result: [answer(200, { code: 200, data: row() })],
		});
		const { log } = await execute();
		expect(log).toContain(`Item 0: it reuses prediction ${row().id}, which is already paid for.`);
	});

	it.each(['/predictions', '/model/price'])(
		'ends where Stop is pressed meanwhile, at %s',
		async (path) => {
			const result = [answer(200, { code: 200, data: row() })];
			const { api, execute } = reuse({ list: [listed([row()])], result });
			const { json } = await execute({}, { signal: stopDuring(api, path) });
			expect(json[0]).toEqual({
				error: 'The execution was stopped before anything was submitted.',
				details: { reason: 'stopped', model: MODEL },
			});
			expect(api.predictions).toEqual([]);
		},
	);
});

describe('a seed', () => {
	const described = { id: MODEL, inputs: [{ name: 'seed', kind: 'integer', default: -1 }] };
	const drawn = drawSeed(
		described as Model,
		{},
		{
			run: ['a former execution'],
			order: 0,
		},
	)!;
	const seeded = row({ input: { prompt: 'a', seed: 7 } });
	const found = { list: [listed([seeded])], result: [answer(200, { code: 200, data: seeded })] };

	it.each([
		['as the item sets it', { prompt: 'a', seed: 7 }, true],
		['that the item does not set', { prompt: 'a' }, false],
	])('of a model that nobody has described counts, %s', async (_what, input, reused) => {
		const { execute } = reuse({ ...found, models: [] });
		expect((await execute({}, { input })).json[0]).toMatchObject({ reused });
	});

	it.each([
		[
			'that was drawn is told, also where the result does not show it',
			{ prompt: 'a', seed: drawn },
		],
		['that the list does not show is not told', { prompt: 'a' }],
	])('%s', async (_what, input) => {
		const { execute } = reuse({
			list: [listed([row({ input })])],
			result: [answer(200, { code: 200, data: row({ input: undefined }) })],
		});
		const { json } = await execute();
		expect(json[0]).toMatchObject({ reused: true });
		expect(json[0]!.input).toStrictEqual(input);
	});
});

describe('one that is under way', () => {
	it('is told to be gone where WaveSpeed forgets it, and is not waited for as a new one is', async () => {
		const going = row({ status: 'processing', outputs: [] });
		const { api, execute } = reuse({
			list: [listed([going])],
			result: [answer(200, { code: 200, data: going }), answer(404, { code: 404 })],
		});
		const { json } = await execute();
		expect(json[0]).toMatchObject({
			error: expect.stringContaining(row().id),
			details: { predictionId: row().id },
		});
		expect(api.requests.filter(({ kind }) => kind === 'result')).toHaveLength(2);
	});
});
