import { setTimeout as delay } from 'node:timers/promises';
import { failureOf, jsonOf } from '../../n8n/executions.mts';
import {
	DONE,
	ended,
	FAILED,
	parked,
	promptsWorkflow,
	publish,
	start,
	type SuspendBench,
} from '../../suspend/suspendBench.mts';
import { hold, holdSame, holdSuccess, paidFor, sameBytes, type Feature } from './feature.mts';
import { SUSPEND, suspended } from './suspend.mts';

const NEVER = { generationTimeMs: Infinity };
/** n8n looks for waits that are over once a minute. */
const LATE_WITHIN_MS = 180_000;
/** The node looks every five minutes (nodes/WaveSpeed/policy.ts). */
const LOOK_WITHIN_MS = 480_000;

const parkedIn = async (bench: SuspendBench, ...variant: Parameters<typeof promptsWorkflow>) => {
	const saved = await publish(bench.session, promptsWorkflow(...variant));
	const id = await start(bench.session, saved, ['one', 'two']);
	await parked(bench.session, id);
	return id;
};

export const lateStop: Feature = {
	name: `${SUSPEND}: a late prediction fails the node (Stop Workflow)`,
	isSlow: true,
	emulator: NEVER,
	async run(bench) {
		const id = await parkedIn(bench, bench.credential, { options: { timeout: 3 } });
		const execution = await ended(bench.session, id, LATE_WITHIN_MS);
		hold(execution.status === 'error', `the execution is ${execution.status}`);
		const [first] = bench.emulator.predictions;
		hold(failureOf(execution)?.includes(first!.id), failureOf(execution) ?? 'no message');
		hold(!execution.data.resultData.runData[DONE], 'the next node ran');
	},
};

export const lateErrorBranch: Feature = {
	name: `${SUSPEND}: late predictions on the error branch, with their ids`,
	isSlow: true,
	emulator: NEVER,
	async run(bench) {
		const id = await parkedIn(bench, bench.credential, {
			onError: 'continueErrorOutput',
			options: { timeout: 3 },
		});
		const execution = await ended(bench.session, id, LATE_WITHIN_MS);
		holdSuccess(execution);
		hold(!execution.data.resultData.runData[DONE], 'the next node on the first branch ran');
		holdSame(
			'late ids',
			jsonOf(execution, FAILED).map(({ details }) => {
				const { reason, predictionId } = details as Record<string, unknown>;
				return [reason, predictionId];
			}),
			['one', 'two'].map((prompt) => [
				'waitTimeout',
				bench.emulator.predictions.find(({ input }) => input.prompt === prompt)?.id,
			]),
		);
	},
};

export const lateContinue: Feature = {
	name: `${SUSPEND}: late predictions as error rows (Continue)`,
	isSlow: true,
	emulator: NEVER,
	async run(bench) {
		const id = await parkedIn(bench, bench.credential, {
			onError: 'continueRegularOutput',
			options: { timeout: 3 },
		});
		const execution = await ended(bench.session, id, LATE_WITHIN_MS);
		holdSuccess(execution);
		const keys = jsonOf(execution, DONE).map((row) => Object.keys(row).sort());
		holdSame('rows', keys, Array(2).fill(['details', 'error']));
	},
};

export const lostCallback: Feature = {
	name: `${SUSPEND}: a lost callback costs five minutes`,
	isSlow: true,
	emulator: { generationTimeMs: 3_000, webhookRetryDelaysMs: [] },
	async run(bench) {
		// A callback that the node cannot verify is refused, and this API does not call again.
		bench.emulator.misbehave({
			when: { path: /webhook\/secret/ },
			times: 9,
			do: { kind: 'transform', change: () => ({ code: 200, data: { secret: 'whsec_other' } }) },
		});
		const variant = { alwaysOutputData: true };
		const execution = await suspended(bench, ['one', 'two'], variant, undefined, LOOK_WITHIN_MS);
		holdSuccess(execution);
		holdSame(
			'answers to the callbacks',
			bench.emulator.callbacks.map(({ status }) => status),
			[401, 401],
		);
		await sameBytes(bench, execution, DONE);
		paidFor(bench, 2);
	},
};

export const parkedAgain: Feature = {
	name: `${SUSPEND}: a look that comes too early parks again`,
	isSlow: true,
	emulator: NEVER,
	async run(bench) {
		const { session, emulator, credential } = bench;
		const id = await parkedIn(bench, credential, { alwaysOutputData: true });
		const looks = () =>
			emulator.requestsTo({ host: 'api', method: 'GET', path: /\/result$/ }).length;
		const before = looks();
		const giveUp = performance.now() + LOOK_WITHIN_MS;
		while (looks() < before + 2) {
			hold(performance.now() < giveUp, 'the node did not look by itself');
			await delay(500);
		}
		const again = await parked(session, id);
		hold(!again.data.resultData.runData[DONE], 'the next node ran before the predictions ended');
		for (const { id: one } of emulator.predictions) emulator.settle(one);
		const execution = await ended(session, id, LATE_WITHIN_MS);
		holdSuccess(execution);
		holdSame('rows', jsonOf(execution, DONE).length, 2);
		await sameBytes(bench, execution, DONE);
		paidFor(bench, 2);
	},
};
