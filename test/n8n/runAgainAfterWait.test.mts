import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { canRunAgainAfterWait } from '../../nodes/WaveSpeed/n8n/runAgainAfterWait.ts';

const OWN_CONTEXT = {};

/** What a node's host has on n8n 2.8.4 to 2.41.1, as far as parking stands on it. */
const host = (change: object = {}) =>
	({
		putExecutionToWait: async () => undefined,
		getContext: () => OWN_CONTEXT,
		additionalData: { hooks: {} },
		runExecutionData: {
			executionData: { nodeExecutionStack: [], contextData: { 'node:WaveSpeedAI': OWN_CONTEXT } },
		},
		...change,
	}) as unknown as IExecutePaginationFunctions;

it('an n8n that keeps what a parked execution needs runs a node again', () => {
	expect(canRunAgainAfterWait(host())).toBe(true);
});

it.each([
	['has no way to wait', { putExecutionToWait: undefined }],
	['shows no data of the execution', { runExecutionData: null }],
	[
		'has no plan in the form that is known',
		{ runExecutionData: { executionData: { contextData: { own: OWN_CONTEXT } } } },
	],
	[
		'shows a copy of the plan, which does not lie beside the node’s own context',
		{ runExecutionData: { executionData: { nodeExecutionStack: [], contextData: { own: {} } } } },
	],
	['has no hooks that would save the waiting execution', { additionalData: {} }],
	['does not show whether it has them', { additionalData: undefined }],
])('an n8n that %s does not', (_what, change) => {
	expect(canRunAgainAfterWait(host(change))).toBe(false);
});
