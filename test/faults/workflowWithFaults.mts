import type { Emulator, EmulatorOptions, Fault } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import type { IDataObject } from 'n8n-workflow';

import {
	promptToVideo,
	runWorkflow,
	type WorkflowOptions,
	type WorkflowRun,
} from '../workflow/engine.mts';

export { prompts } from '../workflow/engine.mts';

/** A key nobody else would write: wherever it turns up, the node has put it there. */
export const KEY = 'WSK_SECRET_7c1e/9a+4f2d8b60';
export const SUBMISSION = { host: 'api', method: 'POST', path: /sora-2/ } as const;
export const RESULT = { host: 'api', method: 'GET', path: /\/result$/ } as const;
export const LIST = { host: 'api', method: 'POST', path: '/api/v3/predictions' } as const;

export interface FaultyWorkflow {
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

export async function openWorkflow(options: EmulatorOptions = {}): Promise<FaultyWorkflow> {
	const emulator = await startEmulator({ apiKey: KEY, generationTimeMs: 40, ...options });
	return {
		emulator,
		run: async ({ options: nodeOptions, ...rest } = {}) =>
			await runWorkflow({
				baseUrl: emulator.url,
				apiKey: KEY,
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
