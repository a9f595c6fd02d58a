import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findChromium, openEditor } from './n8n/editor.mts';
import { CREDENTIAL_TYPE, editFields, NODE_TYPE, nodeOf } from './n8n/example.mts';
import { failureOf, jsonOf, outputOf, waitForExecution } from './n8n/executions.mts';
import { loadOptions } from './n8n/nodeParameters.mts';
import { API_KEY, openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow, type Workflow } from './n8n/workflows.mts';

const REPORTS = path.resolve(import.meta.dirname, '../reports');
const browser = findChromium();
const IMAGE_TO_VIDEO = 'bytedance/seedance-2.5/image-to-video';
const SEVERAL_IMAGES = 'google/nano-banana-pro/edit';

/** Not a picture, but its first bytes say so. */
const picture = (bytes: number) =>
	Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(bytes - 8)]);

describe('files of an item as inputs of a model', () => {
	let setup: N8nWithEmulator;
	beforeEach(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: 200 });
	});
	afterEach(async () => await setup?.close());

	const run = async (workflow: Workflow) => {
		const saved = await importWorkflow(setup.session, workflow);
		return await waitForExecution(setup.session, await runWorkflow(setup.session, saved));
	};
	const fetched = async (url: unknown) =>
		Buffer.from(await (await fetch(String(url))).arrayBuffer());

	test('the example turns a picture on disk into a video on disk, and keeps the key from the storage', async () => {
		const { emulator, folder } = setup;
		const bytes = picture(20 * 1024 * 1024);
		const file = path.join(folder, 'picture.png');
		await writeFile(file, bytes);
		const example = await setup.example('image-to-video');
		editFields(example, 'Picture and Prompt', { picture: file });

		const execution = await run(example);

		expect(failureOf(execution)).toBeUndefined();
		const [prediction] = emulator.predictions;
		expect(prediction).toMatchObject({ model: IMAGE_TO_VIDEO, input: { duration: 4 } });
		expect((await fetched(prediction?.input.image)).equals(bytes)).toBe(true);
		const [row] = outputOf(execution, 'Generate Video');
		expect(row?.json).toMatchObject({ id: prediction?.id, quoted_price_usd: 0.28 });
		const video = await readFile(String(jsonOf(execution, 'Save Video')[0]?.fileName));
		expect(video.equals(await emulator.outputBytesOf(prediction?.id ?? ''))).toBe(true);
		expect(JSON.stringify(emulator.requestsTo({ host: 'outputs' }))).not.toContain(API_KEY);
		expect(emulator.requestsTo({ method: 'PUT' })).toMatchObject([{ bodyBytes: bytes.length }]);
	});

	test('several files go into a list input', async () => {
		const { emulator, folder } = setup;
		const pictures = [picture(10_000), picture(20_000), picture(30_000)];
		await Promise.all(
			pictures.map(
				async (bytes, index) => await writeFile(path.join(folder, `${index}.png`), bytes),
			),
		);
		const example = await setup.example('image-to-video');
		editFields(example, 'Picture and Prompt', { picture: path.join(folder, '*.png') });
		Object.assign(nodeOf(example, 'Generate Video').parameters, {
			operation: 'submit',
			model: { __rl: true, mode: 'id', value: SEVERAL_IMAGES },
			prompt: 'all in one',
			inputFields: { mappingMode: 'defineBelow', value: null },
			binaryInputs: { files: [{ input: 'images', binaryField: 'data*' }] },
		});
		insertBefore(example, 'Generate Video', {
			name: 'All in One Item',
			type: 'n8n-nodes-base.aggregate',
			typeVersion: 1,
			position: [550, 0],
			parameters: { aggregate: 'aggregateAllItemData', options: { includeBinaries: true } },
		});
		removeAfter(example, 'Generate Video');

		const execution = await run(example);

		expect(failureOf(execution)).toBeUndefined();
		expect(emulator.predictions).toHaveLength(1);
		const sent = await Promise.all(
			(emulator.predictions[0]?.input.images as string[]).map(fetched),
		);
		expect(sent.map(({ length }) => length).sort()).toEqual([10_000, 20_000, 30_000]);
		for (const bytes of pictures) expect(sent.some((one) => one.equals(bytes))).toBe(true);
	});

	test('a price limit stops a batch of 50 before the first submission', async () => {
		const { emulator } = setup;
		const example = await setup.example('bulk-with-error-output');
		const prompts = Array.from({ length: 50 }, (_, index) => `Prompt ${index}`);
		editFields(example, 'List', { prompts: JSON.stringify(prompts) });
		const node = nodeOf(example, 'Generate Videos');
		node.onError = 'stopWorkflow';
		node.parameters.options = { ...(node.parameters.options as object), maxPricePerRun: 5 };

		const execution = await run(example);

		expect(execution.status).toBe('error');
		expect(failureOf(execution)).toMatch(/50 predictions .* would cost \$7\.50.*allows \$5\.00/);
		expect(emulator.requestsTo({ path: '/api/v3/model/price' })).toHaveLength(50);
		expect(emulator.predictions).toHaveLength(0);
	});

	test('the panel offers the inputs of the chosen model that take files', async () => {
		const options = await loadOptions(
			setup.session,
			{
				type: NODE_TYPE,
				typeVersion: 1,
				parameters: {
					resource: 'prediction',
					operation: 'submit',
					model: { __rl: true, mode: 'list', value: 'kwaivgi/kling-v3.0-pro/image-to-video' },
				},
				credentials: { [CREDENTIAL_TYPE]: setup.credential },
			},
			'parameters.binaryInputs.files[0].input',
			'getFileInputs',
		);
		expect(options.map(({ name, value }) => [name, value])).toEqual([
			['Image, by default', ''],
			['Image (required)', 'image'],
			['End Image', 'end_image'],
		]);
	});

	(('missing' in browser ? test.skip : test) as typeof test)(
		'the editor shows the files and the price limits (reports/files.png)',
		async () => {
			if ('missing' in browser) return;
			const workflow = await importWorkflow(setup.session, await setup.example('image-to-video'));
			const editor = await openEditor(setup.session.url, browser.file);
			try {
				await editor.openWorkflow(workflow.id);
				await editor.openNode('Generate Video');
				const { page } = editor;
				const entry = page.locator('[data-test-id="fixed-collection-binaryInputs"]').first();
				await entry.scrollIntoViewIfNeeded();
				// The entry holds a value; the list it is chosen from comes from the catalogue.
				await page.getByText('Image (required)').first().waitFor({ state: 'attached' });
				await mkdir(REPORTS, { recursive: true });
				await editor.screenshot(path.join(REPORTS, 'files.png'));
				expect(await page.getByText('Cost: Max Each (USD)').count()).toBe(1);
			} finally {
				await editor.close();
			}
		},
	);
});

function insertBefore(workflow: Workflow, name: string, node: Workflow['nodes'][number]): void {
	workflow.nodes.push(node);
	const { connections } = workflow;
	for (const outputs of Object.values(connections) as Array<{
		main: Array<Array<{ node: string }>>;
	}>) {
		for (const link of outputs.main.flat()) if (link.node === name) link.node = node.name;
	}
	connections[node.name] = { main: [[{ node: name, type: 'main', index: 0 }]] };
}

function removeAfter(workflow: Workflow, name: string): void {
	delete workflow.connections[name];
}
