import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium, openEditor, type Editor } from './n8n/editor.mts';
import { NODE_TYPE } from './n8n/example.mts';
import { openWorkbench, type Workbench } from './n8n/workbench.mts';
import { importWorkflow, type Workflow } from './n8n/workflows.mts';

const REPORTS = path.resolve(import.meta.dirname, '../reports');
const NODE = 'WaveSpeedAI';
const PROMPT = 'A lighthouse at dusk, waves breaking on the rocks';
const MODEL = 'bytedance/seedance-2.0/text-to-video';
const LATER_MODEL = 'google/veo3.1/text-to-video';
const STEP_MS = 20_000;

const browser = findChromium();
if ('missing' in browser) process.stderr.write(`${browser.missing}\n`);

/** What is asked of a video element; the DOM's own types are not known here. */
interface Player {
	duration: number;
	error: unknown;
	readyState: number;
	addEventListener(event: string, listener: () => void, options: { once: boolean }): void;
}

const field = (name: string) => `[data-test-id="parameter-input-${name}"]`;

(('missing' in browser ? describe.skip : describe) as typeof describe)(
	'somebody works in the editor',
	() => {
		let bench: Workbench;
		let editor: Editor;
		let page: Page;

		beforeAll(async () => {
			if ('missing' in browser) return;
			await mkdir(REPORTS, { recursive: true });
			bench = await openWorkbench({ generationTimeMs: 200 });
			editor = await openEditor(bench.session.url, browser.file);
			page = editor.page;
			page.setDefaultTimeout(STEP_MS);
		});
		afterAll(async () => {
			await editor?.close();
			await bench?.close();
		});

		const open = async (parameters: Record<string, unknown>) => {
			const workflow = await importWorkflow(bench.session, startAndNode(bench, parameters));
			await editor.openWorkflow(workflow.id);
			await editor.openNode(NODE);
		};
		const screenshot = async (name: string) =>
			await editor.screenshot(path.join(REPORTS, `editor-${name}.png`));
		const fieldsOfTheForm = async () =>
			await page
				.locator('[data-test-id^="remove-field-button-"]')
				.evaluateAll((buttons) =>
					buttons.map((button) => button.getAttribute('data-test-id')?.split('-').at(-1)),
				);
		const pickFromList = async (words: string, entry: RegExp) => {
			await page.click('[data-test-id="rlc-input-container"]');
			await page.locator('[data-test-id="rlc-item"]').first().waitFor();
			await page.keyboard.type(words);
			await page.locator('[data-test-id="rlc-item"]').filter({ hasText: entry }).first().click();
		};
		const run = async () => {
			await page.click('[data-test-id="node-execute-button"]');
			await page.waitForSelector('[data-test-id="ndv-items-count"]');
		};

		test.each(['wavespeed', 'generate video', 'text to video'])(
			'the node is found by “%s”, with all it can do',
			async (words) => {
				const workflow = await importWorkflow(bench.session, startAndNode(bench, {}));
				await editor.openWorkflow(workflow.id);
				const hint = page.getByText('Got it');
				await page.waitForSelector('[data-test-id="node-creator-plus-button"]');
				if (await hint.isVisible()) await hint.click();
				await page.click('[data-test-id="node-creator-plus-button"]');
				const creator = page.locator('[data-test-id="node-creator"]');
				await creator.locator('input').first().fill(words);
				await creator.getByText('WaveSpeedAI', { exact: true }).first().click();
				await creator.getByText(/^Actions \(\d+\)/).waitFor();
				for (const action of [
					'Generate video, image or audio',
					'Upload file',
					'Get many models',
					'Delete generations',
				]) {
					expect(await creator.getByText(action).count()).toBe(1);
				}
			},
		);

		test('a new node shows the default model’s form, and nothing in red', async () => {
			await open({});
			await page.waitForSelector(field('duration'));
			expect(await fieldsOfTheForm()).toEqual(['aspect_ratio', 'resolution', 'duration', 'seed']);
			expect(await page.locator('[data-test-id="parameter-issues"]').count()).toBe(0);
			await screenshot('new');
		});

		test('another model brings its own form; what is filled in is sent, and the video plays', async () => {
			await open({ prompt: PROMPT });
			await page.waitForSelector(field('seed'));
			await pickFromList('seedance text', /Seedance 2\.0 Text to Video · from \$/);
			await page.waitForSelector(field('generate_audio'));
			const fields = await fieldsOfTheForm();
			expect(fields).toEqual(expect.arrayContaining(['aspect_ratio', 'resolution', 'duration']));
			expect(fields).not.toContain('seed');

			await page.click(field('resolution'));
			await page.getByRole('option', { name: '480p' }).click();
			await page.locator(`${field('duration')} input`).fill('6');
			await screenshot('filled');
			await run();
			const [submission] = bench.emulator.requestsTo({ method: 'POST', path: `/api/v3/${MODEL}` });
			expect(submission?.body).toEqual({ prompt: PROMPT, resolution: '480p', duration: 6 });

			await page.click('[data-test-id="ndv-view-binary-data"]');
			const video = page.locator('video');
			await video.waitFor();
			await expect(
				video.evaluate(
					async (element) =>
						await new Promise((resolve) => {
							const player = element as unknown as Player;
							const tell = () => resolve([Math.round(player.duration), player.error]);
							if (player.readyState > 0) tell();
							else player.addEventListener('loadedmetadata', tell, { once: true });
						}),
				),
			).resolves.toEqual([6, null]);
			await screenshot('result');
		});

		test('a model chosen later takes over what fits it, an expression as it was typed', async () => {
			await open({
				prompt: PROMPT,
				model: { __rl: true, mode: 'list', value: MODEL },
				inputFields: {
					mappingMode: 'defineBelow',
					value: {
						aspect_ratio: '={{ "9:" + 16 }}',
						reference_images: 'https://pictures.example/boat.png',
						resolution: '480p',
						duration: 5,
					},
				},
			});
			await page.waitForSelector(field('duration'));
			await page.locator(`${field('duration')} input`).fill('6');
			await pickFromList('veo', /Veo 3\.1 Text to Video · from \$/);
			await page.waitForSelector(field('negative_prompt'));
			// 480p is none of this model's resolutions, and it takes no pictures.
			expect(await page.locator(`${field('duration')} input`).inputValue()).toBe('6');
			await screenshot('kept');
			await run();
			const [submission] = bench.emulator.requestsTo({
				method: 'POST',
				path: `/api/v3/${LATER_MODEL}`,
			});
			// The node draws the seed, to know the submission again should its answer be lost.
			expect(submission?.body).toEqual({
				prompt: PROMPT,
				aspect_ratio: '9:16',
				duration: 6,
				seed: expect.any(Number),
			});
		});

		test('whoever looks at the list first loses nothing by choosing from it later', async () => {
			await open({ resource: 'video', operation: 'generate', prompt: PROMPT });
			await page.waitForSelector(field('duration'));
			const lookAtTheList = async () => {
				await page.click('[data-test-id="rlc-input-container"]');
				await page.locator('[data-test-id="rlc-item"]').first().waitFor();
				await page.getByText('Model Inputs').first().click();
				await page.locator('[data-test-id="rlc-item"]').first().waitFor({ state: 'hidden' });
			};
			const valueOf = async (name: string) =>
				await page
					.locator(`${field(name)} input`)
					.first()
					.inputValue();
			await lookAtTheList();
			await page.locator(`${field('duration')} input`).fill('8');
			await page.click(field('aspect_ratio'));
			await page.getByRole('option', { name: '9:16' }).click();
			await lookAtTheList();
			await page.locator(`${field('seed')} input`).fill('42');
			await pickFromList('seedance 2.5', /Seedance 2\.5 Text to Video · from \$/);
			await page.waitForSelector(field('generate_audio'));
			await page.waitForFunction(
				`document.querySelector('${field('duration')} input')?.value === '8'`,
			);
			expect(await valueOf('aspect_ratio')).toBe('9:16');
			await screenshot('takenOver');
			// The seed waits for a model that takes one; what is changed meanwhile goes back as well.
			await page.locator(`${field('duration')} input`).fill('9');
			await pickFromList('minimax h3 text', /MiniMax H3 Text to Video · from \$/);
			await page.waitForSelector(field('seed'));
			await page.waitForFunction(
				`document.querySelector('${field('seed')} input')?.value === '42'`,
			);
			expect(await valueOf('duration')).toBe('9');
			await screenshot('takenBack');
		});

		test('a prediction is picked from the recent ones', async () => {
			await open({
				resource: 'prediction',
				operation: 'getResult',
				predictionId: { __rl: true, mode: 'list', value: '' },
			});
			await pickFromList('lighthouse', /completed · A lighthouse at dusk/);
			await screenshot('picked');
			await run();
			const { id } = bench.emulator.predictions.at(-1) ?? {};
			expect(
				bench.emulator.requestsTo({ method: 'GET', path: new RegExp(`${id}/result`) }).length,
			).toBe(2);
		});
	},
);

function startAndNode(bench: Workbench, parameters: Record<string, unknown>): Workflow {
	return {
		name: 'In the editor',
		settings: { executionOrder: 'v1' },
		nodes: [
			{
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				name: NODE,
				type: NODE_TYPE,
				typeVersion: 1,
				position: [220, 0],
				parameters,
				credentials: { waveSpeedApi: bench.credential },
			},
		],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	};
}
