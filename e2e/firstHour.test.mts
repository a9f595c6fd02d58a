import path from 'node:path';
import type { Page } from 'playwright-core';
import { DEFAULT_MODEL } from '../nodes/WaveSpeed/defaultModel.ts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import { manualStart } from './n8n/startAndNode.mts';
import { API_KEY } from './n8n/workbench.mts';
import { importWorkflow, type Workflow } from './n8n/workflows.mts';

/** With UPDATE_PICTURES=1 the pictures of the README are taken anew. */
const PICTURES = process.env.UPDATE_PICTURES
	? path.resolve(import.meta.dirname, '../docs/images')
	: undefined;
const PROMPT = 'A lighthouse at dusk, waves breaking on the rocks';
const STEP_MS = 30_000;
const FORM = ['aspect_ratio', 'resolution', 'duration', 'seed'];

describeInEditor(
	'somebody new, with clicks and keys only',
	{
		emulator: { generationTimeMs: 200 },
		stepMs: STEP_MS,
		pictures: 'first-hour',
		// A newcomer has no credential yet; n8n would choose one that is there by itself.
		prepare: async ({ session }) => {
			const left = await session.request<Array<{ id: string }>>('GET', '/credentials');
			for (const { id } of left) await session.request('DELETE', `/credentials/${id}`);
		},
	},
	(here) => {
		const screenshot = async (name: string, picture?: string) => {
			await here.screenshot(name);
			if (!PICTURES || !picture) return;
			// What the here.editor reports for a moment would lie over the panel.
			await here.page.locator('.el-notification').first().waitFor({ state: 'hidden' });
			await here.editor.screenshot(path.join(PICTURES, `${picture}.png`));
		};
		const payments = () => here.bench.emulator.predictions.length;
		const fieldsOfTheForm = async () =>
			await here.page
				.locator('[data-test-id^="remove-field-button-"]')
				.evaluateAll((buttons) =>
					buttons.map((button) => button.getAttribute('data-test-id')?.split('-').at(-1)),
				);
		const closePanel = async () => {
			await here.page.keyboard.press('Escape');
			await here.page.locator('[data-test-id="ndv"]').waitFor({ state: 'hidden' });
		};
		const run = async () => {
			await here.page.click('[data-test-id="node-execute-button"]');
			await here.page.waitForSelector('[data-test-id="ndv-items-count"]');
		};

		test('pays once: new node, credential from its panel, prompt, run, look again, run the next node', async () => {
			const workflow = await importWorkflow(here.bench.session, onlyAStart());
			await here.editor.openWorkflow(workflow.id);
			await addNode(here.page, 'generate video', 'WaveSpeedAI', 'Generate video');
			await here.page.waitForSelector(field('duration'));
			expect(await fieldsOfTheForm()).toEqual(FORM);
			expect(await here.page.locator('[data-test-id="empty-fields-notice"]').count()).toBe(0);
			await screenshot('1-new');

			await createCredential(here.page, { key: API_KEY, baseUrl: here.bench.emulator.url });
			expect(await fieldsOfTheForm()).toEqual(FORM);
			await here.page.locator(`${field('prompt')} textarea`).fill(PROMPT);
			// As long as the cursor is in it, a tip lies over the heading below.
			await here.page.getByText('Parameters', { exact: true }).click();
			await screenshot('2-prompt', 'panel');
			await run();
			await here.page.click('[data-test-id="ndv-view-binary-data"]');
			await here.page.locator('video').waitFor();
			await screenshot('2-result', 'result');
			expect(payments()).toBe(1);
			expect(here.bench.emulator.predictions[0]).toMatchObject({
				model: DEFAULT_MODEL,
				input: { prompt: PROMPT },
			});

			await closePanel();
			await here.editor.openNode('Generate video');
			await here.page.waitForSelector(field('duration'));
			await here.page.waitForTimeout(1_500);
			await screenshot('3-looked-again');
			await closePanel();

			await addNode(here.page, 'no operation', 'No Operation, do nothing');
			await run();
			await screenshot('4-next-node');
			expect(payments()).toBe(1);
		});

		test('finds models by what people call them, and is told when there is none', async () => {
			await closePanel();
			await here.editor.openNode('Generate video');
			const entries = here.page.locator('[data-test-id="rlc-item"]');
			await here.page.click('[data-test-id="rlc-input-container"]');
			await entries
				.filter({ hasText: /^★ .* from \$/ })
				.first()
				.waitFor();
			await screenshot('5-models', 'models');
			await here.page.keyboard.type('zzzz');
			await entries
				.filter({ hasText: /\(chosen before\) · from \$/ })
				.first()
				.waitFor();
			await screenshot('6-none');
			for (let key = 0; key < 4; key++) await here.page.keyboard.press('Backspace');
			// A model that only animates pictures is no match where a video is made from a prompt.
			await here.page.keyboard.type('talking head');
			await entries
				.filter({ hasText: /\(nearest\)/ })
				.first()
				.waitFor();
			expect(await entries.filter({ hasText: /InfiniteTalk/ }).count()).toBe(0);
			for (const _letter of 'talking head') await here.page.keyboard.press('Backspace');
			await here.page.keyboard.type('seedance 2.5 film');
			await entries.filter({ hasText: /Seedance 2\.5 Text to Video · from/ }).click();
			await here.page.waitForSelector(field('reference_images'));
			await screenshot('7-seedance');
			// Its pictures may be files of the item: the field for them is there.
			await here.page.getByText('Binary Inputs', { exact: true }).waitFor();
		});

		test('keeps the model and its form where another credential has a wrong key', async () => {
			const { page, bench } = here;
			await page.locator(`${field('duration')} input`).fill('9');
			await page.locator('[data-test-id="node-credentials-select"]').click();
			await page.locator('[data-test-id="node-credentials-select-item-new"]').click();
			const refused = page.waitForResponse(/resource-locator/);
			await fillCredential(page, { key: 'no-such-key', baseUrl: bench.emulator.url });
			const dialog = page.locator('[data-test-id="credential-edit-dialog"]');
			await dialog.getByText('Couldn’t connect with these settings').waitFor();
			await page.locator('.el-dialog__headerbtn:visible').last().click();
			await dialog.waitFor({ state: 'hidden' });
			await refused;
			await page.waitForTimeout(1_500);
			await screenshot('8-wrong-key');
			const model = page.locator('[data-test-id="rlc-input-container"] input');
			expect(await model.first().inputValue()).toMatch(/Seedance 2\.5 Text to Video/);
			expect(await page.locator(`${field('duration')} input`).inputValue()).toBe('9');
			// Searched for, the list says what is wrong.
			await page.click('[data-test-id="rlc-input-container"]');
			await page.locator('[data-test-id="rlc-item"]').first().waitFor();
			await page.keyboard.type('flux');
			await page
				.getByText(/does not accept the API key/)
				.first()
				.waitFor();
			await screenshot('9-wrong-key-search');
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
	await fillCredential(page, { key, baseUrl });
	await page.locator('[data-test-id="credential-edit-dialog"]').waitFor({ state: 'hidden' });
}

async function fillCredential(
	page: Page,
	{ key, baseUrl }: { key: string; baseUrl: string },
): Promise<void> {
	await page.locator('[data-test-id="parameter-input-apiKey"] input').fill(key);
	await page.locator('[data-test-id="parameter-input-baseUrl"] input').fill(baseUrl);
	await page.locator('[data-test-id="credential-save-button"]').click();
}

function onlyAStart(): Workflow {
	return {
		name: 'The first hour',
		settings: { executionOrder: 'v1' },
		nodes: [manualStart()],
		connections: {},
	};
}
