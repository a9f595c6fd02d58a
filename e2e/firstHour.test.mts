import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DEFAULT_MODEL } from '../nodes/WaveSpeed/defaultModel.ts';
import { startChatServer, type ChatRequest, type ChatServer } from './agent/chatServer.mts';
import {
	addNode,
	addOption,
	addTool,
	chooseNode,
	closePanel,
	executeStep,
	fieldsOfTheForm,
	fillCredential,
	firstCredential,
	letTheModelDefine,
	openListOfNodes,
	pickFromList,
	typeExpression,
} from './n8n/clicks.mts';
import { createCredential } from './n8n/credentials.mts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import { manualStart } from './n8n/startAndNode.mts';
import { API_KEY } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, inARow, type Workflow, type WorkflowNode } from './n8n/workflows.mts';

/** With UPDATE_PICTURES=1 the pictures of the README are taken anew. */
const PICTURES = process.env.UPDATE_PICTURES
	? path.resolve(import.meta.dirname, '../docs/images')
	: undefined;
const PROMPT = 'A lighthouse at dusk, waves breaking on the rocks';
const STOPPED = 'A paper boat on a lake';
const STEP_MS = 30_000;
const FORM = ['aspect_ratio', 'resolution', 'duration', 'seed'];
const OUTPUT = '[data-test-id="output-panel"]';
const RUN_ALL = '[data-test-id="execute-workflow-button"]';

/**
 * One person, one browser, one account: each test goes on where the one before has ended, and all
 * payments are counted together.
 */
describeInEditor(
	'the first hour of somebody new, with clicks and keys only',
	{
		emulator: { generationTimeMs: ({ input }) => (input.prompt === STOPPED ? 4_000 : 200) },
		stepMs: STEP_MS,
		pictures: 'first-hour',
		// A newcomer has no credential yet; n8n would choose one that is there by itself.
		prepare: async ({ session }) => {
			const left = await session.request<Array<{ id: string }>>('GET', '/credentials');
			for (const { id } of left) await session.request('DELETE', `/credentials/${id}`);
		},
	},
	(here) => {
		let paid = 0;
		let chat: ChatServer | undefined;
		afterAll(async () => await chat?.close());

		/** In light and dark. */
		const screenshot = async (name: string, picture?: string) => {
			await here.page.emulateMedia({ colorScheme: 'dark' });
			await here.screenshot(`${name}-dark`);
			await here.page.emulateMedia({ colorScheme: 'light' });
			await here.screenshot(name);
			if (!PICTURES || !picture) return;
			// What the editor reports for a moment would lie over the panel.
			await here.page.locator('.el-notification').first().waitFor({ state: 'hidden' });
			await here.editor.screenshot(path.join(PICTURES, `${picture}.png`));
		};
		/** @param more predictions that were paid for since the last count */
		const expectPayments = async (more: number) => {
			paid += more;
			const { predictions } = here.setup.emulator;
			// The output of an earlier run is there before that of a new one.
			for (const until = Date.now() + STEP_MS; predictions.length < paid && Date.now() < until; )
				await delay(50);
			expect(predictions.map(({ input }) => input.prompt ?? input.text)).toHaveLength(paid);
		};
		const openNew = async (name: string, ...behind: WorkflowNode[]) => {
			const workflow = await importWorkflow(here.setup.session, canvas(name, ...behind));
			await here.editor.openWorkflow(workflow.id);
		};
		const fill = async (prompt: string) =>
			await here.page.locator(`${field('prompt')} textarea`).fill(prompt);
		const playVideo = async () => {
			await here.page.locator(`${OUTPUT} [data-test-id="ndv-view-binary-data"]`).click();
			await here.page.locator('video').waitFor();
		};

		test('pays once: new node, credential from its panel, prompt, run, look again, run the next node', async () => {
			await openNew('The first hour');
			await addNode(here.page, 'generate video', 'WaveSpeedAI', 'Generate video');
			await here.page.waitForSelector(field('duration'));
			expect(await fieldsOfTheForm(here.page)).toEqual(FORM);
			expect(await here.page.locator('[data-test-id="empty-fields-notice"]').count()).toBe(0);
			await screenshot('01-new');

			await firstCredential(here.page, { key: API_KEY, baseUrl: here.setup.emulator.url });
			expect(await fieldsOfTheForm(here.page)).toEqual(FORM);
			await fill(PROMPT);
			// As long as the cursor is in it, a tip lies over the heading below.
			await here.page.getByText('Parameters', { exact: true }).click();
			await screenshot('02-prompt', 'panel');
			await executeStep(here.page);
			await playVideo();
			await screenshot('03-result', 'result');
			await expectPayments(1);
			expect(here.setup.emulator.predictions[0]).toMatchObject({
				model: DEFAULT_MODEL,
				input: { prompt: PROMPT },
			});

			await closePanel(here.page);
			await here.editor.openNode('Generate video');
			await here.page.waitForSelector(field('duration'));
			await here.page.waitForTimeout(1_500);
			await screenshot('04-looked-again');
			await closePanel(here.page);

			await addNode(here.page, 'no operation', 'No Operation, do nothing');
			await executeStep(here.page);
			await screenshot('05-next-node');
			await expectPayments(0);
		});

		test('finds models by what people call them, and is told when there is none', async () => {
			await closePanel(here.page);
			await here.editor.openNode('Generate video');
			const entries = here.page.locator('[data-test-id="rlc-item"]');
			await here.page.click('[data-test-id="rlc-input-container"]');
			await entries
				.filter({ hasText: /^★ .* from \$/ })
				.first()
				.waitFor();
			await screenshot('06-models', 'models');
			await here.page.keyboard.type('zzzz');
			await entries
				.filter({ hasText: /\(chosen, no match\)/ })
				.first()
				.waitFor();
			await screenshot('07-none');
			for (let key = 0; key < 4; key++) await here.page.keyboard.press('Backspace');
			// A model that only animates pictures is listed with its place where a video is made from a prompt.
			await here.page.keyboard.type('talking head');
			await entries
				.filter({ hasText: /InfiniteTalk.* \((?:under Generate Talking Head|elsewhere)\)/ })
				.first()
				.waitFor();
			for (const _letter of 'talking head') await here.page.keyboard.press('Backspace');
			await here.page.keyboard.type('seedance 2.5 film');
			await entries.filter({ hasText: /Seedance 2\.5 Text to Video · from/ }).click();
			await here.page.waitForSelector(field('reference_images'));
			await screenshot('08-seedance');
			// Its pictures may be files of the item: the field for them is there.
			await here.page.getByText('Binary Inputs', { exact: true }).waitFor();
			await here.page.locator(`${field('duration')} input`).fill('9');
			await executeStep(here.page);
			await expectPayments(1);
			expect(here.setup.emulator.predictions.at(-1)?.input).toMatchObject({
				prompt: PROMPT,
				duration: 9,
			});
		});

		test('makes a video of each row of a table, and finds the row in it', async () => {
			await openNew('A table', TABLE);
			await addNode(here.page, 'generate video', 'WaveSpeedAI', 'Generate video');
			await here.page.waitForSelector(field('duration'));
			await typeExpression(here.page, 'prompt', '{{ $json.prompt }}');
			await addOption(here.page, 'Row: Include Input Fields');
			await executeStep(here.page);
			await screenshot('10-table');
			const output = here.page.locator(OUTPUT);
			await output.locator('[data-test-id="radio-button-table"]').click();
			for (const title of ['boat', 'kite', 'harbour'])
				await output.getByText(title, { exact: true }).first().waitFor();
			await screenshot('11-table-rows');
			await expectPayments(3);
		});

		test('animates the picture that the node before has made', async () => {
			const { page } = here;
			await openNew('A picture that moves');
			await addNode(page, 'generate image', 'WaveSpeedAI', 'Generate image');
			await fill('A cat on a beach');
			await executeStep(page);
			await closePanel(page);
			await addNode(page, 'animate', 'WaveSpeedAI', 'Animate image');
			await page.waitForSelector(field('image'));
			await fill('The cat yawns');
			await executeStep(page);
			await page.getByText('The input “image” is required').first().waitFor();
			await screenshot('12-no-picture');
			await expectPayments(1);
			await page.getByRole('button', { name: 'Add File' }).click();
			await page
				.locator(`${field('input')} input`)
				.first()
				.waitFor();
			expect(await page.locator('[data-test-id="parameter-issues"]').count()).toBe(0);
			await screenshot('13-file');
			await executeStep(page);
			await playVideo();
			await expectPayments(1);
			const { emulator } = here.setup;
			const { image } = emulator.predictions.at(-1)!.input;
			const sent = Buffer.from(await (await fetch(String(image))).arrayBuffer());
			const made = await emulator.outputBytesOf(emulator.predictions.at(-2)!.id);
			expect(sent.equals(made)).toBe(true);
		});

		test('is told of a price limit before anything is paid, and waits without holding an execution', async () => {
			const { page } = here;
			await openNew('A limit');
			await addNode(page, 'text to video', 'WaveSpeedAI', 'Generate video');
			await page.waitForSelector(field('duration'));
			await fill('A kite');
			await addOption(page, 'Cost: Max Each (USD)');
			const limit = page.locator(`${field('maxPricePerPrediction')} input`);
			await limit.fill('0.05');
			await executeStep(page);
			await page
				.getByText(/would cost \$0\.\d+, and the option “Cost: Max Each \(USD\)” allows \$0\.05/)
				.first()
				.waitFor();
			await screenshot('14-limit');
			await expectPayments(0);
			await limit.fill('2');
			await addOption(page, 'Wait: Suspend Execution');
			await page.waitForSelector(field('whileWaiting'));
			await executeStep(page);
			await playVideo();
			await screenshot('15-suspended');
			await expectPayments(1);
			expect(here.setup.emulator.callbacks.length).toBeGreaterThan(0);
		});

		test('lets a workflow of its own begin when a video is ready', async () => {
			const { page, setup } = here;
			await openNew('When it is ready');
			await openListOfNodes(page);
			await chooseNode(page, 'wavespeed', 'WaveSpeedAI', 'On finished video, image or file');
			await page.getByText('Webhook URLs').click();
			const address = (await page.locator('.webhook-url').innerText()).replace(/\s/g, '');
			await page.click('[data-test-id="node-execute-button"]');
			await page.getByText('Listening for test event').first().waitFor();
			await screenshot('16-listening');

			const tab = await page.context().newPage();
			tab.setDefaultTimeout(STEP_MS);
			const workflow = await importWorkflow(setup.session, canvas('Submits'));
			await tab.goto(`${setup.session.url}/workflow/${workflow.id}`);
			await tab.waitForSelector('[data-node-name]');
			await addNode(tab, 'submit', 'WaveSpeedAI', 'Submit without waiting');
			await tab.waitForSelector(field('duration'));
			await tab.locator(`${field('prompt')} textarea`).fill('A harbour at night');
			await addOption(tab, 'Webhook URL');
			await tab.locator(`${field('webhookUrl')} input`).fill(address);
			await executeStep(tab);
			await tab.close();

			await page.bringToFront();
			await playVideo();
			await screenshot('17-triggered');
			await expectPayments(1);
		});

		test('gives an agent two tools, which it tells apart', async () => {
			const { page, setup } = here;
			chat = await startChatServer(callsBothTools);
			const chatModel = await createCredential(setup.session, {
				name: `Chat stand-in at ${chat.url}`,
				type: 'openAiApi',
				data: { apiKey: 'nobody', url: chat.url, header: false },
			});
			const workflow = await importWorkflow(setup.session, agent(chatModel));
			await here.editor.openWorkflow(workflow.id);
			for (const [resource, model, entry, input] of [
				['Image', 'z image', /^★ Z.Image Turbo/, 'prompt'],
				['Audio', 'speech', /^★ .*Speech/, 'text'],
			] as const) {
				await addTool(page, 'wavespeed', 'WaveSpeedAI Tool');
				await page.waitForSelector(field('duration'));
				await page.locator(field('resource')).click();
				await page.getByRole('option', { name: new RegExp(`^${resource}`) }).click();
				const wrongModel = page.getByText('does not do what is chosen').first();
				await wrongModel.waitFor();
				await pickFromList(page, model, entry);
				await wrongModel.waitFor({ state: 'hidden' });
				await letTheModelDefine(page, input);
				await screenshot(`18-tool-${resource}`);
				await closePanel(page);
			}
			await screenshot('19-agent');
			await page.click(RUN_ALL);
			await page.getByText('Workflow executed successfully').first().waitFor();
			const names = chat.requests[0]?.tools?.map((tool) => tool.function.name) ?? [];
			expect(new Set(names).size).toBe(2);
			expect(setup.emulator.predictions.slice(-2).map(({ input }) => input)).toEqual(
				expect.arrayContaining([
					expect.objectContaining({ prompt: 'A poster for a jazz night' }),
					expect.objectContaining({ text: 'Welcome back' }),
				]),
			);
			await expectPayments(2);
		});

		test('stops a generation, finds what it made in the list, and pays for it once', async () => {
			const { page, setup } = here;
			await openNew('Stopped');
			await addNode(page, 'generate video', 'WaveSpeedAI', 'Generate video');
			await page.waitForSelector(field('duration'));
			await fill(STOPPED);
			await closePanel(page);
			await page.click(RUN_ALL);
			while (setup.emulator.predictions.length === paid) await delay(50);
			await page.locator('[data-test-id="stop-execution-button"]').click();
			await page.locator(RUN_ALL).waitFor();
			await screenshot('20-stopped');

			await openNew('Fetch it');
			await addNode(page, 'get result', 'WaveSpeedAI', 'Get result of generation');
			await page.getByText('put this node behind a trigger of its own').first().waitFor();
			await pickFromList(page, '', new RegExp(STOPPED));
			await screenshot('21-list');
			const made = setup.emulator.predictions.at(-1)!;
			while (made.status !== 'completed') await delay(100);
			await executeStep(page);
			await playVideo();
			await screenshot('22-found');
			await expectPayments(1);
		});

		test('keeps the model and its form where another credential has a wrong key', async () => {
			const { page, setup } = here;
			await openNew('A wrong key');
			await addNode(page, 'generate video', 'WaveSpeedAI', 'Generate video');
			await page.waitForSelector(field('duration'));
			await pickFromList(page, 'seedance 2.5 film', /Seedance 2\.5 Text to Video · from/);
			await page.waitForSelector(field('reference_images'));
			await page.locator(`${field('duration')} input`).fill('9');
			await page.locator('[data-test-id="node-credentials-select"]').click();
			await page.locator('[data-test-id="node-credentials-select-item-new"]').click();
			const refused = page.waitForResponse(/resource-locator/);
			await fillCredential(page, { key: 'no-such-key', baseUrl: setup.emulator.url });
			const dialog = page.locator('[data-test-id="credential-edit-dialog"]');
			await dialog.getByText('Couldn’t connect with these settings').waitFor();
			await page.locator('.el-dialog__headerbtn:visible').last().click();
			await dialog.waitFor({ state: 'hidden' });
			await refused;
			await page.waitForTimeout(1_500);
			await screenshot('23-wrong-key');
			const model = page.locator('[data-test-id="rlc-input-container"] input');
			expect(await model.first().inputValue()).toMatch(/Seedance 2\.5 Text to Video/);
			expect(await page.locator(`${field('duration')} input`).inputValue()).toBe('9');
			// Searched for, the list says what is wrong.
			await page.click('[data-test-id="rlc-input-container"]');
			const entries = page.locator('[data-test-id="rlc-item"]');
			await entries.filter({ hasText: '(wrong key)' }).first().waitFor();
			// Time enough for the page behind it, and for the first one again if that page failed.
			await page.waitForTimeout(4_000);
			await screenshot('24-wrong-key-list');
			expect(
				await page.locator('[data-test-id="resource-locator-dropdown"] .el-skeleton').count(),
			).toBe(0);
			await page.keyboard.type('flux');
			await page
				.getByText(/does not accept the API key/)
				.first()
				.waitFor();
			await screenshot('25-wrong-key-search');
			await expectPayments(0);
		});
	},
);

const TABLE: WorkflowNode = {
	name: 'Table',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	position: [240, 0],
	parameters: {
		jsCode:
			"return ['boat', 'kite', 'harbour'].map((title) => ({ json: { title, prompt: `A ${title} at dusk` } }));",
	},
};

function canvas(name: string, ...behind: WorkflowNode[]): Workflow {
	const nodes = [manualStart(), ...behind];
	return { name, settings: { executionOrder: 'v1' }, nodes, connections: inARow(nodes) };
}

/** Without tools: those are what the newcomer adds. */
function agent(openAiApi: { id: string; name: string }): Workflow {
	const workflow = canvas('An agent', {
		name: 'Agent',
		type: '@n8n/n8n-nodes-langchain.agent',
		typeVersion: 3.1,
		position: [220, 0],
		parameters: { promptType: 'define', text: 'Make me a poster and a greeting.', options: {} },
	});
	workflow.nodes.push({
		name: 'Chat Model',
		type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
		typeVersion: 1.2,
		position: [220, 220],
		parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
		credentials: { openAiApi },
	});
	const type = 'ai_languageModel';
	workflow.connections['Chat Model'] = { [type]: [[{ node: 'Agent', type, index: 0 }]] };
	return workflow;
}

/** What a model says that was asked for a poster and a greeting. */
function callsBothTools({ tools = [], messages }: ChatRequest) {
	if (messages.some(({ role }) => role === 'tool')) return { say: 'Both are ready.' };
	const nameOf = (word: string) =>
		tools.map((tool) => tool.function.name).find((name) => name.includes(word)) ?? word;
	return {
		call: [
			{ tool: nameOf('image'), with: { Prompt: 'A poster for a jazz night' } },
			{ tool: nameOf('speech'), with: { Text: 'Welcome back' } },
		],
	};
}
