import type { IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { forErrorBranch } from '../../nodes/WaveSpeed/n8n/errorBranch.ts';

const rowOn = (onError: string, executeData: unknown): INodeExecutionData => {
	const host = { getNode: () => ({ onError }), getExecuteData: () => executeData };
	const row = { json: { error: 'It failed.', details: { reason: 'x' } }, pairedItem: { item: 0 } };
	return forErrorBranch(row, host as unknown as IExecutePaginationFunctions);
};
const CAME_FROM = { source: { main: [{ previousNode: 'Start' }] } };

describe('an error row where the node has an error branch', () => {
	it('is known as one by an n8n that looks for an error beside the json', () => {
		expect(rowOn('continueErrorOutput', CAME_FROM).error).toEqual({ message: 'It failed.' });
	});

	it('keeps its two keys in the copy that n8n hands on, and as JSON', () => {
		const row = rowOn('continueErrorOutput', CAME_FROM);
		const plain = {
			json: { error: 'It failed.', details: { reason: 'x' } },
			pairedItem: { item: 0 },
		};
		expect({ ...row, json: { ...row.json } }).toStrictEqual(plain);
		expect(JSON.parse(JSON.stringify(row))).toStrictEqual(plain);
	});
});

it.each([
	['On Error continues without a branch', 'continueRegularOutput', CAME_FROM],
	['nothing leads to the node, so n8n copies no row', 'continueErrorOutput', { source: null }],
	['n8n does not tell what leads to it', 'continueErrorOutput', undefined],
])('is left as it is where %s', (_where, onError, executeData) => {
	expect(rowOn(onError, executeData).error).toBeUndefined();
});
