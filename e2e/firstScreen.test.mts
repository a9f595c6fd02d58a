import { addNode, addTool, fieldsOfTheForm } from './n8n/clicks.mts';
import { createCredential, type NewCredential } from './n8n/credentials.mts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import { CREDENTIAL_TYPE } from './n8n/example.mts';
import { freePorts } from './n8n/freePorts.mts';
import { manualStart } from './n8n/startAndNode.mts';
import { API_KEY, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, inARow, type WorkflowNode } from './n8n/workflows.mts';

const STEP_MS = 30_000;
/** Longer than the panel waits for a catalogue: what comes late is seen as well. */
const QUIET_MS = 2_500;
const FORM = ['aspect_ratio', 'resolution', 'duration', 'seed'];
const MODEL = 'MiniMax H3 Text to Video';

/** A new node chooses the only credential by itself. */
const KEYS: Record<
	string,
	((setup: N8nWithEmulator) => Promise<NewCredential['data']>) | undefined
> = {
	'no key': undefined,
	'a wrong key': async ({ emulator }) => ({ apiKey: 'no-such-key', baseUrl: emulator.url }),
	'nobody at the Base URL': async () => {
		const [port] = await freePorts(1);
		return { apiKey: API_KEY, baseUrl: `http://127.0.0.1:${port}` };
	},
};
const ACTIONS = {
	'Generate video': 'Generate video',
	Submit: 'Submit without waiting',
	'Get Price': 'Get price of generation',
	'an agent’s tool': undefined,
};

const COMPLAINTS = [
	'parameter-issues',
	'empty-fields-notice',
	'rlc-error-container',
	'node-credentials-error',
].map((id) => `[data-test-id="${id}"]`);
const UNTRUE = /could not be loaded|does not have any credentials|are outdated|Error fetching/;

describeInEditor(
	'the first screen of a new node',
	{ stepMs: STEP_MS, pictures: 'first-screen' },
	(here) => {
		const cases = Object.keys(KEYS).flatMap((key) =>
			Object.keys(ACTIONS).map((action) => [key, action] as const),
		);

		test.each(cases)('is right with %s: %s', async (key, added) => {
			const { page, setup } = here;
			const left = await setup.session.request<Array<{ id: string }>>('GET', '/credentials');
			for (const { id } of left) await setup.session.request('DELETE', `/credentials/${id}`);
			const data = await KEYS[key]?.(setup);
			if (data) {
				const type = CREDENTIAL_TYPE;
				await createCredential(setup.session, { name: `Has ${key}`, type, data });
			}
			const action = ACTIONS[added as keyof typeof ACTIONS];
			const nodes = action ? [manualStart()] : [manualStart(), AGENT];
			const { id } = await importWorkflow(setup.session, {
				name: `${added} with ${key}`,
				nodes,
				connections: inARow(nodes),
			});
			await here.editor.openWorkflow(id);
			if (action) await addNode(page, 'wavespeed', 'WaveSpeedAI', action);
			else await addTool(page, 'wavespeed', 'WaveSpeedAI Tool');

			await page.waitForSelector(field('duration'));
			await page.waitForTimeout(QUIET_MS);
			await here.screenshot(`${added} with ${key}`.replace(/[^\w]+/g, '-'));
			expect(await fieldsOfTheForm(page)).toEqual(FORM);
			const model = page.locator(`${field('model')} [data-test-id="rlc-input-container"] input`);
			expect(await model.inputValue()).toContain(MODEL);
			expect(await page.locator(COMPLAINTS.join(', ')).count()).toBe(0);
			const panel = page.locator('[data-test-id="ndv"]');
			expect(await panel.innerText()).not.toMatch(UNTRUE);
			expect(await page.locator('.el-notification').count()).toBe(0);
			expect(await panel.evaluate(inRed)).toEqual([]);
			expect(setup.emulator.predictions).toEqual([]);
		});

		test('would have shown red to the eye that looked for it', async () => {
			const panel = here.page.locator('[data-test-id="ndv"]');
			const painted = panel.getByText('Prompt', { exact: true });
			await painted.evaluate((label) =>
				label.setAttribute('style', 'color: rgb(220, 40, 40) !important; transition: none'),
			);
			expect(await panel.evaluate(inRed)).toEqual([expect.stringContaining('Prompt')]);
		});
	},
);

const AGENT: WorkflowNode = {
	name: 'Agent',
	type: '@n8n/n8n-nodes-langchain.agent',
	typeVersion: 3.1,
	position: [220, 0],
	parameters: { promptType: 'define', text: 'Make me a poster.', options: {} },
};

/** A node of the browser's page; the DOM's own types are not known here. */
interface Shown {
	tagName: string;
	textContent: string;
	childNodes: Iterable<{ nodeType: number; data?: string }>;
	getClientRects(): { length: number };
	querySelectorAll(selector: string): Iterable<Shown>;
}

/** Runs in the browser. @returns what is written, drawn or framed in red */
function inRed(element: unknown): string[] {
	const styleOf = (globalThis as unknown as { getComputedStyle(of: Shown): Style })
		.getComputedStyle;
	type Style = { color: string; borderTopColor: string; borderTopWidth: string };
	const isRed = (colour: string) => {
		const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
		return red > 150 && green < 90 && blue < 100;
	};
	const isDrawn = ({ tagName, childNodes }: Shown) =>
		tagName === 'svg' || [...childNodes].some(({ data = '' }) => data.trim() !== '');
	return [...(element as Shown).querySelectorAll('*')]
		.filter((one) => one.getClientRects().length > 0)
		.filter((one) => {
			const { color, borderTopColor, borderTopWidth } = styleOf(one);
			return (isDrawn(one) && isRed(color)) || (borderTopWidth !== '0px' && isRed(borderTopColor));
		})
		.map(({ tagName, textContent }) => `${tagName} ${textContent}`);
}
