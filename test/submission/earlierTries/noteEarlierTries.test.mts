import type { IDataObject } from 'n8n-workflow';

import { modelWith } from '../../faults/modelWith.mts';
import { runNode, type NodeRunOptions } from '../../faults/nodeWithoutEngine.mts';
import { API, NEVER_ENDS, NO_FAULTS, ScriptedApi } from '../../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../../virtualTime.mts';
import { suspendedAccount } from '../../waiting/suspended/suspendedAccount.mts';

const CANNOT_CONNECT = 'timeout exceeded when trying to connect';
const unreadableKey = {
	getCredentials: async () => await Promise.reject(new Error(CANNOT_CONNECT)),
};

/** An execution whose predictions are still being made, and further tries of it. */
function timedOut(run: Partial<NodeRunOptions> = {}) {
	const time = new VirtualTime(seeded(1));
	const models = [modelWith({ seed: { type: 'integer', default: -1 } })];
	const api = new ScriptedApi(
		{ ...NO_FAULTS, models, looks: Array(9).fill(NEVER_ENDS) } as never,
		time,
	);
	const context: IDataObject = {};
	const attempt = async (options: IDataObject = {}, more: Partial<NodeRunOptions> = {}) => {
		const settings = { timeout: 30, downloadOutputs: false, ...options };
		const ran = await runNode({ api, time, context, ...run, ...more, options: settings });
		return {
			...ran,
			json: ran.rows.map(({ json }) => json as { error: string; details: IDataObject }),
		};
	};
	return { api, context, attempt, ids: () => api.predictions.map(({ id }) => id) };
}

describe('a later try that fails before its first step', () => {
	it('names the prediction where the key cannot be read', async () => {
		const { attempt, ids } = timedOut();
		await attempt();
		const { json } = await attempt({}, { host: unreadableKey });
		expect(json).toEqual([
			{
				error: `${CANNOT_CONNECT}. The prediction is ${ids()[0]}.`,
				details: { reason: 'nodeSettings', predictionId: ids()[0] },
			},
		]);
	});

	it('names it where an option is wrong now, and does not say that nothing was submitted', async () => {
		const { attempt, ids } = timedOut();
		await attempt();
		const { json } = await attempt({ reusePaidResults: 'sometimes' });
		expect(json[0]!.details).toMatchObject({ reason: 'invalidOption', predictionId: ids()[0] });
		expect(json[0]!.error).toContain(`Nothing more was submitted. The prediction is ${ids()[0]}.`);
	});

	it('names the predictions of all variations where the item has one row', async () => {
		const { attempt, ids } = timedOut();
		await attempt({ variations: 3 });
		const { json } = await attempt({ variations: 3 }, { host: unreadableKey });
		expect(json).toHaveLength(1);
		expect(json[0]!.details).toEqual({
			reason: 'nodeSettings',
			predictionId: ids()[0],
			otherPredictions: ids()
				.slice(1)
				.map((predictionId) => ({ item: 0, predictionId })),
		});
		expect(json[0]!.error).toContain('2 other predictions of this run are paid for.');
	});

	it('names those of all items where the node stops on errors', async () => {
		const { attempt, ids } = timedOut({ prompts: ['a', 'b'], onError: 'stop' });
		await attempt();
		const { thrown } = await attempt({}, { host: unreadableKey });
		expect(thrown[0]!.context!.data).toMatchObject({
			predictionId: ids()[0],
			otherPredictions: [{ item: 1, predictionId: ids()[1] }],
		});
	});

	it('names it for an agent that calls again, with the same arguments and another id', async () => {
		const call = (toolCallId: string): Partial<NodeRunOptions> => ({
			node: { rewireOutputLogTo: 'ai_tool' } as never,
			host: { inputData: { main: [[{ json: { prompt: 'a', toolCallId } }]] } },
		});
		const { attempt, ids } = timedOut();
		await attempt({}, call('one'));
		const again = call('two');
		const { json } = await attempt({}, { ...again, host: { ...again.host, ...unreadableKey } });
		expect(ids()).toHaveLength(1);
		expect(JSON.stringify(json)).toContain(ids()[0]!);
	});

	it('says what is wrong with the records where those cannot be read', async () => {
		const { attempt, context, ids } = timedOut();
		context.waveSpeedSubmissions = { version: 3 };
		const { json } = await attempt();
		expect(json[0]!.error).toContain('newer version of this node');
		const { json: unreadable } = await attempt({}, { host: unreadableKey });
		expect(unreadable[0]!.error).toContain(CANNOT_CONNECT);
		expect(ids()).toEqual([]);
	});
});

describe('a suspended execution that continues and fails before its first step', () => {
	it.each([
		['the key cannot be read', {}, unreadableKey],
		['an option is wrong now', { timeout: 'soon' }, {}],
	])('names the prediction where %s', async (_what, options, host) => {
		const { execute, ids } = suspendedAccount();
		await execute();
		const { json } = await execute(options, { host });
		expect(json[0]!.details).toMatchObject({ predictionId: ids()[0] });
	});

	it('takes it up where the key can be read again', async () => {
		const { execute, ids, letEnd } = suspendedAccount();
		await execute();
		await execute({}, { host: unreadableKey });
		letEnd(0);
		const { json } = await execute(
			{},
			{ host: { getCredentials: async () => ({ apiKey: 'k', baseUrl: API }) } },
		);
		expect(json.map(({ id }) => id)).toEqual(ids());
	});
});
