import {
	startEmulator,
	type Emulator,
	type EmulatorOptions,
	type Fault,
} from '../../emulator/index.mts';
import type { IDataObject } from 'n8n-workflow';

import { systemTime, type Time } from '../../nodes/WaveSpeed/time.ts';
import {
	promptToVideo,
	runWorkflow,
	type WorkflowOptions,
	type WorkflowRun,
} from '../workflow/engine.mts';

export { prompts } from '../workflow/engine.mts';

/** A key nobody else would write: wherever it turns up, the node has put it there. */
export const KEY = 'WSK_CANARY_7c1e/9a+4f2d8b60';
export const SUBMISSION = { host: 'api', method: 'POST', path: /sora-2/ } as const;
export const RESULT = { host: 'api', method: 'GET', path: /\/result$/ } as const;
export const LIST = { host: 'api', method: 'POST', path: '/api/v3/predictions' } as const;

/** How much faster than real the node's clock goes here. */
export const SPEED = 100;

/** The whole clock goes faster, not only the waits: deadlines and gaps keep their proportions. */
export function fastTime(changes: Partial<Time> = {}, speed = SPEED): Time {
	const began = performance.now();
	return {
		...systemTime,
		now: () => (performance.now() - began) * speed,
		sleep: async (ms, signal) => await systemTime.sleep(ms / speed, signal),
		...changes,
	};
}

/** A clock that only the node's own waits move, for runs of one item: nothing depends on the machine's speed. */
export function steppedTime(changes: Partial<Time> = {}): Time {
	let now = 0;
	return {
		...systemTime,
		now: () => now,
		sleep: async (ms) => {
			now += Math.max(0, ms);
			await new Promise((resolve) => setImmediate(resolve));
		},
		...changes,
	};
}

export interface Bench {
	emulator: Emulator;
	/** Runs the node on one item or more; outputs are not fetched unless the parameters say so. */
	run(options?: Partial<WorkflowOptions> & { options?: IDataObject }): Promise<WorkflowRun>;
	misbehave(fault: Fault): ReturnType<Emulator['misbehave']>;
	/** POSTs that reached the server, accepted or not. */
	submissions(): number;
	/** What was billed. */
	charges(): number;
	close(): Promise<void>;
}

export async function openBench(options: EmulatorOptions = {}): Promise<Bench> {
	const emulator = await startEmulator({ apiKey: KEY, generationTimeMs: 40, ...options });
	return {
		emulator,
		run: async ({ options: nodeOptions, ...rest } = {}) =>
			await runWorkflow({
				baseUrl: emulator.url,
				apiKey: KEY,
				time: fastTime(),
				parameters: { ...promptToVideo, options: { downloadOutputs: false, ...nodeOptions } },
				...rest,
			}),
		misbehave: (fault) => emulator.misbehave(fault),
		submissions: () => emulator.requestsTo(SUBMISSION).length,
		charges: () => emulator.predictions.length,
		close: async () => await emulator.close(),
	};
}

/** What a failed item tells, whichever way it is told. */
export function errorOf(run: WorkflowRun): { message: string; details: Record<string, unknown> } {
	const [row] = [...run.errors, ...run.success].filter(({ json }) => 'error' in json);
	if (row) return { message: String(row.json.error), details: row.json.details as never };
	if (!run.failure) throw new Error('Nothing failed');
	return { message: run.failure.message, details: (run.failure.context?.data ?? {}) as never };
}
