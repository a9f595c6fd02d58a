import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { DEFAULT_MODEL } from '../nodes/WaveSpeed/defaultModel.ts';
import { findChromium, openEditor, type Editor } from './n8n/editor.mts';
import { API_KEY, openWorkbench, type Workbench } from './n8n/workbench.mts';
import { importWorkflow, type Workflow } from './n8n/workflows.mts';

/** With UPDATE_PICTURES=1 the pictures of the README are taken anew. */
const PICTURES = process.env.UPDATE_PICTURES
	? path.resolve(import.meta.dirname, '../docs/images')
	: undefined;
const REPORTS = path.resolve(import.meta.dirname, '../reports');
const PROMPT = 'A lighthouse at dusk, waves breaking on the rocks';
const STEP_MS = 30_000;
const FORM = ['aspect_ratio', 'resolution', 'duration', 'seed'];

const browser = findChromium();
if ('missing' in browser) process.stderr.write(`${browser.missing}\n`);

const field = (name: string) => `[data-test-id="parameter-input-${name}"]`;

(('missing' in browser ? describe.skip : describe) as typeof describe)(
	'somebody new, with clicks and keys only',
	() => {
		let bench: Workbench;
		let editor: Editor;
		let page: Page;

		beforeAll(async () => {
			if ('missing' in browser) return;
			await mkdir(REPORTS, { recursive: true });
			bench = await openWorkbench({ generationTimeMs: 200 });
			// A newcomer has no credential yet; n8n would choose one that is there by itself.
			const left = await bench.session.request<Array<{ id: string }>>('GET', '/credentials');
			for (const { id } of left) await bench.session.request('DELETE', `/credentials/${id}`);
			editor = await openEditor(bench.session.url, browser.file);
			page = editor.page;
			page.setDefaultTimeout(STEP_MS);
		});
		afterAll(async () => {
			await editor?.close();
			await bench?.close();
		});

		const screenshot = async (name: string, picture?: string) => {
			await editor.screenshot(path.join(REPORTS, `first-hour-${name}.png`));
			if (!PICTURES || !picture) return;
			// What the editor reports for a moment would lie over the panel.
			await page.locator('.el-notification').first().waitFor({ state: 'hidden' });
			await editor.screenshot(path.join(PICTURES, `${picture}.png`));
		};
		const payments = () => bench.emulator.predictions.length;
		const fieldsOfTheForm = async () =>
			await page
				.locator('[data-test-id^="remove-field-button-"]')
				.evaluateAll((buttons) =>
					buttons.map((button) => button.getAttribute('data-test-id')?.split('-').at(-1)),
				);
		const closePanel = async () => {
			await page.keyboard.press('Escape');
			await page.locator('[data-test-id="ndv"]').waitFor({ state: 'hidden' });
		};
		const run = async () => {
			await page.click('[data-test-id="node-execute-button"]');
			await page.waitForSelector('[data-test-id="ndv-items-count"]');
		};

		test('pays once: new node, credential from its panel, prompt, run, look again, run the next node', async () => {
			const workflow = await importWorkflow(bench.session, onlyAStart());
			await editor.openWorkflow(workflow.id);
			await addNode(page, 'generate video', 'WaveSpeedAI', 'Generate video');
			await page.waitForSelector(field('duration'));
			expect(await fieldsOfTheForm()).toEqual(FORM);
			expect(await page.locator('[data-test-id="empty-fields-notice"]').count()).toBe(0);
			await screenshot('1-new');

			await createCredential(page, { key: API_KEY, baseUrl: bench.emulator.url });
			expect(await fieldsOfTheForm()).toEqual(FORM);
			await page.locator(`${field('prompt')} textarea`).fill(PROMPT);
			// As long as the cursor is in it, a tip lies over the heading below.
			await page.getByText('Parameters', { exact: true }).click();
			await screenshot('2-prompt', 'panel');
			await run();
			await page.click('[data-test-id="ndv-view-binary-data"]');
			await page.locator('video').waitFor();
			await screenshot('2-result', 'result');
			expect(payments()).toBe(1);
			expect(bench.emulator.predictions[0]).toMatchObject({
				model: DEFAULT_MODEL,
				input: { prompt: PROMPT },
			});

			await closePanel();
			await editor.openNode('Generate video');
			await page.waitForSelector(field('duration'));
			await page.waitForTimeout(1_500);
			await screenshot('3-looked-again');
			await closePanel();

			await addNode(page, 'no operation', 'No Operation, do nothing');
			await run();
			await screenshot('4-next-node');
			expect(payments()).toBe(1);
		});

		test('finds models by what people call them, and is told when there is none', async () => {
			await closePanel();
			await editor.openNode('Generate video');
			const entries = page.locator('[data-test-id="rlc-item"]');
			await page.click('[data-test-id="rlc-input-container"]');
			await entries
				.filter({ hasText: /^★ .* from \$/ })
				.first()
				.waitFor();
			await screenshot('5-models', 'models');
			await page.keyboard.type('zzzz');
			await entries
				.filter({ hasText: /\(chosen before\) · from \$/ })
				.first()
				.waitFor();
			await screenshot('6-none');
			for (let key = 0; key < 4; key++) await page.keyboard.press('Backspace');
			// A model that only animates pictures is no match where a video is made from a prompt.
			await page.keyboard.type('talking head');
			await entries
				.filter({ hasText: /\(nearest\)/ })
				.first()
				.waitFor();
			expect(await entries.filter({ hasText: /InfiniteTalk/ }).count()).toBe(0);
			for (const _letter of 'talking head') await page.keyboard.press('Backspace');
			await page.keyboard.type('seedance 2.5 film');
			await entries.filter({ hasText: /Seedance 2\.5 Text to Video · from/ }).click();
			await page.waitForSelector(field('reference_images'));
			await screenshot('7-seedance');
			// Its pictures may be files of the item: the field for them is there.
			await page.getByText('Binary Inputs', { exact: true }).waitFor();
		});
	},
);

/** By the plus behind the last node, as people do. */
async function addNode(page: Page, words: string, name: string, action?: string): Promise<void> {
	const hint = page.getByText('Got it');
	await page.waitForSelector('[data-test-id="node-creator-plus-button"]');
	if (await hint.isVisible()) await hint.click();
	const handles = page.locator('[data-test-id="canvas-handle-plus"]');
	await handles.last().click();
	const creator = page.locator('[data-test-id="node-creator"]');
	await creator.locator('input').first().fill(words);
	await creator.getByText(name, { exact: true }).first().click();
	if (action) await creator.getByText(action, { exact: true }).first().click();
	await page.waitForSelector('[data-test-id="ndv"]');
}

async function createCredential(
	page: Page,
	{ key, baseUrl }: { key: string; baseUrl: string },
): Promise<void> {
	await page.locator('[data-test-id="node-credentials-empty-state"]').getByRole('button').click();
	await page.locator('[data-test-id="parameter-input-apiKey"] input').fill(key);
	await page.locator('[data-test-id="parameter-input-baseUrl"] input').fill(baseUrl);
	await page.locator('[data-test-id="credential-save-button"]').click();
	await page.locator('[data-test-id="credential-edit-dialog"]').waitFor({ state: 'hidden' });
}

function onlyAStart(): Workflow {
	return {
		name: 'The first hour',
		settings: { executionOrder: 'v1' },
		nodes: [
			{
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
		],
		connections: {},
	};
}
