import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';
import { InputError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';
import type { ItemSteps } from '../../nodes/WaveSpeed/item/runOperation.ts';
import { runNode, type NodeRunOptions } from '../faults/nodeWithoutEngine.mts';
import { answer, lostAndAccepted, run } from '../faults/runWithoutEngine.mts';
import { VirtualTime } from '../virtualTime.mts';
import { MODEL, NO_FAULTS, ScriptedApi, type FaultScript } from '../faults/scriptedApi.mts';

describe('items that n8n gave up starting', () => {
	it('submit nothing where the node fails anyway', async () => {
		const { api, rows, thrown } = await run(
			{},
			{ prompts: ['a', 'b', 'c'], started: 2, onError: 'stop' },
		);
		expect(api.requests).toEqual([]);
		expect(rows).toEqual([]);
		expect(thrown).toEqual([]);
	});

	it('go on without the others where the node goes on after errors', async () => {
		const { api, rows } = await run({}, { prompts: ['a', 'b', 'c'], started: 2 });
		expect(api.predictions).toHaveLength(2);
		expect(rows.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
	});
});

describe('an item that fails before it can do anything', () => {
	it('says what is wrong with the credential, and sends nothing', async () => {
		const { api, errors, rows } = await run(
			{},
			{ prompts: ['a', 'b'], credential: { baseUrl: 'ftp://wavespeed.ai' } },
		);
		for (const item of [0, 1]) {
			expect(errors[item]).toMatchObject({
				error: expect.stringMatching(new RegExp(`Base URL.* \\[item ${item}\\]$`)),
				details: { reason: 'invalidBaseUrl' },
			});
			expect(rows[item]!.pairedItem).toEqual({ item });
		}
		expect(api.requests).toEqual([]);
	});
});

describe('a failure that no step has put into words', () => {
	it('is told as what it is to the user', async () => {
		const { errors } = await run(
			{},
			{
				operation: async () => {
					throw new CallFailure('refused', { status: 403 });
				},
			},
		);
		expect(errors[0]!.error).toMatch(/^WaveSpeed does not allow this with the given API key\./);
		expect(errors[0]!.details).toEqual({ reason: 'forbidden', httpStatus: 403 });
	});
});

describe('an item that has paid and then fails', () => {
	const failing =
		(paid: (index: number) => string[], error: () => Error): ItemSteps =>
		async ({ run: { ledger }, index }) => {
			for (const predictionId of paid(index)) ledger.accepted(index, predictionId);
			throw error();
		};

	it('names its prediction, even where the node itself made the mistake', async () => {
		const { errors } = await run(
			{},
			{
				prompts: ['a', 'b'],
				operation: failing(
					(index) => [`p${index}`],
					() => new TypeError('x is not a function'),
				),
			},
		);
		expect(errors).toEqual([
			{
				error: 'x is not a function. The prediction is p0. [item 0]',
				details: { reason: 'nodeSettings', predictionId: 'p0' },
			},
			{
				error: 'x is not a function. The prediction is p1. [item 1]',
				details: { reason: 'nodeSettings', predictionId: 'p1' },
			},
		]);
	});

	it('names the last one, where more than one was made for it', async () => {
		const { errors } = await run(
			{},
			{
				operation: failing(
					() => ['p0', 'p1', 'p2'],
					() => new Error('x'),
				),
			},
		);
		expect(errors[0]!.details.predictionId).toBe('p2');
	});

	it('names it once, and does not change what the error says already', async () => {
		const error = () => new InputError('p7 is lost.', { reason: 'refused', predictionId: 'p7' });
		const { errors } = await run({}, { operation: failing(() => ['p0'], error) });
		expect(errors).toEqual([
			{ error: 'p7 is lost.', details: { reason: 'refused', predictionId: 'p7' } },
		]);
	});

	it('names its own, where the error is about all items of the run', async () => {
		const { errors } = await run(
			{},
			{
				prompts: ['a', 'b'],
				operation: failing(
					(index) => [`p${index}`],
					() => new InputError('x.', { reason: 'priceLimit' }, undefined, 'run'),
				),
			},
		);
		expect(errors).toEqual(
			[0, 1].map((item) => ({
				error: `x. The prediction is p${item}.`,
				details: { reason: 'priceLimit', predictionId: `p${item}` },
			})),
		);
	});

	it('names none where it has paid for none', async () => {
		const { errors } = await run(
			{},
			{
				prompts: ['a', 'b'],
				operation: failing(
					(index) => (index === 0 ? ['p0'] : []),
					() => new Error('x'),
				),
			},
		);
		expect(errors[1]).toEqual({ error: 'x. [item 1]', details: { reason: 'nodeSettings' } });
	});
});

describe('a node that fails as a whole', () => {
	it('waits for the items under way, and tells what they were paid for', async () => {
		const { api, thrown } = await run(
			{ submit: [answer(422)] },
			{
				onError: 'stop',
				prompts: ['a', 'b'],
				delay: ({ accepted }) => (accepted === undefined ? 0 : 5_000),
			},
		);
		expect(thrown[0]!.message).toMatch(
			/Nothing was submitted, nothing was charged\. Another prediction of this run is paid for/,
		);
		expect(thrown[0]!.context!.data!.otherPredictions).toEqual([
			{ item: 1, predictionId: api.predictions[0]!.id },
		]);
		expect(thrown[0]!.context!.data).not.toHaveProperty('otherPossibleCharges');
	});

	it('tells of a possible charge once, with the item that it is of', async () => {
		const { thrown, api } = await run(
			{ submit: [lostAndAccepted] },
			{ onError: 'stop', prompts: ['a', 'b', 'c'], options: { maxInFlight: 1 } },
		);
		expect(api.predictions).toHaveLength(1);
		expect(thrown).toHaveLength(1);
		for (const { message, context } of thrown) {
			expect(message).toMatch(/\[item 0\]$/);
			expect(context!.data).toMatchObject({ reason: 'outcomeUnknown', chargePossible: true });
			expect(context!.data).not.toHaveProperty('otherPossibleCharges');
		}
	});
});

describe('the call of an AI agent’s tool', () => {
	/** Calls of the same tool in one execution, one after the other. */
	function callsIn(script: Partial<FaultScript>, node: NodeRunOptions['node']) {
		const time = new VirtualTime(() => 0.5);
		const api = new ScriptedApi({ ...NO_FAULTS, ...script }, time);
		const context = {};
		let runIndex = 0;
		const call = async (prompt = 'a') =>
			await runNode({
				api,
				time,
				prompts: [prompt],
				node,
				context,
				runIndex: runIndex++,
			});
		return { api, context, call };
	}
	const asTool = { rewireOutputLogTo: 'ai_tool' } as const;
	const refused = answer(403, { code: 403, message: 'role' });

	it('tells the model what it can use, and fetches no file', async () => {
		const { api, call } = callsIn({}, asTool);
		const { rows } = await call();
		expect(rows[0]!.json).toMatchObject({ prompt: 'a', status: 'completed', model: MODEL });
		expect(rows[0]!.json).not.toHaveProperty('input');
		expect(rows[0]!.binary).toBeUndefined();
		expect(api.requests.some(({ kind }) => kind === 'output')).toBe(false);
	});

	it('that has failed after paying is gone on with by the next call with the same input', async () => {
		const { api, call } = callsIn({ result: [refused] }, asTool);
		const failed = await call();
		expect(failed.rows[0]!.json.details).toMatchObject({
			reason: 'forbidden',
			predictionId: api.predictions[0]!.id,
		});
		const { rows } = await call();
		expect(api.predictions).toHaveLength(1);
		expect(rows[0]!.json).toMatchObject({ id: api.predictions[0]!.id, status: 'completed' });
		await call();
		expect(api.predictions).toHaveLength(2);
	});

	it('that has failed is not gone on with for another input', async () => {
		const { api, call } = callsIn({ result: [refused] }, asTool);
		await call();
		await call('b');
		expect(api.predictions.map(({ input }) => input.prompt)).toEqual(['a', 'b']);
	});

	it('that no agent made leaves nothing to the next iteration of a loop', async () => {
		const { api, context, call } = callsIn({ result: [refused] }, {});
		await call();
		expect(JSON.stringify(context)).toContain(api.predictions[0]!.id);
		expect(JSON.stringify(context)).not.toContain('leftToNextCall');
		await call();
		expect(api.predictions).toHaveLength(2);
	});
});
