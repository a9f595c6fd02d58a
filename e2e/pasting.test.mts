import { executeStep } from './n8n/clicks.mts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import { startAndNode } from './n8n/startAndNode.mts';
import { API_KEY } from './n8n/n8nWithEmulator.mts';
import { importWorkflow } from './n8n/workflows.mts';

const STEP_MS = 60_000;
const OUTPUT = '[data-test-id="output-panel"]';
const IMAGE_MODEL = 'wavespeed-ai/z-image/turbo';
const byId = { __rl: true, mode: 'id', value: '' };

describeInEditor(
	'what people paste',
	{ emulator: { generationTimeMs: 20 }, stepMs: STEP_MS, pictures: 'pasting' },
	(here) => {
		const open = async (name: string, parameters: Record<string, unknown>) => {
			const workflow = await importWorkflow(
				here.setup.session,
				startAndNode(name, { name, parameters, credential: here.setup.credential }),
			);
			await here.editor.openWorkflow(workflow.id);
			await here.editor.openNode(name);
		};
		const paste = async (name: string, text: string) =>
			await here.page
				.locator(`${field(name)} textarea, ${field(name)} input`)
				.last()
				.fill(text);

		test('the address of a model’s page is its model, and that of a result is its prediction', async () => {
			const { page, setup } = here;
			await open('Any model', { operation: 'generateAndWait', model: byId, prompt: 'A kite' });
			await paste('model', 'wavespeed-ai/minimax-h3');
			await executeStep(page);
			// A family without its ending: several models begin so, and nobody can know which one is meant.
			const members = /wavespeed-ai\/minimax-h3\/(?:text|image)-to-video/;
			await page.locator(OUTPUT).getByText(members).first().waitFor();
			expect(setup.emulator.predictions).toEqual([]);
			await paste('model', `https://wavespeed.ai/models/${IMAGE_MODEL}`);
			await executeStep(page);
			await page.locator(`${OUTPUT} [data-test-id="ndv-view-binary-data"]`).waitFor();
			const [made] = setup.emulator.predictions;
			expect(made?.model).toBe(IMAGE_MODEL);

			await open('Get result', { operation: 'getResult', predictionId: byId });
			await paste('predictionId', `${setup.emulator.url}/api/v3/predictions/${made?.id}/result`);
			await executeStep(page);
			await page.locator(`${OUTPUT} [data-test-id="ndv-view-binary-data"]`).waitFor();
			await here.screenshot('result-address');
			expect(setup.emulator.predictions).toHaveLength(1);
		});

		test('the lines of lyrics are sung as they are', async () => {
			const { page, setup } = here;
			const model = { __rl: true, mode: 'list', value: 'minimax/music-2.5' };
			const song = { resource: 'audio', operation: 'music', model, prompt: 'A slow waltz' };
			await open('A song', song);
			// The form has what is left: lyrics there would be a field of one line.
			await page.waitForSelector(field('sample_rate'));
			expect(await page.locator(field('lyrics')).count()).toBe(1);
			const lyrics = '[verse]\nThe harbour sleeps\n\nThe lamps are low';
			await paste('lyrics', lyrics);
			await here.screenshot('lyrics');
			await executeStep(page);
			await page.locator(`${OUTPUT} [data-test-id="ndv-view-binary-data"]`).waitFor();
			expect(setup.emulator.predictions.at(-1)?.input).toMatchObject({ lyrics });
		});

		test('a key with “Bearer” before it and a Base URL with /api/v3 behind it work', async () => {
			const { page, setup } = here;
			await open('With a new key', { resource: 'account', operation: 'getBalance' });
			await page.locator('[data-test-id="node-credentials-select"]').click();
			await page.locator('[data-test-id="node-credentials-select-item-new"]').click();
			await paste('apiKey', `Bearer ${API_KEY}`);
			await paste('baseUrl', `${setup.emulator.url}/api/v3`);
			await page.locator('[data-test-id="credential-save-button"]').click();
			const dialog = page.locator('[data-test-id="credential-edit-dialog"]');
			await dialog.waitFor({ state: 'hidden' });
			await executeStep(page);
			await page
				.locator(OUTPUT)
				.getByText(/balance/i)
				.first()
				.waitFor();
		});
	},
);
