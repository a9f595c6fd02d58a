import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CREDENTIAL_TYPE, NODE_TYPE } from './n8n/example.mts';
import { failureOf, jsonOf, waitForExecution } from './n8n/executions.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, inARow, runWorkflow, type WorkflowNode } from './n8n/workflows.mts';

/** n8n then keeps the files of an item in its json, under `_files`. */
const COMBINED = { executionOrder: 'v1', binaryMode: 'combined' } as const;

describe('a workflow in n8n’s combined binary mode', () => {
	let setup: N8nWithEmulator;
	beforeAll(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: 100 });
	});
	afterAll(async () => await setup?.close());

	test('hands its files on, and takes a file by the name it has in other workflows', async () => {
		const make = (name: string, parameters: WorkflowNode['parameters']): WorkflowNode => ({
			name,
			type: NODE_TYPE,
			typeVersion: 1,
			position: [0, 0],
			parameters: { resource: 'video', ...parameters },
			credentials: { [CREDENTIAL_TYPE]: setup.credential },
		});
		const file = path.join(setup.folder, 'combined.mp4');
		const nodes: WorkflowNode[] = [
			{
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			make('Generate', { operation: 'generate', prompt: 'a boat' }),
			make('Upscale', {
				operation: 'upscale',
				binaryInputs: { files: [{ input: 'video', binaryField: 'data' }] },
			}),
			{
				name: 'Save',
				type: 'n8n-nodes-base.readWriteFile',
				typeVersion: 1.1,
				position: [0, 0],
				parameters: { operation: 'write', fileName: file, dataPropertyName: '_files.data' },
			},
		];
		const workflow = await importWorkflow(setup.session, {
			name: 'Combined',
			settings: COMBINED,
			nodes,
			connections: inARow(nodes),
		});
		const execution = await waitForExecution(
			setup.session,
			await runWorkflow(setup.session, workflow),
		);
		expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);

		const { emulator } = setup;
		expect(emulator.predictions).toHaveLength(2);
		const [made, sharper] = emulator.predictions;
		const [first] = jsonOf(execution, 'Generate');
		expect(first).toMatchObject({ id: made!.id, _files: { data: { mimeType: 'video/mp4' } } });
		const served = await emulator.outputBytesOf(sharper!.id);
		expect((await readFile(file)).equals(served)).toBe(true);
	});
});
