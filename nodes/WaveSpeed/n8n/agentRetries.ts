import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { digestOf } from '../digest';
import { inputItemsOf, isRunByAgent } from './agentTool';

/**
 * n8n's older agents drop an error that their tool throws: the model reads an empty text and cannot act
 * on it (measured with version 2.2 of the AI Agent). So the error is given back as a row, but not before
 * Retry On Fail, which only sees what is thrown, has had its tries.
 */
export function isErrorForModel(host: IExecutePaginationFunctions): boolean {
	if (!isRunByAgent(host) || host.getExecutionCancelSignal?.()?.aborted) return false;
	const { retryOnFail, maxTries } = host.getNode();
	if (!retryOnFail) return true;
	const tries = triesOf(host);
	const key = callOf(host);
	tries[key] = (tries[key] ?? 0) + 1;
	// The bounds are n8n's own (n8n-core, makeHandleToolInvocation).
	if (tries[key] < Math.min(5, Math.max(2, maxTries ?? 3))) return false;
	delete tries[key];
	return true;
}

/** A call has succeeded: the next one with the same input has all its tries again. */
export function forgetTries(host: IExecutePaginationFunctions): void {
	delete triesOf(host)[callOf(host)];
}

function triesOf(host: IExecutePaginationFunctions): Record<string, number> {
	const context = host.getContext('node');
	context.waveSpeedToolTries ??= {};
	return context.waveSpeedToolTries as Record<string, number>;
}

/** Each try gets a context of its own from n8n, but the same input. */
function callOf(host: IExecutePaginationFunctions): string {
	return digestOf(inputItemsOf(host)?.map(({ json }) => json));
}
