import type { IDataObject } from 'n8n-workflow';

import { agentRow, isErrorForModel } from '../../nodes/WaveSpeed/n8n/agentAnswers.ts';

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
