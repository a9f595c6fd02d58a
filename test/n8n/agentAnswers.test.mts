import type { IDataObject } from 'n8n-workflow';

import { agentRow, isErrorForModel } from '../../nodes/WaveSpeed/n8n/agentAnswers.ts';
import { modelWith } from '../faults/modelWith.mts';
import { runNode, type NodeRunOptions } from '../faults/nodeWithoutEngine.mts';
import { NO_FAULTS, ScriptedApi, type FaultScript } from '../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../virtualTime.mts';

describe('the row that a model reads', () => {
	it('has the text of a prediction once, in its outputs', () => {
		const row = { id: 'a', status: 'completed', outputs: ['Hello.'], text: 'Hello.' };
		expect(agentRow({ json: row }).json).toEqual({
			id: 'a',
			status: 'completed',
			outputs: ['Hello.'],
		});
	});

	it('keeps a text that is none of a prediction', () => {
		expect(agentRow({ json: { text: 'Hello.' } }).json).toEqual({ text: 'Hello.' });
	});
});

/** A tool's call by one of n8n's older agents, with Retry On Fail. */
const callOf = (context: IDataObject): never =>
	({
		getContext: () => context,
		getExecuteData: () => ({ data: { ai_tool: [[{ json: {} }]], main: [[{ json: {} }]] } }),
		getNode: () => ({ rewireOutputLogTo: 'ai_tool', retryOnFail: true, maxTries: 3 }),
	}) as never;

describe('the tries of a tool’s call', () => {
	const allTries = [false, false, true];
	const triesIn = (context: IDataObject) => allTries.map(() => isErrorForModel(callOf(context)));

	it('are counted, and the error of the last one is for the model', () => {
		expect(triesIn({})).toEqual(allTries);
	});

	it.each([['many'], [null], [-1], [0.5], [{}]])('begin anew where the count is %j', (count) => {
		const context: IDataObject = {};
		isErrorForModel(callOf(context));
		const tries = context.waveSpeedToolTries as IDataObject;
		for (const call of Object.keys(tries)) tries[call] = count;
		expect(triesIn(context)).toEqual(allTries);
	});

	it.each([['none'], [[]], [7]])('begin anew where %j is stored', (stored) => {
		expect(triesIn({ waveSpeedToolTries: stored })).toEqual(allTries);
	});
});

describe('a call by one of n8n’s older agents', () => {
	const models = [modelWith({ seed: { type: 'integer', default: -1 } })];
	const inputData = { ai_tool: [[{ json: { prompt: 'a cat' } }]] };
	const call = async (more: Partial<NodeRunOptions>, script: Partial<FaultScript> = {}) => {
		const time = more.time ?? new VirtualTime(seeded(1));
		const api = more.api ?? new ScriptedApi({ ...NO_FAULTS, models, ...script }, time);
		const options = { downloadOutputs: false, ...more.options };
		return { api, time, ...(await runNode({ host: { inputData }, ...more, api, time, options })) };
	};

	it('with the arguments of an earlier one makes something else', async () => {
		const context = {};
		const { api, time } = await call({ context, runIndex: 1 });
		await call({ context, runIndex: 2, api, time });
		const seeds = api.predictions.map(({ input }) => input.seed);
		expect(seeds).toHaveLength(2);
		expect(new Set(seeds).size).toBe(2);
	});

	it.each([1, 2])(
		'with %i variations tells the model of its last try’s error',
		async (variations) => {
			const { rows, tries } = await call(
				{
					onError: 'stop',
					tries: 2,
					node: { retryOnFail: true, maxTries: 2 },
					options: { variations },
				},
				{ failing: Array.from({ length: 20 }, () => true) },
			);
			expect(tries).toBe(2);
			expect(rows[0]!.json.error).toMatch(/^Prediction \S+ failed/);
		},
	);
});
