import { readFile } from 'node:fs/promises';
import { createDataTable, type DataTable, type Row } from './n8n/dataTables.mts';
import { nodeOf } from './n8n/example.mts';
import {
	failureOf,
	jsonOf,
	outputOf,
	waitForExecution,
	type Execution,
} from './n8n/executions.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow, type Workflow } from './n8n/workflows.mts';
import { chooseCredentials, headerCredential } from './services/chooseCredentials.mts';
import { startObjectStorage, type ObjectStorage } from './services/objectStorage.mts';
import { startWebReceiver, type WebReceiver } from './services/webReceiver.mts';

const IDEAS = ['prompt', 'caption', 'status', 'prediction_id', 'video_url', 'reason'];

describe('examples that stand on a data table', () => {
	let setup: N8nWithEmulator;
	let storage: ObjectStorage;
	/** Stands in for a posting service. */
	let service: WebReceiver;
	let table: DataTable | undefined;
	beforeAll(async () => {
		storage = await startObjectStorage('videos');
	});
	beforeEach(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: 100 });
		service = await startWebReceiver();
	});
	afterEach(async () => {
		await table?.remove();
		table = undefined;
		await service?.close();
		await setup?.close();
	});
	afterAll(async () => await storage?.close());

	const run = async (workflow: Workflow, trigger?: string): Promise<Execution> => {
		const saved = await importWorkflow(setup.session, workflow);
		return await waitForExecution(setup.session, await runWorkflow(setup.session, saved, trigger));
	};
	const ideas = async (rows: Row[]): Promise<DataTable> =>
		(table = await createDataTable(setup.session, 'video ideas', IDEAS, rows));
	const pipeline = async (): Promise<Workflow> => {
		const workflow = await setup.example('scheduled-pipeline');
		await chooseCredentials(setup.session, workflow, [
			storage.credential,
			headerCredential('key-of-the-service'),
		]);
		nodeOf(workflow, 'Post').parameters.url = `${service.url}/api/posts`;
		return workflow;
	};
	const READY = { prompt: 'A tram at dusk', caption: 'Line 28', status: 'ready' };

	test('scheduled-pipeline stores and posts the very video, and tells the table', async () => {
		const { rows } = await ideas([{ ...READY, status: 'done' }, READY]);
		const execution = await run(await pipeline(), 'Every Morning');
		expect(failureOf(execution)).toBeUndefined();

		const [prediction] = setup.emulator.predictions;
		expect(setup.emulator.predictions).toHaveLength(1);
		const served = await setup.emulator.outputBytesOf(prediction?.id ?? '');
		const [row] = jsonOf(execution, 'Next Idea');
		const fileName = outputOf(execution, 'Generate Video')[0]?.binary?.data?.fileName;
		const stored = await storage.get(`${String(row?.id)}-${fileName}`);
		expect(stored?.bytes.equals(served)).toBe(true);
		expect(stored?.type).toBe('video/mp4');

		expect(service.requests).toHaveLength(1);
		const [post] = service.requests;
		expect(post).toMatchObject({ method: 'POST', path: '/api/posts' });
		expect(post?.headers['x-api-key']).toBe('key-of-the-service');
		const { texts, files } = await post!.form();
		expect(texts).toEqual({ caption: 'Line 28' });
		expect(files.video).toMatchObject({ type: 'video/mp4', name: fileName });
		expect(files.video?.bytes.equals(served)).toBe(true);

		expect((await rows())[1]).toMatchObject({
			status: 'done',
			prediction_id: prediction?.id,
			video_url: expect.stringContaining(setup.emulator.outputsUrl),
			reason: '',
		});
		expect((await rows())[0]).toMatchObject({ status: 'done', prediction_id: null });
	});

	test('scheduled-pipeline sends a failed prediction to its own branch, and the row says why', async () => {
		const { rows } = await ideas([{ ...READY, prompt: 'A storm [fail]' }]);
		const execution = await run(await pipeline(), 'Every Morning');
		expect(failureOf(execution)).toBeUndefined();
		expect(service.requests).toHaveLength(0);
		expect((await rows())[0]).toMatchObject({
			status: 'failed',
			prediction_id: setup.emulator.predictions[0]?.id,
			reason: expect.stringMatching(/failed/),
		});
	});

	test('scheduled-pipeline keeps the id where the bucket is not there: paid once, recoverable', async () => {
		const { rows } = await ideas([READY]);
		const workflow = await pipeline();
		nodeOf(workflow, 'Store').parameters.bucketName = 'no-such-bucket';
		const execution = await run(workflow, 'Every Morning');
		expect(failureOf(execution)).toBeUndefined();
		const [prediction] = setup.emulator.predictions;
		expect((await rows())[0]).toMatchObject({
			status: 'not published',
			prediction_id: prediction?.id,
			reason: expect.stringMatching(/bucket|not found|could not be found/i),
		});
	});

	test('scheduled-pipeline without a ready row pays nothing', async () => {
		await ideas([{ ...READY, status: 'done' }]);
		const execution = await run(await pipeline(), 'Every Morning');
		expect(execution.status).toBe('success');
		expect(setup.emulator.predictions).toHaveLength(0);
	});

	test('scheduled-pipeline without its table says which one is missing, before anything is paid', async () => {
		const execution = await run(await pipeline(), 'Every Morning');
		expect(failureOf(execution)).toMatch(/Data table with name "video ideas" not found/);
		expect(setup.emulator.predictions).toHaveLength(0);
	});

	test('recover fetches what was paid for and never arrived, once', async () => {
		const { emulator, session, folder } = setup;
		table = await createDataTable(session, 'fetched videos', ['prediction_id']);
		const submit = await setup.example('submit-then-get-result');
		delete submit.connections.Submit;
		await run(submit);
		await run(submit);
		for (const { id } of emulator.predictions) emulator.settle(id);

		const workflow = await setup.example('recover');
		const first = await run(workflow);
		expect(failureOf(first)).toBeUndefined();
		const saved = jsonOf(first, 'Save Video').map(({ fileName }) => String(fileName));
		expect(saved).toHaveLength(2);
		expect(new Set(saved).size).toBe(2);
		const fetched = jsonOf(first, 'Get Result').map(({ id }) => String(id));
		for (const [index, id] of fetched.entries()) {
			const bytes = await readFile(saved[index] ?? '');
			expect(bytes.equals(await emulator.outputBytesOf(id))).toBe(true);
		}
		expect(saved.every((file) => file.startsWith(folder))).toBe(true);
		expect((await table.rows()).map(({ prediction_id }) => prediction_id).sort()).toEqual(
			emulator.predictions.map(({ id }) => id).sort(),
		);

		const second = await run(workflow);
		expect(second.status).toBe('success');
		expect(second.data.resultData.runData['Get Result']).toBeUndefined();
		expect(emulator.predictions).toHaveLength(2);
	});
});
