import { NodeHelpers, type IRunExecutionData, type IWebhookFunctions } from 'n8n-workflow';

import { PARKED_KEY, readParkedState, type ParkedState } from './parkedState';

/**
 * Reads what a parked execution remembers. n8n gives a webhook no access to the node context, but the
 * webhook has the execution's data, which n8n's types do not show; if it does not, an expression reads
 * it, at the cost of an engine for expressions in every callback (both measured on n8n 2.41.1).
 * @returns undefined if nothing is parked
 */
export function parkedStateOfCallback(host: IWebhookFunctions): ParkedState | undefined {
	const { runExecutionData } = host as { runExecutionData?: IRunExecutionData | null };
	return readParkedState(
		runExecutionData?.executionData
			? NodeHelpers.getContext(runExecutionData, 'node', host.getNode())[PARKED_KEY]
			: readByExpression(host),
	);
}

function readByExpression(host: IWebhookFunctions): unknown {
	const node = quoteForExpression(host.getNode().name);
	return host.evaluateExpression(
		`{{ $node[${node}].context[${quoteForExpression(PARKED_KEY)}] }}`,
		0,
	);
}

/** A node may have any name; braces would end the expression. */
function quoteForExpression(text: string): string {
	return JSON.stringify(text).replace(
		/[{}\u2028\u2029]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
