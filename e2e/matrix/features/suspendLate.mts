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
	type OwnEmulator,
} from '../../suspend/ownEmulator.mts';
import { hold, holdSame, holdSuccess, paidFor, sameBytes, type Feature } from './feature.mts';
import { SUSPEND, suspended } from './suspend.mts';

const NEVER = { generationTimeMs: Infinity };
/** n8n looks for waits that are over once a minute. */
const LATE_WITHIN_MS = 180_000;
/** The node looks every five minutes (nodes/WaveSpeed/policy.ts). */
const LOOK_WITHIN_MS = 480_000;

const parkedIn = async (setup: OwnEmulator, ...variant: Parameters<typeof promptsWorkflow>) => {
	const saved = await publish(setup.session, promptsWorkflow(...variant));
	const id = await start(setup.session, saved, ['one', 'two']);
	await parked(setup.session, id);
	return id;
};

export const lateStop: Feature = {
	name: `${SUSPEND}: a late prediction fails the node (Stop Workflow)`,
	isSlow: true,
	emulator: NEVER,
	async run(setup) {
		const id = await parkedIn(setup, setup.credential, { options: { timeout: 3 } });
		const execution = await ended(setup.session, id, LATE_WITHIN_MS);
		hold(execution.status === 'error', `the execution is ${execution.status}`);
		const [first] = setup.emulator.predictions;
		hold(failureOf(execution)?.includes(first!.id), failureOf(execution) ?? 'no message');
		hold(!execution.data.resultData.runData[DONE], 'the next node ran');
	},
};

export const lateErrorBranch: Feature = {
	name: `${SUSPEND}: late predictions on the error branch, with their ids`,
	isSlow: true,
	emulator: NEVER,
	async run(setup) {
		const id = await parkedIn(setup, setup.credential, {
			onError: 'continueErrorOutput',
			options: { timeout: 3 },
		});
		const execution = await ended(setup.session, id, LATE_WITHIN_MS);
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
				setup.emulator.predictions.find(({ input }) => input.prompt === prompt)?.id,
			]),
		);
	},
};

export const lateContinue: Feature = {
	name: `${SUSPEND}: late predictions as error rows (Continue)`,
	isSlow: true,
	emulator: NEVER,
	async run(setup) {
		const id = await parkedIn(setup, setup.credential, {
			onError: 'continueRegularOutput',
			options: { timeout: 3 },
		});
		const execution = await ended(setup.session, id, LATE_WITHIN_MS);
		holdSuccess(execution);
		const keys = jsonOf(execution, DONE).map((row) => Object.keys(row).sort());
		holdSame('rows', keys, Array(2).fill(['details', 'error']));
	},
};

export const lostCallback: Feature = {
	name: `${SUSPEND}: a lost callback costs five minutes`,
	isSlow: true,
	emulator: { generationTimeMs: 3_000, webhookRetryDelaysMs: [] },
	async run(setup) {
		// A callback that the node cannot verify is refused, and this API does not call again.
		setup.emulator.misbehave({
			when: { path: /webhook\/secret/ },
			times: 9,
			do: { kind: 'transform', change: () => ({ code: 200, data: { secret: 'whsec_other' } }) },
		});
		const variant = { alwaysOutputData: true };
		const execution = await suspended(setup, ['one', 'two'], variant, undefined, LOOK_WITHIN_MS);
		holdSuccess(execution);
		holdSame(
			'answers to the callbacks',
			setup.emulator.callbacks.map(({ status }) => status),
			[401, 401],
		);
		await sameBytes(setup, execution, DONE);
		paidFor(setup, 2);
	},
};

export const parkedAgain: Feature = {
	name: `${SUSPEND}: a look that comes too early parks again`,
	isSlow: true,
	emulator: NEVER,
	async run(setup) {
		const { session, emulator, credential } = setup;
		const id = await parkedIn(setup, credential, { alwaysOutputData: true });
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
		await sameBytes(setup, execution, DONE);
		paidFor(setup, 2);
	},
};
