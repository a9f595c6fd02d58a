import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { digestOf } from '../digest';
import { isRecord, readCount } from '../narrow';
import { inputItemsOf, isRunByAgent, isToolCall } from './agentTool';
import { nodeOf } from './nodeOf';

/**
 * Whether an error of a tool is returned as a row, for the model to read and act on.
 *
 * n8n's older agents drop an error that their tool throws: the model reads an empty text (measured with
 * version 2.2 of the AI Agent). There the error becomes a row, but only after Retry On Fail, which sees
 * thrown errors only, has used its tries.
 *
 * If the engine runs the tool, an error that it throws ends the whole execution in older versions (run on
 * 2.8.4; read in 2.14 and 2.20), and newer ones turn it into a row unless On Error says to stop. Retry On
 * Fail sees that row and runs the tool again.
 */
export function isErrorForModel(host: IExecutePaginationFunctions): boolean {
	if (!isToolCall(host) || host.getExecutionCancelSignal?.()?.aborted) return false;
	if (!isRunByAgent(host)) return nodeOf(host).onError !== 'stopWorkflow';
	const { retryOnFail, maxTries } = nodeOf(host);
	if (!retryOnFail) return true;
	const tries = triesOf(host);
	const key = callOf(host);
	const made = (readCount(tries[key]) ?? 0) + 1;
	tries[key] = made;
	// The bounds are n8n's own (n8n-core, makeHandleToolInvocation).
	if (made < Math.min(5, Math.max(2, maxTries ?? 3))) return false;
	delete tries[key];
	return true;
}

/** A call has succeeded: the next one with the same input gets all its tries again. */
export function forgetTries(host: IExecutePaginationFunctions): void {
	delete triesOf(host)[callOf(host)];
}

const KEY = 'waveSpeedToolTries';

/** Counts by call. They need no version: what is no count stands for no try. */
function triesOf(host: IExecutePaginationFunctions): Record<string, unknown> {
	const context = host.getContext('node');
	const { [KEY]: stored } = context;
	if (isRecord(stored)) return stored;
	const begun: Record<string, unknown> = {};
	context[KEY] = begun;
	return begun;
}

/** n8n gives each try a new context, but the same input. */
function callOf(host: IExecutePaginationFunctions): string {
	return digestOf(inputItemsOf(host)?.map(({ json }) => json));
}
