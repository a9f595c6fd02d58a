import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { editFields } from './n8n/example.mts';
import { failureOf, jsonOf, waitForExecution, type Execution } from './n8n/executions.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow, type Workflow } from './n8n/workflows.mts';

/** A picture of one pixel. */
const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
	'base64',
);

describe('examples whose files end on the disk', () => {
	let setup: N8nWithEmulator;
	beforeEach(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: 100 });
	});
	afterEach(async () => await setup?.close());

	const run = async (workflow: Workflow): Promise<Execution> => {
		const saved = await importWorkflow(setup.session, workflow);
		const execution = await waitForExecution(
			setup.session,
			await runWorkflow(setup.session, saved),
		);
		expect(failureOf(execution)).toBeUndefined();
		return execution;
	};
	/** The file that a node wrote has the bytes that the API served for a prediction. */
	const expectSaved = async (execution: Execution, node: string, predictionId: string) => {
		const [row] = jsonOf(execution, node);
		const saved = await readFile(String(row?.fileName));
		expect(saved.equals(await setup.emulator.outputBytesOf(predictionId))).toBe(true);
	};
	const storePicture = async (name: string): Promise<string> => {
		const file = path.join(setup.folder, name);
		await writeFile(file, PICTURE);
		return file;
	};

	test('image-video-upscale hands addresses from step to step and downloads once', async () => {
		const { emulator } = setup;
		const execution = await run(await setup.example('image-video-upscale'));
		const [drawn, animated, upscaled] = emulator.predictions;
		expect(emulator.predictions.map(({ model }) => model)).toEqual([
			'wavespeed-ai/z-image/turbo',
			'bytedance/seedance-2.5/image-to-video',
			'wavespeed-ai/video-upscaler-pro',
		]);
		expect(animated?.input.image).toBe(jsonOf(execution, 'Draw')[0]?.outputs?.[0 as never]);
		expect(upscaled?.input.video).toBe(jsonOf(execution, 'Animate')[0]?.outputs?.[0 as never]);
		expect(drawn?.input).toMatchObject({ size: '1280*720' });
		expect(emulator.requestsTo({ host: 'outputs', method: 'GET' })).toHaveLength(1);
		expect(emulator.requestsTo({ method: 'PUT' })).toHaveLength(0);
		await expectSaved(execution, 'Save Video', upscaled?.id ?? '');
	});

	test('voice-over-and-lip-sync brings the portrait as a file and the speech by its address', async () => {
		const { emulator } = setup;
		const workflow = await setup.example('voice-over-and-lip-sync');
		editFields(workflow, 'Text and Portrait', { portrait: await storePicture('portrait.png') });
		const execution = await run(workflow);
		const [speech, head] = emulator.predictions;
		expect(speech).toMatchObject({
			model: 'minimax/speech-2.8-turbo',
			input: { text: expect.stringContaining('workshop'), voice_id: 'Friendly_Person' },
		});
		expect(head?.model).toBe('wavespeed-ai/infinitetalk');
		expect(head?.input.audio).toBe(jsonOf(execution, 'Speak')[0]?.outputs?.[0 as never]);
		const sent = await fetch(String(head?.input.image));
		expect(Buffer.from(await sent.arrayBuffer()).equals(PICTURE)).toBe(true);
		await expectSaved(execution, 'Save Video', head?.id ?? '');
	});

	test('a portrait that is not there stops before anything is paid', async () => {
		const saved = await importWorkflow(
			setup.session,
			await setup.example('voice-over-and-lip-sync'),
		);
		const execution = await waitForExecution(
			setup.session,
			await runWorkflow(setup.session, saved),
		);
		expect(failureOf(execution)).toMatch(/portrait\.png|no such file|not found/i);
		expect(setup.emulator.predictions).toHaveLength(0);
	});

	test('several-vendors makes a row for each vendor, also for the one that fails', async () => {
		const { emulator } = setup;
		const workflow = await setup.example('several-vendors');
		emulator.misbehave({
			when: { method: 'POST', path: /alibaba/ },
			do: { kind: 'reply', status: 400, body: { code: 400, message: 'content refused' } },
		});
		const execution = await run(workflow);
		const rows = jsonOf(execution, 'Comparison');
		expect(rows.map(({ vendor }) => vendor)).toEqual(['MiniMax', 'ByteDance', 'Alibaba']);
		expect(rows[0]).toMatchObject({
			prediction_id: emulator.predictions.find(({ model }) => model.includes('minimax'))?.id,
			price_usd: '0.15',
			video: expect.stringContaining('http'),
			reason: '',
		});
		expect(rows[1]).toMatchObject({ price_usd: '0.35', reason: '' });
		expect(rows[2]).toMatchObject({
			video: '',
			reason: expect.stringContaining('content refused'),
		});
		expect(emulator.predictions).toHaveLength(2);
	});

	test('sora-2 makes its video with Sora 2 where that is served', async () => {
		await setup.close();
		setup = await openN8nWithEmulator({ generationTimeMs: 100, without: [] });
		const execution = await run(await setup.example('sora-2'));
		const [prediction] = setup.emulator.predictions;
		expect(prediction).toMatchObject({
			model: 'openai/sora-2/text-to-video',
			input: { size: '1280*720', duration: 4 },
		});
		expect(setup.emulator.predictions).toHaveLength(1);
		await expectSaved(execution, 'Save Video', prediction?.id ?? '');
	});

	test('sora-2 says that Sora 2 is gone, goes on with another model, and pays once', async () => {
		const { emulator } = setup;
		const execution = await run(await setup.example('sora-2'));
		const [gone] = jsonOf(execution, 'Sora 2', 1);
		expect(gone).toMatchObject({
			error: expect.stringMatching(
				/^WaveSpeed has no model openai\/sora-2\/text-to-video\. OpenAI ended Sora 2 .*Choose one from the list .*Nothing was submitted\.$/,
			),
			details: { reason: 'modelNotFound', model: 'openai/sora-2/text-to-video' },
		});
		expect(emulator.requestsTo({ method: 'POST', path: /sora/ })).toHaveLength(0);
		expect(emulator.predictions.map(({ model }) => model)).toEqual([
			'wavespeed-ai/minimax-h3/text-to-video',
		]);
		await expectSaved(execution, 'Save Video', emulator.predictions[0]?.id ?? '');
	});

	test('sora-2 goes on with another model where Sora 2 is listed and refused, and pays once', async () => {
		await setup.close();
		setup = await openN8nWithEmulator({ generationTimeMs: 100, without: [] });
		const { emulator } = setup;
		emulator.misbehave({
			when: { method: 'POST', path: '/api/v3/openai/sora-2/text-to-video' },
			times: 9,
			do: { kind: 'reply', status: 404, body: { code: 404, message: 'model not found' } },
		});
		const execution = await run(await setup.example('sora-2'));
		expect(emulator.predictions.map(({ model }) => model)).toEqual([
			'wavespeed-ai/minimax-h3/text-to-video',
		]);
		await expectSaved(execution, 'Save Video', emulator.predictions[0]?.id ?? '');
	});
});
