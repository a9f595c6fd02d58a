/**
 * Draws what a newcomer meets into docs/images/getting-started, and the price in the panel into
 * docs/images/money, in light and dark, from the real editor:
 * `npm run docs:pictures`. Look at them before they are committed.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { CredentialReference } from '../e2e/n8n/credentials.mts';
import { startAndNode } from '../e2e/n8n/startAndNode.mts';
import { importWorkflow, type Workflow } from '../e2e/n8n/workflows.mts';
import { REPOSITORY, withEditor, type Studio } from './withEditor.mts';

const PICTURES = path.join(REPOSITORY, 'docs/images/getting-started');
const MONEY_PICTURES = path.join(REPOSITORY, 'docs/images/money');
const PROMPT = 'A lighthouse at dusk, waves breaking on the rocks, slow camera flight';
const NODE = 'WaveSpeedAI';

const COLOURS = ['light', 'dark'] as const;

await withEditor(
	async (studio) => {
		mkdirSync(PICTURES, { recursive: true });
		mkdirSync(MONEY_PICTURES, { recursive: true });
		const { page } = studio.editor;
		await page.setViewportSize({ width: 1360, height: 860 });
		// The prices first: what is left is less after the first run.
		for (const draw of [drawPrice, drawPanel]) {
			for (const colours of COLOURS) {
				await page.emulateMedia({ colorScheme: colours });
				await draw(studio, colours);
				console.log(`${draw.name}, ${colours}`);
			}
		}
	},
	{ balanceUsd: 12.3 },
);

/** The node as it is added, its list of models, and what it has made. */
async function drawPanel({ editor, session, credential }: Studio, colours: string): Promise<void> {
	const { page } = editor;
	const shoot = async (name: string) => {
		await page.waitForTimeout(1_000);
		await page.screenshot({ path: path.join(PICTURES, `${name}-${colours}.png`) });
	};
	const first = { resource: 'video', operation: 'generate', prompt: PROMPT };
	const { id } = await importWorkflow(session, workflowWith(first, credential));
	await editor.openWorkflow(id);
	await editor.openNode(NODE);
	await page.waitForSelector('[data-test-id="parameter-input-duration"]');
	await shoot('panel');

	await page.click('[data-test-id="rlc-input-container"]');
	await page.locator('[data-test-id="rlc-item"]').first().waitFor();
	await page.keyboard.type('text to video');
	await page
		.locator('[data-test-id="rlc-item"]')
		.filter({ hasText: /Text to Video.* from \$/ })
		.first()
		.waitFor();
	await shoot('models');
	await page.keyboard.press('Escape');

	await page.click('[data-test-id="node-execute-button"]');
	await page.waitForSelector('[data-test-id="ndv-items-count"]');
	await page.click('[data-test-id="ndv-view-binary-data"]');
	await page.locator('video').waitFor();
	await shoot('result');
}

/** What a prediction will cost and what is left, below the inputs it is for. */
async function drawPrice({ editor, session, credential }: Studio, colours: string): Promise<void> {
	const { page } = editor;
	const value = { duration: 10, resolution: '768p' };
	const { id } = await importWorkflow(
		session,
		workflowWith(
			{
				prompt: PROMPT,
				inputFields: { mappingMode: 'defineBelow', value },
				options: { showPrice: '' },
			},
			credential,
		),
	);
	await editor.openWorkflow(id);
	await editor.openNode(NODE);
	const price = page.locator('[data-test-id="parameter-input-showPrice"]');
	await page.waitForFunction(
		`document.querySelector('[data-test-id="parameter-input-showPrice"] input')?.value.startsWith("$")`,
	);
	await price.scrollIntoViewIfNeeded();
	await page.waitForTimeout(1_000);
	await page.screenshot({ path: path.join(MONEY_PICTURES, `price-${colours}.png`) });
}

function workflowWith(
	parameters: Record<string, unknown>,
	credential: CredentialReference,
): Workflow {
	return startAndNode('My first video', { name: NODE, parameters, credential });
}
