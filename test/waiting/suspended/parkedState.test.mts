import type { IWebhookFunctions } from 'n8n-workflow';

import {
	parkedStateOfCallback,
	readParkedState,
} from '../../../nodes/WaveSpeed/waiting/suspended/parkedState.ts';
import { STORED_PARKED_STATE } from './storedParkedState.mts';

const prediction = { item: 0, predictionId: 'abc', model: 'm' };
const failure = { item: 1, message: 'It failed.', details: { reason: 'predictionFailed' } };
const parked = {
	...STORED_PARKED_STATE,
	predictions: [prediction],
	failed: [failure, { ...failure, description: 'More about it.' }],
};

describe('what n8n has stored of a parked execution', () => {
	it('is taken if it is whole', () => {
		expect(readParkedState(parked)).toBe(parked);
	});

	it.each<[string, object]>([
		['an id of the execution', { executionId: undefined }],
		['a run', { runIndex: '0' }],
		['a beginning', { since: 'yesterday' }],
		['a time of parking', { parkedAt: 7 }],
		['an end', { until: undefined }],
		['a list of predictions', { predictions: {} }],
		['a list of failures', { failed: undefined }],
		['an item of a prediction', { predictions: [{ ...prediction, item: -1 }] }],
		['an id of a prediction', { predictions: [{ ...prediction, predictionId: '../x' }] }],
		['a model of a prediction', { predictions: [{ ...prediction, model: 7 }] }],
		['a whole second prediction', { predictions: [prediction, null] }],
		['an item of a failure', { failed: [{ ...failure, item: 'first' }] }],
		['a message of a failure', { failed: [{ ...failure, message: undefined }] }],
		['details of a failure', { failed: [{ ...failure, details: 'none' }] }],
		['a reason of a failure', { failed: [{ ...failure, details: {} }] }],
		['a readable description of a failure', { failed: [{ ...failure, description: 7 }] }],
		['a whole second failure', { failed: [failure, null] }],
	])('is passed over without %s', (_what, damage) => {
		expect(readParkedState({ ...parked, ...damage })).toBeUndefined();
	});
});

const waiting = {
	...STORED_PARKED_STATE,
	predictions: [{ item: 0, predictionId: 'abc', model: 'm' }],
	failed: [],
};

describe('what a parked execution remembers', () => {
	it.each(['WaveSpeedAI', 'He said "}}" and {{ left', "It's \\ done"])(
		'is read by an expression where n8n shows a webhook nothing else, in a node called %s',
		(name) => {
			const contexts = { [name]: { context: { waveSpeedParked: waiting } } };
			const host = {
				getNode: () => ({ name }),
				evaluateExpression: (expression: string) => {
					const [, code] = /^\{\{((?:(?!\}\}).)*)\}\}$/s.exec(expression) ?? [];
					if (code === undefined) throw new Error(`Not one expression: ${expression}`);
					return new Function('$node', `return ${code}`)(contexts) as unknown;
				},
			};
			expect(parkedStateOfCallback(host as unknown as IWebhookFunctions)).toEqual(waiting);
		},
	);

	it.each([
		['a version that this one does not know', { ...waiting, version: 3 }],
		['what an older version of this node has written', { ...waiting, version: undefined }],
		['half of it', { ...waiting, predictions: undefined }],
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
