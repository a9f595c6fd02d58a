import { createProcessServices } from '../../../nodes/WaveSpeed/item/processServices.ts';
import { modelWith } from '../../faults/modelWith.mts';
import { runNode, type NodeRunOptions } from '../../faults/nodeWithoutEngine.mts';
import { NEVER_ENDS, NO_FAULTS, ScriptedApi, type FaultScript } from '../../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../../virtualTime.mts';

const SEED = { seed: { type: 'integer', default: -1 } };
const refused = { kind: 'answer', status: 402, body: '{"code":402}', accepted: false } as const;
const accepted = { kind: 'change', data: {} } as const;

/** Executions of one chain of retries, in one n8n until it is killed. */
function chain(
	script: Partial<FaultScript>,
	inputs: object,
	options: NodeRunOptions['options'] = {},
) {
	const time = new VirtualTime(seeded(1));
	const api = new ScriptedApi({ ...NO_FAULTS, models: [modelWith(inputs)], ...script }, time);
	const services = createProcessServices(time);
	const began = time.date().getTime();
	/** n8n begins it with the failed node, and stores it with a copy of that node's data. */
	const retryOf = (id: string): Partial<NodeRunOptions> => ({
		retryOf: id,
		host: {
			additionalData: { hooks: { retryOf: id }, currentNodeExecutionIndex: 1 },
			runExecutionData: {
				resumeToken: 'one',
				resultData: { runData: { Start: [{ startTime: began }] } },
				executionData: { runtimeData: { establishedAt: began } },
			},
		},
	});
	const execute = async (executionId: string, more: Partial<NodeRunOptions> = {}) =>
		await runNode({
			api,
			time,
			services,
			executionId,
			resumeToken: 'one',
			...more,
			options: { downloadOutputs: false, ...options },
		});
	/** It is killed in its first minute. */
	const kill = async (executionId: string, more: Partial<NodeRunOptions>) => {
		const controller = new AbortController();
		void time.sleep(60_000).then(() => controller.abort());
		await execute(executionId, { ...more, signal: controller.signal });
		for (const prediction of api.predictions) prediction.looksLeft = 1;
	};
	const afterRestart = () => ({ services: createProcessServices(time) });
	return { api, execute, kill, retryOf, afterRestart };
}

describe.each([
	['takes no seed', {}],
	['takes a seed', SEED],
])('a model that %s: what a killed retry has paid for', (_what, inputs) => {
	it.each(['2', '1'])('is taken up by a retry of %s', async (retried) => {
		const { api, execute, kill, retryOf, afterRestart } = chain(
			{ submit: [refused], looks: [NEVER_ENDS] },
			inputs,
		);
		const context = {};
		await execute('1', { context, onError: 'stop' });
		const stored = JSON.stringify(context);
		await kill('2', { context: JSON.parse(stored) as object, ...retryOf('1') });
		expect(api.predictions).toHaveLength(1);
		const { rows } = await execute('3', {
			context: JSON.parse(stored) as object,
			...retryOf(retried),
			...afterRestart(),
		});
		expect(rows.map(({ json }) => json.id)).toEqual([api.predictions[0]!.id]);
		expect(api.predictions).toHaveLength(1);
	});

	it('is taken up where the first execution’s own was refunded', async () => {
		const { api, execute, kill, retryOf, afterRestart } = chain(
			{ failing: [true], looks: [1, NEVER_ENDS] },
			inputs,
		);
		const context = {};
		await execute('1', { context });
		const stored = JSON.stringify(context);
		await kill('2', { context: JSON.parse(stored) as object, ...retryOf('1') });
		expect(api.predictions).toHaveLength(2);
		const { rows } = await execute('3', {
			context: JSON.parse(stored) as object,
			...retryOf('2'),
			...afterRestart(),
		});
		expect(rows.map(({ json }) => json.id)).toEqual([api.predictions[1]!.id]);
		expect(api.predictions).toHaveLength(2);
	});
});

it('a further attempt is taken up that was made after a wait, before n8n was killed', async () => {
	const { api, execute, kill, retryOf, afterRestart } = chain(
		{ submit: [accepted, refused], failing: [true], looks: [1, NEVER_ENDS] },
		SEED,
		{ whenPredictionFails: 'tryAgain', tryAgainTimes: 2 },
	);
	const context = {};
	await execute('1', { context });
	const stored = JSON.stringify(context);
	await kill('1', { context: JSON.parse(stored) as object });
	expect(api.predictions).toHaveLength(2);
	await execute('2', {
		context: JSON.parse(stored) as object,
		...retryOf('1'),
		...afterRestart(),
	});
	expect(api.predictions).toHaveLength(2);
});
