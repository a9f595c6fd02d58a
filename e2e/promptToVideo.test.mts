import { readFile } from 'node:fs/promises';
import { testCredential } from './n8n/credentials.mts';
import { CREDENTIAL_TYPE } from './n8n/example.mts';
import { jsonOf, outputOf, waitForExecution } from './n8n/executions.mts';
import { API_KEY, openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';

describe('a prompt becomes a video on disk', () => {
	let setup: N8nWithEmulator;
	beforeAll(async () => {
		setup = await openN8nWithEmulator();
	});
	afterAll(async () => await setup?.close());

	const tryCredential = async (data: { apiKey: string; baseUrl: string }) =>
		await testCredential(setup.session, setup.credential, { type: CREDENTIAL_TYPE, data });

	test('the credential test accepts the right key', async () => {
		const result = await tryCredential({ apiKey: API_KEY, baseUrl: setup.emulator.url });
		expect(result.status).toBe('OK');
	});

	test('the credential test says that a key is wrong', async () => {
		const result = await tryCredential({ apiKey: 'no-such-key', baseUrl: setup.emulator.url });
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(/key/i);
	});

	test('the example leaves the very bytes that the API served', async () => {
		const workflow = await importWorkflow(setup.session, await setup.example('prompt-to-video'));
		const id = await runWorkflow(setup.session, workflow);
		const execution = await waitForExecution(setup.session, id);
		expect(execution).toMatchObject({ status: 'success' });

		const { emulator } = setup;
		expect(emulator.predictions).toHaveLength(1);
		const [prediction] = emulator.predictions;
		expect(prediction).toMatchObject({
			model: 'wavespeed-ai/minimax-h3/text-to-video',
			input: {
				aspect_ratio: '16:9',
				resolution: '480p',
				duration: 5,
				prompt: expect.stringContaining('lighthouse'),
			},
		});

		const [row] = outputOf(execution, 'Generate Video');
		expect(row?.json).toMatchObject({ id: prediction?.id, status: 'completed' });
		expect(row?.json).not.toHaveProperty('error');
		expect(row?.pairedItem).toEqual({ item: 0 });
		expect(row?.binary?.data).toMatchObject({ mimeType: 'video/mp4', fileExtension: 'mp4' });

		const file = String(jsonOf(execution, 'Save Video')[0]?.fileName);
		expect(file).toMatch(/\.mp4$/);
		const served = await emulator.outputBytesOf(prediction?.id ?? '');
		expect((await readFile(file)).equals(served)).toBe(true);
	});

	test('the key went to the API and never to the host of the outputs', () => {
		const { emulator } = setup;
		const downloads = emulator.requestsTo({ host: 'outputs' });
		expect(downloads.length).toBeGreaterThan(0);
		expect(downloads.every(({ headers }) => headers.authorization === undefined)).toBe(true);
		expect(emulator.requestsTo({ host: 'api', method: 'POST' })[0]?.headers.authorization).toBe(
			`Bearer ${API_KEY}`,
		);
	});
});
