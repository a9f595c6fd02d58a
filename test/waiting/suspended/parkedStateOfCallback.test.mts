import type { IWebhookFunctions } from 'n8n-workflow';

import { parkedStateOfCallback } from '../../../nodes/WaveSpeed/waiting/suspended/parkedStateOfCallback.ts';
import { STORED_PARKED_STATE } from './storedParkedState.mts';

const parked = {
	...STORED_PARKED_STATE,
	predictions: [{ item: 0, predictionId: 'abc', model: 'm' }],
	failed: [],
};

describe('what a parked execution remembers', () => {
	it.each(['WaveSpeedAI', 'He said "}}" and {{ left', "It's \\ done"])(
		'is read by an expression where n8n shows a webhook nothing else, in a node called %s',
		(name) => {
			const contexts = { [name]: { context: { waveSpeedParked: parked } } };
			const host = {
				getNode: () => ({ name }),
				evaluateExpression: (expression: string) => {
					const [, code] = /^\{\{((?:(?!\}\}).)*)\}\}$/s.exec(expression) ?? [];
					if (code === undefined) throw new Error(`Not one expression: ${expression}`);
					return new Function('$node', `return ${code}`)(contexts) as unknown;
				},
			};
			expect(parkedStateOfCallback(host as unknown as IWebhookFunctions)).toEqual(parked);
		},
	);

	it.each([
		['a version that this one does not know', { ...parked, version: 3 }],
		['what an older version of this node has written', { ...parked, version: undefined }],
		['half of it', { ...parked, predictions: undefined }],
		['a text', 'parked'],
	])('is nothing where it finds %s', (_what, stored) => {
		const host = {
			getNode: () => ({ name: 'WaveSpeedAI' }),
			runExecutionData: {
				executionData: { contextData: { 'node:WaveSpeedAI': { waveSpeedParked: stored } } },
			},
		};
		expect(parkedStateOfCallback(host as unknown as IWebhookFunctions)).toBeUndefined();
	});

	it('is nothing where nothing is parked', () => {
		const host = {
			getNode: () => ({ name: 'WaveSpeedAI' }),
			runExecutionData: { executionData: { contextData: {} } },
		};
		expect(parkedStateOfCallback(host as unknown as IWebhookFunctions)).toBeUndefined();
	});
});
