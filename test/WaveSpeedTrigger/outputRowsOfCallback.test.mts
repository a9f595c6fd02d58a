import type { IExecuteFunctions } from 'n8n-workflow';

import { outputRowsOfCallback } from '../../nodes/WaveSpeedTrigger/outputRowsOfCallback.ts';
import { FakeHost } from '../models/apiHost.mts';

const startWith = async (
	json: unknown,
	parameters: Record<string, unknown> = {},
	getCredentials?: () => Promise<never>,
) => {
	const host = Object.assign(new FakeHost([]), {
		...(getCredentials && { getCredentials }),
		getInputData: () => [{ json }],
		getNodeParameter: (name: string, _itemIndex: number, fallback: unknown) =>
			parameters[name] ?? fallback,
	});
	return { host, rows: await outputRowsOfCallback(host as unknown as IExecuteFunctions) };
};

const ID = 'ded09b4c9b104fb88a38feab74c9d54c';

it('starts the workflow with what a failed prediction says', async () => {
	const { rows } = await startWith({ id: ID, status: 'failed', error: 'too many kites' });
	expect(rows).toEqual([
		[
			{
				json: {
					error: expect.stringContaining('too many kites'),
					details: expect.objectContaining({ predictionId: ID, status: 'failed' }),
				},
				pairedItem: { item: 0 },
			},
		],
	]);
});

it('starts the workflow with the id and the addresses where no files are wanted, and asks for none', async () => {
	const outputs = ['https://outputs.example/kite.mp4'];
	const { rows, host } = await startWith(
		{ id: ID, status: 'completed', outputs, error: '' },
		{ 'options.downloadOutputs': false, 'options.fetchResult': false },
	);
	expect(rows).toEqual([
		[{ json: { id: ID, status: 'completed', outputs }, pairedItem: { item: 0 } }],
	]);
	expect(host.requests).toEqual([]);
});

it('names the prediction and its addresses when an option is wrong: no other callback comes', async () => {
	const outputs = ['https://outputs.example/kite.mp4', 'AAAA'.repeat(100)];
	const { rows } = await startWith(
		{ id: ID, status: 'completed', outputs },
		{ 'options.binaryField': 'a.b' },
	);
	expect(rows[0]?.[0]?.json).toEqual({
		error: expect.stringMatching(
			new RegExp(`needs a name without dots.*The prediction is ${ID}\\.`),
		),
		details: {
			reason: 'invalidOption',
			field: 'options.binaryField',
			predictionId: ID,
			outputs: [outputs[0]],
		},
	});
});

it('names the prediction when the credential cannot be read', async () => {
	const { rows } = await startWith({ id: ID, status: 'completed', outputs: [] }, {}, async () => {
		throw new Error('The credential was deleted');
	});
	expect(rows[0]?.[0]?.json).toMatchObject({
		error: expect.stringContaining(ID),
		details: { predictionId: ID },
	});
});

it.each([{}, { id: '../x' }, undefined])(
	'says what starts it where %j has, such as n8n’s command line',
	async (json) => {
		await expect(startWith(json)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('No callback'),
			description: expect.stringContaining('Webhook URL'),
		});
	},
);
