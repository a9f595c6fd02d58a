import { addOption, executeStep } from './n8n/clicks.mts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import { CREDENTIAL_TYPE, NODE_TYPE } from './n8n/example.mts';
import type { N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow } from './n8n/workflows.mts';

const NODE = 'WaveSpeedAI';
const PROMPT = 'A lighthouse at dusk, waves breaking on the rocks';
/** Options that mean something only beside another one. */
const DEPENDENT = /^(Failure: Times|Failure: Other|Cost: Days to Reuse|Row: Fields|Cost: If)/;
/** The first look at the editor loads all of it. */
const STEP_MS = 120_000;

describeInEditor(
	'somebody who wants to pay once, with clicks only',
	{
		emulator: { generationTimeMs: 200 },
		stepMs: STEP_MS,
		pictures: 'pay-once',
	},
	(here) => {
		const open = async (options: object = {}) => {
			const workflow = await importWorkflow(here.setup.session, startAndNode(here.setup, options));
			await here.editor.openWorkflow(workflow.id);
			await here.editor.openNode(NODE);
			await here.page.waitForSelector(field('duration'));
		};
		const submissions = () => here.setup.emulator.requests.filter(({ accepted }) => accepted);
		const offered = async () => {
			const add = here.page.locator('[data-test-id="collection-parameter-add"]').first();
			await add.scrollIntoViewIfNeeded();
			await add.click();
			const names = here.page.getByRole('option');
			await names.filter({ hasText: 'Failure: Next Step' }).waitFor();
			const texts = await names.allInnerTexts();
			await here.page.keyboard.press('Escape');
			return texts;
		};
		const showsWhole = async (label: string) => {
			const shown = here.page.locator('label, [data-test-id="input-label"]').getByText(label, {
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
			await addOption(here.page, 'Cost: Reuse Paid Results');
			await here.page.locator(field('reusePaidResults')).waitFor();
			await here.screenshot('1-option');
			await executeStep(here.page);
			await here.page.click('[data-test-id="ndv-view-binary-data"]');
			await here.page.locator('video').waitFor();
			expect(submissions()).toHaveLength(1);

			await executeStep(here.page);
			const output = here.page.locator('[data-test-id="output-panel"]');
			await output.locator('[data-test-id="radio-button-json"]').click();
			await output.getByText('reused', { exact: false }).first().waitFor();
			await expect(output.innerText()).resolves.toMatch(/reused[\s\S]{0,8}true/);
			await expect(output.innerText()).resolves.toContain(here.setup.emulator.predictions[0]!.id);
			await here.screenshot('2-second-time-json');
			await output.locator('[data-test-id="radio-button-binary"]').click();
			await here.page.click('[data-test-id="ndv-view-binary-data"]');
			await here.page.locator('video').waitFor();
			await here.screenshot('3-second-time-video');
			expect(submissions()).toHaveLength(1);
		});

		test('finds every option that decides about money, and chooses another model from the list', async () => {
			await open();
			await expect(offered()).resolves.not.toEqual(
				expect.arrayContaining([expect.stringMatching(DEPENDENT)]),
			);
			const add = async (name: string) => {
				await addOption(here.page, name);
				await here.page.getByText(name, { exact: true }).first().waitFor();
				await showsWhole(name);
			};
			await add('Failure: Next Step');
			await add('Failure: More Tries');
			await add('Cost: Reuse Paid Results');
			await add('Cost: Days to Reuse');
			await add('Run: Variations');
			await here.page.locator(field('whenPredictionFails')).click();
			await here.page.getByRole('option', { name: 'Use Other Models' }).click();
			await here.page.locator(field('tryAgainTimes')).waitFor({ state: 'detached' });
			await add('Failure: Other Models');
			await here.screenshot('4-options');
			await here.page.getByRole('button', { name: 'Add Model' }).click();
			const pickers = here.page.locator('[data-test-id="rlc-input-container"]');
			await pickers.nth(1).scrollIntoViewIfNeeded();
			await here.screenshot('5-other-model');
			await pickers.nth(1).click();
			const entries = here.page.locator('[data-test-id="rlc-item"]');
			await entries.first().waitFor();
			await here.page.keyboard.type('seedance text');
			await entries
				.filter({ hasText: /Seedance 2\.0 Text to Video/ })
				.first()
				.waitFor();
			await here.screenshot('6-search');
			await entries
				.filter({ hasText: /Seedance 2\.0 Text to Video/ })
				.first()
				.click();
			await entries.first().waitFor({ state: 'hidden' });
			await expect(pickers.nth(1).locator('input').last().inputValue()).resolves.toContain(
				'Seedance 2.0 Text to Video',
			);
			expect(await here.page.locator('[data-test-id="parameter-issues"]').count()).toBe(0);
			await here.screenshot('7-chosen');
		});

		test('finds the option beside an expression that has no value yet', async () => {
			await open({ whenPredictionFails: '={{ $json.how }}' });
			await addOption(here.page, 'Failure: More Tries');
			await here.page.locator(field('tryAgainTimes')).waitFor();
			await here.screenshot('8-beside-expression');
		});
	},
);

const startAndNode = ({ credential }: N8nWithEmulator, options: object) => ({
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
			parameters: { prompt: PROMPT, options },
			credentials: { [CREDENTIAL_TYPE]: credential },
		},
	],
	connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
});
