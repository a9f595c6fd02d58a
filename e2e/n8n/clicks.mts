import type { Page } from 'playwright-core';
import { field } from './describeInEditor.mts';

/** What people do in n8n's editor with clicks and keys, and what they see (2.41.1). */

const byTestId = (id: string) => `[data-test-id="${id}"]`;

/** Adds a node behind the last one, by its plus. @param action of the node, where it has several */
export async function addNode(
	page: Page,
	words: string,
	name: string,
	action?: string,
): Promise<void> {
	await canvasIsReady(page);
	await page.locator(byTestId('canvas-handle-plus')).last().click();
	await chooseNode(page, words, name, action);
}

/** Adds a tool to the one agent on the canvas. */
export async function addTool(page: Page, words: string, name: string): Promise<void> {
	await canvasIsReady(page);
	// The agent's last plus is that of its tools.
	await page.locator(byTestId('canvas-handle-plus')).last().click();
	await chooseNode(page, words, name);
}

/** By the plus of the canvas itself. */
export async function openListOfNodes(page: Page): Promise<void> {
	await canvasIsReady(page);
	await page.click(byTestId('node-creator-plus-button'));
}

/** Chooses from n8n's list of nodes, which is open. */
export async function chooseNode(
	page: Page,
	words: string,
	name: string,
	action?: string,
): Promise<void> {
	const creator = page.locator(byTestId('node-creator'));
	await creator.locator('input').first().fill(words);
	await creator.getByText(name, { exact: true }).first().click();
	if (action) {
		const entry = creator.getByText(action, { exact: true }).first();
		// n8n shows a node's triggers only on request.
		await creator.getByText(/^Actions \(\d+\)/).waitFor();
		if (!(await entry.isVisible())) await creator.getByText(/^Triggers \(\d+\)/).click();
		await entry.click();
	}
	await page.waitForSelector(byTestId('ndv'));
}

export async function closePanel(page: Page): Promise<void> {
	await page.click(byTestId('ndv-close-button'));
	await page.locator(byTestId('ndv')).waitFor({ state: 'hidden' });
}

/** Presses Execute step in the open panel, and waits for an output or an error, which may be there already. */
export async function executeStep(page: Page): Promise<void> {
	const button = page.locator(byTestId('node-execute-button'));
	const answered = page.waitForResponse(/\/workflows\/[^/]+\/run/);
	await button.click();
	await answered;
	// While the node runs, the button is without words.
	await button.getByText('Execute step').waitFor();
	await page.waitForSelector(byTestId('ndv-items-count'));
}

/** @returns the names of the inputs that the form shows, from top to bottom */
export async function fieldsOfTheForm(page: Page): Promise<Array<string | undefined>> {
	return await page
		.locator('[data-test-id^="remove-field-button-"]')
		.evaluateAll((buttons) =>
			buttons.map((button) => button.getAttribute('data-test-id')?.split('-').at(-1)),
		);
}

export async function addOption(page: Page, name: string): Promise<void> {
	const add = page.locator(byTestId('collection-parameter-add')).first();
	await add.scrollIntoViewIfNeeded();
	await add.click();
	await page.getByRole('option', { name, exact: true }).click();
}

/** Searches the open node's list of models or predictions. */
export async function pickFromList(page: Page, words: string, entry: RegExp): Promise<void> {
	const entries = page.locator(byTestId('rlc-item'));
	await page.click(byTestId('rlc-input-container'));
	await entries.first().waitFor();
	if (words !== '') await page.keyboard.type(words);
	await entries.filter({ hasText: entry }).first().click();
}

/** Switches a parameter to Expression and types one. */
export async function typeExpression(page: Page, name: string, expression: string): Promise<void> {
	await page.locator(field(name)).hover();
	// The nearest: a form's fields have theirs inside the form's own.
	const around = `xpath=ancestor::*[.//*[@data-test-id="radio-button-expression"]][1]`;
	const parameter = page.locator(field(name)).locator(around);
	await parameter.locator(byTestId('radio-button-expression')).click();
	await page.locator(`${field(name)} .cm-content`).click();
	await page.keyboard.insertText(expression);
}

/** In a tool: the agent's model fills this parameter in. */
export async function letTheModelDefine(page: Page, name: string): Promise<void> {
	await parameterWith(page, name).locator(byTestId('from-ai-override-button')).click();
}

/** Creates the first credential from the open panel of a node, which has none to choose from. */
export async function firstCredential(page: Page, given: CredentialData): Promise<void> {
	await page.locator(byTestId('node-credentials-empty-state')).getByRole('button').click();
	await fillCredential(page, given);
	await page.locator(byTestId('credential-edit-dialog')).waitFor({ state: 'hidden' });
}

/** Fills in the dialog for a new credential, which is open, and saves. */
export async function fillCredential(page: Page, given: CredentialData): Promise<void> {
	await page.locator(`${field('apiKey')} input`).fill(given.key);
	await page.locator(`${field('baseUrl')} input`).fill(given.baseUrl);
	await page.click(byTestId('credential-save-button'));
}

interface CredentialData {
	key: string;
	baseUrl: string;
}

const parameterWith = (page: Page, name: string) =>
	page
		.locator('.parameter-item, [data-test-id="parameter-item"]')
		.filter({ has: page.locator(field(name)) })
		.first();

async function canvasIsReady(page: Page): Promise<void> {
	await page.waitForSelector(byTestId('node-creator-plus-button'));
	const tip = page.getByText('Got it');
	if (await tip.isVisible()) await tip.click();
}
