import type { IWebhookFunctions } from 'n8n-workflow';

import { readParked } from '../../nodes/WaveSpeed/waiting/readParkedState.ts';

const parked = { runIndex: 0, predictions: [{ item: 0, predictionId: 'abc', model: 'm' }] };

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
			expect(readParked(host as unknown as IWebhookFunctions)).toEqual(parked);
		},
	);

	it('is nothing where nothing is parked', () => {
		const host = {
			getNode: () => ({ name: 'WaveSpeedAI' }),
			runExecutionData: { executionData: { contextData: {} } },
		};
		expect(readParked(host as unknown as IWebhookFunctions)).toBeUndefined();
	});
});
