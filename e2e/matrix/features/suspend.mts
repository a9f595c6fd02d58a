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
	type SuspendBench,
	type Variant,
} from '../../suspend/suspendBench.mts';
import { hold, holdSame, holdSuccess, paidFor, sameBytes, type Feature } from './feature.mts';
import { RANDOM_SEED } from './retry.mts';

export const SUSPEND = 'Suspend the Execution';
/** Longer than an execution takes to be parked. */
export const PARKED = { generationTimeMs: 3_000 };

/** Runs the prompts, sees the execution parked, and returns it when it has ended. */
export async function suspended(
	bench: SuspendBench,
	prompts: string[],
	variant: Variant = {},
	workflow: Workflow = promptsWorkflow(bench.credential, variant),
	withinMs = 120_000,
): Promise<Execution> {
	const { session } = bench;
	const saved = await publish(session, workflow);
	const id = await start(session, saved, prompts);
	const waiting = await parked(session, id);
	hold(!waiting.data.resultData.runData[DONE], 'the next node ran before the predictions ended');
	return await ended(session, id, withinMs);
}

export const suspendStop: Feature = {
	name: `${SUSPEND}: several items, files`,
	emulator: PARKED,
	async run(bench) {
		const execution = await suspended(bench, ['one', 'two', 'three']);
		holdSuccess(execution);
		holdSame(
			'ids',
			jsonOf(execution, DONE).map(({ id }) => id),
			['one', 'two', 'three'].map(
				(prompt) => bench.emulator.predictions.find(({ input }) => input.prompt === prompt)?.id,
			),
		);
		await sameBytes(bench, execution, DONE);
		holdSame('runs of the next node', execution.data.resultData.runData[DONE]?.length, 1);
		paidFor(bench, 3);
	},
};

export const suspendStopFailed: Feature = {
	name: `${SUSPEND}: a failed prediction fails the node (Stop Workflow)`,
	emulator: PARKED,
	async run(bench) {
		const execution = await suspended(bench, ['one', 'two [fail]']);
		hold(execution.status === 'error', `the execution is ${execution.status}`);
		const failed = bench.emulator.predictions.find(({ input }) => input.prompt === 'two [fail]');
		hold(failureOf(execution)?.includes(failed!.id), failureOf(execution) ?? 'no message');
		hold(!execution.data.resultData.runData[DONE], 'the next node ran');
	},
};

export const suspendContinue: Feature = {
	name: `${SUSPEND}: error rows in their places (Continue)`,
	emulator: PARKED,
	async run(bench) {
		const variant = { onError: 'continueRegularOutput' } as const;
		const execution = await suspended(bench, ['one', 'two [fail]', 'three'], variant);
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
	async run(bench) {
		const variant = { onError: 'continueErrorOutput' } as const;
		const execution = await suspended(bench, ['one', 'two [fail]', '', 'three'], variant);
		holdSuccess(execution);
		const rows = [jsonOf(execution, DONE).length, jsonOf(execution, FAILED).length];
		holdSame('rows on the branches', rows, [2, 2]);
		for (const row of jsonOf(execution, FAILED)) {
			holdSame('keys', Object.keys(row).sort(), ['details', 'error', 'prompt']);
		}
		paidFor(bench, 3);
	},
};

export const suspendRetry: Feature = {
	name: `${SUSPEND}: with Retry On Fail and another seed in every try pays once`,
	emulator: PARKED,
	async run(bench) {
		bench.emulator.misbehave({
			when: { host: 'outputs', method: 'GET' },
			do: { kind: 'reply', status: 404 },
		});
		const variant = { retryOnFail: true, parameters: RANDOM_SEED };
		const execution = await suspended(bench, ['one', 'two'], variant);
		holdSuccess(execution);
		await sameBytes(bench, execution, DONE);
		paidFor(bench, 2);
	},
};

export const suspendRetryFailed: Feature = {
	name: `${SUSPEND}: Retry On Fail submits no failed prediction again`,
	emulator: PARKED,
	async run(bench) {
		const execution = await suspended(bench, ['one', 'two [fail]'], { retryOnFail: true });
		hold(execution.status === 'error', `the execution is ${execution.status}`);
		paidFor(bench, 2);
	},
};

export const suspendAlwaysOutput: Feature = {
	name: `${SUSPEND}: with Always Output Data`,
	emulator: PARKED,
	async run(bench) {
		const execution = await suspended(bench, ['one', 'two'], { alwaysOutputData: true });
		holdSuccess(execution);
		holdSame('runs of the next node', execution.data.resultData.runData[DONE]?.length, 1);
		await sameBytes(bench, execution, DONE);
		holdSame('rows', jsonOf(execution, DONE).length, 2);
		paidFor(bench, 2);
	},
};
