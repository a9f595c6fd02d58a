import { failureOf, jsonOf, type Execution } from '../../n8n/executions.mts';
import type { Workflow } from '../../n8n/workflows.mts';
import {
	DONE,
	ended,
	FAILED,
	parked,
	promptsWorkflow,
	publish,
	start,
	type OwnEmulator,
	type Variant,
} from '../../suspend/ownEmulator.mts';
import { hold, holdSame, holdSuccess, paidFor, sameBytes, type Feature } from './feature.mts';
import { RANDOM_SEED } from './retry.mts';

export const SUSPEND = 'Suspend the Execution';
/** Longer than an execution takes to be parked. */
export const PARKED = { generationTimeMs: 3_000 };

/** Runs the prompts, sees the execution parked, and returns it when it has ended. */
export async function suspended(
	setup: OwnEmulator,
	prompts: string[],
	variant: Variant = {},
	workflow: Workflow = promptsWorkflow(setup.credential, variant),
	withinMs = 120_000,
): Promise<Execution> {
	const { session } = setup;
	const saved = await publish(session, workflow);
	const id = await start(session, saved, prompts);
	const waiting = await parked(session, id);
	hold(!waiting.data.resultData.runData[DONE], 'the next node ran before the predictions ended');
	return await ended(session, id, withinMs);
}

export const suspendStop: Feature = {
	name: `${SUSPEND}: several items, files`,
	emulator: PARKED,
	async run(setup) {
		const execution = await suspended(setup, ['one', 'two', 'three']);
		holdSuccess(execution);
		holdSame(
			'ids',
			jsonOf(execution, DONE).map(({ id }) => id),
			['one', 'two', 'three'].map(
				(prompt) => setup.emulator.predictions.find(({ input }) => input.prompt === prompt)?.id,
			),
		);
		await sameBytes(setup, execution, DONE);
		holdSame('runs of the next node', execution.data.resultData.runData[DONE]?.length, 1);
		paidFor(setup, 3);
	},
};

export const suspendStopFailed: Feature = {
	name: `${SUSPEND}: a failed prediction fails the node (Stop Workflow)`,
	emulator: PARKED,
	async run(setup) {
		const execution = await suspended(setup, ['one', 'two [fail]']);
		hold(execution.status === 'error', `the execution is ${execution.status}`);
		const failed = setup.emulator.predictions.find(({ input }) => input.prompt === 'two [fail]');
		hold(failureOf(execution)?.includes(failed!.id), failureOf(execution) ?? 'no message');
		hold(!execution.data.resultData.runData[DONE], 'the next node ran');
	},
};

export const suspendContinue: Feature = {
	name: `${SUSPEND}: error rows in their places (Continue)`,
	emulator: PARKED,
	async run(setup) {
		const variant = { onError: 'continueRegularOutput' } as const;
		const execution = await suspended(setup, ['one', 'two [fail]', 'three'], variant);
		holdSuccess(execution);
		const rows = jsonOf(execution, DONE);
		holdSame(
			'rows with an error',
			rows.map((row) => 'error' in row),
			[false, true, false],
		);
		holdSame('keys', Object.keys(rows[1] ?? {}).sort(), ['details', 'error']);
	},
};

export const suspendErrorBranch: Feature = {
	name: `${SUSPEND}: failures on the error branch`,
	emulator: PARKED,
	async run(setup) {
		const variant = { onError: 'continueErrorOutput' } as const;
		const execution = await suspended(setup, ['one', 'two [fail]', '', 'three'], variant);
		holdSuccess(execution);
		const rows = [jsonOf(execution, DONE).length, jsonOf(execution, FAILED).length];
		holdSame('rows on the branches', rows, [2, 2]);
		for (const row of jsonOf(execution, FAILED)) {
			holdSame('keys', Object.keys(row).sort(), ['details', 'error', 'prompt']);
		}
		paidFor(setup, 3);
	},
};

export const suspendRetry: Feature = {
	name: `${SUSPEND}: with Retry On Fail and another seed in every try pays once`,
	emulator: PARKED,
	async run(setup) {
		setup.emulator.misbehave({
			when: { host: 'outputs', method: 'GET' },
			do: { kind: 'reply', status: 404 },
		});
		const variant = { retryOnFail: true, parameters: RANDOM_SEED };
		const execution = await suspended(setup, ['one', 'two'], variant);
		holdSuccess(execution);
		await sameBytes(setup, execution, DONE);
		paidFor(setup, 2);
	},
};

export const suspendRetryFailed: Feature = {
	name: `${SUSPEND}: Retry On Fail submits no failed prediction again`,
	emulator: PARKED,
	async run(setup) {
		const execution = await suspended(setup, ['one', 'two [fail]'], { retryOnFail: true });
		hold(execution.status === 'error', `the execution is ${execution.status}`);
		paidFor(setup, 2);
	},
};

export const suspendAlwaysOutput: Feature = {
	name: `${SUSPEND}: with Always Output Data`,
	emulator: PARKED,
	async run(setup) {
		const execution = await suspended(setup, ['one', 'two'], { alwaysOutputData: true });
		holdSuccess(execution);
		holdSame('runs of the next node', execution.data.resultData.runData[DONE]?.length, 1);
		await sameBytes(setup, execution, DONE);
		holdSame('rows', jsonOf(execution, DONE).length, 2);
		paidFor(setup, 2);
	},
};
