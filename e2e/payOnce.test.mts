import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium, openEditor, type Editor } from './n8n/editor.mts';
import { CREDENTIAL_TYPE, NODE_TYPE } from './n8n/example.mts';
import { openWorkbench, type Workbench } from './n8n/workbench.mts';
import { importWorkflow } from './n8n/workflows.mts';

const REPORTS = path.resolve(import.meta.dirname, '../reports');
const NODE = 'WaveSpeedAI';
const PROMPT = 'A lighthouse at dusk, waves breaking on the rocks';
/** The first look at the editor loads all of it. */
const STEP_MS = 120_000;

const browser = findChromium();
if ('missing' in browser) process.stderr.write(`${browser.missing}\n`);

const field = (name: string) => `[data-test-id="parameter-input-${name}"]`;

(('missing' in browser ? describe.skip : describe) as typeof describe)(
	'somebody who wants to pay once, with clicks only',
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

		const open = async () => {
			const workflow = await importWorkflow(bench.session, startAndNode(bench));
			await editor.openWorkflow(workflow.id);
			await editor.openNode(NODE);
			await page.waitForSelector(field('duration'));
		};
		const screenshot = async (name: string) =>
			await editor.screenshot(path.join(REPORTS, `pay-once-${name}.png`));
		const submissions = () => bench.emulator.requests.filter(({ accepted }) => accepted);
		const run = async () => {
			const answered = page.waitForResponse(/\/workflows\/[^/]+\/run/);
			await page.click('[data-test-id="node-execute-button"]');
			await answered;
			await page.waitForSelector('[data-test-id="ndv-items-count"]');
		};
		const addOption = async (name: string) => {
			const add = page.locator('[data-test-id="collection-parameter-add"]').first();
			await add.scrollIntoViewIfNeeded();
			await add.click();
			await page.getByRole('option', { name, exact: true }).click();
		};
		const showsWhole = async (label: string) => {
			const shown = page.locator('label, [data-test-id="input-label"]').getByText(label, {
				exact: true,
			});
			await shown.first().scrollIntoViewIfNeeded();
			const [needed, given] = await shown
				.first()
				.evaluate((element: { scrollWidth: number; clientWidth: number }) => [
					element.scrollWidth,
					element.clientWidth,
				]);
			expect([label, needed! <= given! || given === 0]).toEqual([label, true]);
		};

		test('presses Execute step twice and pays once: the second time the video is there, reused', async () => {
			await open();
			await addOption('Reuse Paid Results');
			await page.locator(field('reusePaidResults')).waitFor();
			await screenshot('1-option');
			await run();
			await page.click('[data-test-id="ndv-view-binary-data"]');
			await page.locator('video').waitFor();
			expect(submissions()).toHaveLength(1);

			await run();
			const output = page.locator('[data-test-id="output-panel"]');
			await output.locator('[data-test-id="radio-button-json"]').click();
			await output.getByText('reused', { exact: false }).first().waitFor();
			await expect(output.innerText()).resolves.toMatch(/reused[\s\S]{0,8}true/);
			await expect(output.innerText()).resolves.toContain(bench.emulator.predictions[0]!.id);
			await screenshot('2-second-time-json');
			await output.locator('[data-test-id="radio-button-binary"]').click();
			await page.click('[data-test-id="ndv-view-binary-data"]');
			await page.locator('video').waitFor();
			await screenshot('3-second-time-video');
			expect(submissions()).toHaveLength(1);
		});

		test('finds every option that decides about money, and chooses another model from the list', async () => {
			await open();
			for (const name of [
				'When a Prediction Fails',
				'Try Again: Times',
				'Reuse Paid Results',
				'Reuse: How Far Back (Days)',
				'Variations',
				'Other Models',
			]) {
				await addOption(name);
				await page.getByText(name, { exact: true }).first().waitFor();
				await showsWhole(name);
			}
			await screenshot('4-options');
			await page.getByRole('button', { name: 'Add Model' }).click();
			const pickers = page.locator('[data-test-id="rlc-input-container"]');
			await pickers.nth(1).scrollIntoViewIfNeeded();
			await screenshot('5-other-model');
			await pickers.nth(1).click();
			const entries = page.locator('[data-test-id="rlc-item"]');
			await entries.first().waitFor();
			await page.keyboard.type('seedance text');
			await entries
				.filter({ hasText: /Seedance 2\.0 Text to Video/ })
				.first()
				.waitFor();
			await screenshot('6-search');
			await entries
				.filter({ hasText: /Seedance 2\.0 Text to Video/ })
				.first()
				.click();
			await entries.first().waitFor({ state: 'hidden' });
			await expect(pickers.nth(1).locator('input').last().inputValue()).resolves.toContain(
				'Seedance 2.0 Text to Video',
			);
			expect(await page.locator('[data-test-id="parameter-issues"]').count()).toBe(0);
			await screenshot('7-chosen');
		});
	},
);

const startAndNode = ({ credential }: Workbench) => ({
	name: 'Pay once',
	settings: { executionOrder: 'v1' },
	nodes: [
		{
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {},
		},
		{
			name: NODE,
			type: NODE_TYPE,
			typeVersion: 1,
			position: [240, 0] as [number, number],
			parameters: { prompt: PROMPT },
			credentials: { [CREDENTIAL_TYPE]: credential },
		},
	],
	connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
});
