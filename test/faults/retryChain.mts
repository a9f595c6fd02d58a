import type { IDataObject } from 'n8n-workflow';

import type { ProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import { seeded, VirtualTime } from '../virtualTime.mts';
import { runNode, type NodeRun } from './nodeWithoutEngine.mts';
import { NO_FAULTS, ScriptedApi, type FaultScript } from './scriptedApi.mts';

/** Long enough for attempts that fail at once, and far from the end of a prediction that never ends. */
const STOPS_AFTER_MS = 60_000;

export interface ChainOptions {
	/** Options of the node. */
	options?: IDataObject;
	prompts?: string[];
	inputOf?: (execution: number, item: number) => IDataObject;
	/** What n8n draws for an execution and hands on to its retries; null on an n8n that draws none. */
	token?: string | null;
	/** Whether n8n tells which execution is retried. @default true */
	tellsFormer?: boolean;
	/** Whether n8n was killed, and so tells that the node was started. @default false: it was stopped */
	killed?: boolean;
}

export interface RetryChain {
	api: ScriptedApi;
	time: VirtualTime;
	/** One more execution; everything but the first is a retry of the one before. */
	next(how?: { stopped?: boolean; tries?: number; services?: ProcessServices }): Promise<NodeRun>;
}

/** Executions of one workflow, each a retry of the one before, each in an n8n that was just started. */
export function retryChain(
	script: Partial<FaultScript>,
	{
		options,
		prompts = ['a'],
		inputOf,
		token = 'token-of-the-chain',
		tellsFormer = true,
		killed = false,
	}: ChainOptions = {},
): RetryChain {
	const time = new VirtualTime(seeded(1));
	const api = new ScriptedApi({ ...NO_FAULTS, ...script }, time);
	const beganAt = time.date();
	let executions = 0;
	return {
		api,
		time,
		next: async ({ stopped = false, tries = 1, services } = {}) => {
			const execution = ++executions;
			const isRetry = execution > 1;
			const controller = new AbortController();
			if (stopped) void time.sleep(STOPS_AFTER_MS).then(() => controller.abort());
			return await runNode({
				api,
				time,
				prompts,
				tries,
				options: { timeout: 300, downloadOutputs: false, ...options },
				executionId: String(execution),
				signal: controller.signal,
				...(services && { services }),
				...(isRetry && { mode: 'retry' }),
				...(isRetry && tellsFormer && { retryOf: String(execution - 1) }),
				...(isRetry && killed && { killedBeganAt: beganAt }),
				...(token !== null && { resumeToken: token }),
				...(inputOf && { inputOf: (item) => inputOf(execution, item) }),
			});
		},
	};
}
