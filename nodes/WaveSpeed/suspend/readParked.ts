import type { IWebhookFunctions } from 'n8n-workflow';

import { PARKED_KEY, type Parked } from './parked';

/**
 * Reads what a parked execution remembers. A webhook has no access to the node context but through an
 * expression (measured on n8n 2.41.1).
 * @returns undefined where nothing is parked
 */
export function readParked(host: IWebhookFunctions): Parked | undefined {
	const node = quoteForExpression(host.getNode().name);
	const found = host.evaluateExpression(
		`{{ $node[${node}].context[${quoteForExpression(PARKED_KEY)}] }}`,
		0,
	);
	return typeof found === 'object' && found !== null ? (found as unknown as Parked) : undefined;
}

/** A node may be called anything; braces would end the expression. */
function quoteForExpression(text: string): string {
	return JSON.stringify(text).replace(
		/[{}\u2028\u2029]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
