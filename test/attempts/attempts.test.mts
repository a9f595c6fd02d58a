import type { IDataObject } from 'n8n-workflow';

import { runNode, type NodeRunOptions } from '../faults/nodeWithoutEngine.mts';
import { answer, lostAndAccepted } from '../faults/runWithoutEngine.mts';
import { MODEL, NO_FAULTS, ScriptedApi, type FaultScript } from '../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../virtualTime.mts';

const OTHER = 'maker/other';
const THIRD = 'maker/third';
const modelWith = (model_id: string, properties: object) => ({
	model_id,
	api_schema: {
		api_schemas: [
			{
				type: 'model_run',
				request_schema: { type: 'object', properties, additionalProperties: false },
			},
		],
	},
});
const inputs = {
	prompt: { type: 'string' },
	duration: { type: 'integer', default: 4, maximum: 10 },
	seed: { type: 'integer', default: -1 },
};
const models = [
	modelWith(MODEL, inputs),
	modelWith(OTHER, { prompt: { type: 'string' }, duration: { type: 'integer', maximum: 6 } }),
	modelWith(THIRD, inputs),
];
const again = (tryAgainTimes: number): IDataObject => ({
	whenPredictionFails: 'tryAgain',
	tryAgainTimes,
});
const others = (...ids: string[]): IDataObject => ({
	whenPredictionFails: 'otherModels',
	otherModels: { models: ids.map((value) => ({ model: { __rl: true, mode: 'list', value } })) },
});

async function run(
	script: Partial<FaultScript>,
	options: IDataObject,
	more: Partial<NodeRunOptions> = {},
) {
	const time = new VirtualTime(seeded(1));
	const prices = { [MODEL]: 0.4, [OTHER]: 0.2, [THIRD]: 0.9 };
	const api = new ScriptedApi({ ...NO_FAULTS, models, prices, ...script }, time);
	const ran = await runNode({
		api,
		time,
		...more,
		options,
	});
	const json = ran.rows.map((row) => row.json as IDataObject & { details?: IDataObject });
	return { ...ran, api, json, ids: api.predictions.map(({ id }) => id) };
}

describe('Failure: Next Step: Try Again', () => {
	it('submits again, and the row tells of all attempts', async () => {
		const { api, json, ids } = await run({ failing: [true, true] }, again(3));
		expect(api.predictions).toHaveLength(3);
		expect(json[0]).toMatchObject({
			id: ids[2],
			status: 'completed',
			attempts: [
				{ model: MODEL, id: ids[0], status: 'failed', reason: 'Task execution failed' },
				{ model: MODEL, id: ids[1], status: 'failed' },
				{ model: MODEL, id: ids[2], status: 'completed' },
			],
		});
		expect(json[0]).not.toHaveProperty('error');
	});

	it('gives each attempt a seed of its own, and the same input', async () => {
		const { api } = await run({ failing: [true] }, again(1), {
			input: { prompt: 'a', duration: 8 },
		});
		const [one, two] = api.predictions.map(({ input }) => input);
		expect(one!.seed).not.toBe(two!.seed);
		expect({ ...one, seed: 0 }).toEqual({ ...two, seed: 0 });
	});

	it('keeps a seed that the user has set', async () => {
		const { api } = await run({ failing: [true] }, again(1), { input: { prompt: 'a', seed: 5 } });
		expect(api.predictions.map(({ input }) => input.seed)).toEqual([5, 5]);
	});

	it('sends what the first attempt sent, also where an expression would give something else', async () => {
		let evaluated = 0;
		const input = {
			get prompt() {
				return `a ${++evaluated}`;
			},
		};
		const { api } = await run({ failing: [true] }, again(1), { input });
		const [one, two] = api.predictions.map(({ input: sent }) => sent.prompt);
		expect(one).toBe(two);
	});

	it('ends when the attempts are used up, and names them all', async () => {
		const { api, json, ids } = await run({ failing: [true, true, true] }, again(1));
		expect(api.predictions).toHaveLength(2);
		expect(json[0]!.error).toMatch(/^Both attempts have failed\. Prediction /);
		expect(json[0]!.details!.attempts).toMatchObject(ids.map((id) => ({ id, status: 'failed' })));
	});

	it('allows as many attempts over all tries of n8n’s as it says', async () => {
		const { api, json, tries, ids } = await run({ failing: Array(9).fill(true) }, again(2), {
			tries: 4,
		});
		expect(tries).toBe(4);
		expect(api.predictions).toHaveLength(3);
		expect(json[0]!.error).toContain('All attempts that “Failure: Next Step” allows');
		for (const id of ids) expect(JSON.stringify(json)).toContain(id);
	});

	it('goes on with the next attempt in a later try', async () => {
		const { api, json } = await run(
			{ failing: [true], submit: [{ kind: 'none' }, answer(400, { code: 400, message: 'no' })] },
			again(2),
			{ tries: 2 },
		);
		expect(api.predictions).toHaveLength(2);
		expect(json[0]).toMatchObject({ status: 'completed' });
		expect(json[0]!.attempts).toHaveLength(2);
	});

	it.each([
		[{ code: 1200, error: 'The content contains sensitive information.' }],
		[{ error: 'Blocked by content moderation' }],
		[{ code: 1402, error: 'media URL not accessible' }],
		[{ code: 1407, error: 'insufficient credits' }],
		[{ status: 'cancelled' }],
		[{ status: 'deleted' }],
	])('does not try again what ended with %j', async (failure) => {
		const { api, json, ids } = await run({ failing: [failure] }, again(5));
		expect(api.predictions).toHaveLength(1);
		expect(json[0]!.details).toMatchObject({ predictionId: ids[0] });
	});

	it.each([
		[{ code: 1200 }, /did not submit it again: the input made it fail/],
		[{ status: 'deleted' }, /a retry does not submit it again/],
	])('says why for %j', async (failure, why) => {
		const { json } = await run({ failing: [failure] }, again(5));
		expect(json[0]!.error).toMatch(why);
		const without = await run({ failing: [failure] }, {});
		expect(without.json[0]!.error).not.toContain('Failure: Next Step');
	});

	it.each([
		[{ code: 1403, error: 'Task execution failed' }],
		[{ code: 1405 }],
		[{ code: 1406 }],
		[{ code: 5003 }],
		[{ code: '5004', status: 'timeout' } as never],
		[{}],
	])('tries again what ended with %j', async (failure) => {
		const { api } = await run({ failing: [failure] }, again(1));
		expect(api.predictions).toHaveLength(2);
	});

	it('does not send the attempt again whose outcome nobody knows, and takes it up', async () => {
		const { api, json } = await run(
			{ failing: [true], submit: [{ kind: 'none' }, lostAndAccepted] },
			again(3),
			{ tries: 2 },
		);
		expect(api.predictions).toHaveLength(2);
		expect(json[0]).toMatchObject({ status: 'completed', id: api.predictions[1]!.id });
		expect(json[0]!.attempts).toHaveLength(2);
	});

	it.each([0, 6, 1.5, -1])('%d times is refused before anything is sent', async (times) => {
		const { api, json } = await run({}, again(times));
		expect(json[0]!.error).toContain('“Failure: More Tries” must be a whole number from 1 to 5');
		expect(api.requests).toEqual([]);
	});
});

describe('Failure: Next Step: Use Other Models', () => {
	it('goes on with the models in their order, with the inputs carried over by name', async () => {
		const { api, json } = await run({ failing: [true, true] }, others(OTHER, THIRD), {
			input: { prompt: 'a', duration: 6 },
		});
		expect(api.predictions.map(({ model }) => model)).toEqual([MODEL, OTHER, THIRD]);
		for (const { input } of api.predictions) {
			expect(input).toMatchObject({ prompt: 'a', duration: 6 });
		}
		// It takes no seed, and the one that the node has drawn is not the user's.
		expect(api.predictions[1]!.input).not.toHaveProperty('seed');
		expect(json[0]!.attempts).toMatchObject([MODEL, OTHER, THIRD].map((model) => ({ model })));
	});

	it('takes ids as well as what the picker stores', async () => {
		const { api } = await run(
			{ failing: [true] },
			{ whenPredictionFails: 'otherModels', otherModels: [` ${OTHER}/ `] as never },
		);
		expect(api.predictions[1]!.model).toBe(OTHER);
	});

	it('says at once which model could not take over, and pays nothing', async () => {
		const { api, json } = await run({}, others(THIRD, OTHER), {
			input: { prompt: 'a', duration: 8 },
		});
		expect(json[0]!.error).toMatch(/^The other model maker\/other could not take over\. /);
		expect(json[0]!.details).toMatchObject({ model: OTHER, field: 'options.otherModels' });
		expect(api.predictions).toEqual([]);
	});

	it('says at once that a model does not exist', async () => {
		const { api, json } = await run({}, others('maker/nobody'));
		expect(json[0]!.details).toMatchObject({ reason: 'modelNotFound' });
		expect(api.predictions).toEqual([]);
	});

	it('wants to be told which models', async () => {
		const { api, json } = await run({}, others());
		expect(json[0]!.error).toContain('no other model is chosen');
		expect(api.requests).toEqual([]);
	});

	it('says at once that one is too expensive', async () => {
		const { api, json } = await run({}, { ...others(THIRD), maxPricePerPrediction: 0.5 });
		expect(json[0]!.error).toContain('The other model maker/third could not take over.');
		expect(json[0]!.error).toContain('$0.90');
		expect(api.predictions).toEqual([]);
	});
});

describe('the price limit of a run', () => {
	it('counts every attempt, and the error says why there was no further one', async () => {
		const { api, json } = await run(
			{ failing: [true, true, true] },
			{ ...again(3), maxPricePerRun: 1 },
		);
		expect(api.predictions).toHaveLength(2);
		expect(json[0]!.error).toContain('No further attempt was made: ');
		expect(json[0]!.error).toContain('$1.20');
		expect(json[0]!.details!.attempts).toMatchObject([
			{ quoted_price_usd: 0.4 },
			{ quoted_price_usd: 0.4 },
		]);
	});

	it('counts the attempts of earlier tries', async () => {
		const { api } = await run(
			{ failing: [true, true, true], submit: [{ kind: 'none' }, answer(400, { code: 400 })] },
			{ ...again(4), maxPricePerRun: 1 },
			{ tries: 3 },
		);
		expect(api.predictions).toHaveLength(2);
	});

	it('has room for one more attempt, and two items want it at the same moment', async () => {
		const { api } = await run(
			{ failing: [true, true] },
			{ ...again(1), maxPricePerRun: 1.2 },
			{ prompts: ['a', 'b'] },
		);
		expect(api.predictions).toHaveLength(3);
	});

	it('leaves the attempts of one item to another', async () => {
		const { api, json } = await run(
			{ failing: [true, false, true] },
			{ ...again(5), maxPricePerRun: 1.2 },
			{ prompts: ['a', 'b'] },
		);
		expect(api.predictions).toHaveLength(3);
		expect(json.map((row) => 'error' in row)).toEqual([true, false]);
	});
});
