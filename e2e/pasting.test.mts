import { addTool, closePanel, executeStep } from './n8n/clicks.mts';
import { startChatServer, type ChatRequest, type ChatServer } from './agent/chatServer.mts';
import { createCredential } from './n8n/credentials.mts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import { manualStart, startAndNode } from './n8n/startAndNode.mts';
import { API_KEY } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, inARow, type WorkflowNode } from './n8n/workflows.mts';

const STEP_MS = 60_000;
const OUTPUT = '[data-test-id="output-panel"]';
const IMAGE_MODEL = 'wavespeed-ai/z-image/turbo';
const byId = { __rl: true, mode: 'id', value: '' };

describeInEditor(
	'what people paste, and what they have many of',
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

		test('four wrong rows of twenty are one message, which counts them as the editor does, and nothing is paid', async () => {
			const { page, setup } = here;
			const before = setup.emulator.predictions.length;
			const nodes: WorkflowNode[] = [
				manualStart(),
				{
					name: 'Table',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					position: [240, 0],
					parameters: {
						jsCode:
							'return Array.from({ length: 20 }, (_, row) => ({ json: { prompt: [3, 7, 11, 19].includes(row) ? " " : `A kite ${row}` } }));',
					},
				},
				{
					name: 'Twenty',
					type: 'n8n-nodes-wavespeedai.waveSpeed',
					typeVersion: 1,
					position: [480, 0],
					parameters: {
						resource: 'image',
						operation: 'generate',
						model: { __rl: true, mode: 'id', value: IMAGE_MODEL },
						prompt: '={{ $json.prompt }}',
					},
					credentials: { waveSpeedApi: setup.credential },
				},
			];
			const workflow = await importWorkflow(setup.session, {
				name: 'Twenty rows',
				nodes,
				connections: inARow(nodes),
			});
			await here.editor.openWorkflow(workflow.id);
			await here.editor.openNode('Twenty');
			await executeStep(page);
			const output = page.locator(OUTPUT);
			await output
				.getByText(/4 of 20 items are wrong/)
				.first()
				.waitFor();
			await here.screenshot('twenty-rows');
			const said = await output.innerText();
			for (const row of [3, 7, 11, 19]) expect(said).toContain(`Item ${row}:`);
			expect(said.match(/4 of 20 items are wrong/g)).toHaveLength(1);
			// One index, as the editor counts, and not one of n8n's beside one of the node's.
			expect(new Set(said.match(/\[item \d+\]/g) ?? []).size).toBeLessThanOrEqual(1);
			expect(setup.emulator.predictions).toHaveLength(before);
		});

		describe('tools of an agent that nobody has touched', () => {
			let chat: ChatServer;
			afterAll(async () => await chat?.close());

			test('two of the same action and a copy have names of their own, and the agent runs with them', async () => {
				const { page, setup } = here;
				chat = await startChatServer(({ messages }: ChatRequest) =>
					messages.some(({ role }) => role === 'tool') ? { say: 'Done.' } : { say: 'Hello.' },
				);
				const openAiApi = await createCredential(setup.session, {
					name: `Chat stand-in at ${chat.url}`,
					type: 'openAiApi',
					data: { apiKey: 'nobody', url: chat.url, header: false },
				});
				const nodes: WorkflowNode[] = [
					manualStart(),
					{
						name: 'Agent',
						type: '@n8n/n8n-nodes-langchain.agent',
						typeVersion: 3.1,
						position: [220, 0],
						parameters: { promptType: 'define', text: 'Hello', options: {} },
					},
				];
				const connections = inARow(nodes);
				const type = 'ai_languageModel';
				connections['Chat Model'] = { [type]: [[{ node: 'Agent', type, index: 0 }]] };
				nodes.push({
					name: 'Chat Model',
					type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
					typeVersion: 1.2,
					position: [220, 220],
					parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
					credentials: { openAiApi },
				});
				const workflow = await importWorkflow(setup.session, {
					name: 'Untouched tools',
					nodes,
					connections,
				});
				await here.editor.openWorkflow(workflow.id);
				for (const _tool of [1, 2]) {
					await addTool(page, 'wavespeed', 'WaveSpeedAI Tool');
					await page.waitForSelector(field('duration'));
					await closePanel(page);
				}
				// A copy is made by its keys, and has to be connected to the agent by hand: Duplicate does both.
				const names = () =>
					page
						.locator('[data-node-name]')
						.evaluateAll((found) => found.map((one) => one.getAttribute('data-node-name') ?? ''));
				const tools = (await names()).filter((name) => name.includes('WaveSpeedAI'));
				await page.locator(`[data-node-name="${tools[0]}"]`).click();
				await page.keyboard.press('Control+d');
				await page.locator('[data-node-name*="WaveSpeedAI"]').nth(2).waitFor();
				await here.screenshot('tools');
				await page.click('[data-test-id="execute-workflow-button"]');
				await page.getByText('Workflow executed successfully').first().waitFor();
				const offered = chat.requests[0]?.tools?.map((tool) => tool.function.name) ?? [];
				expect(offered.length).toBeGreaterThanOrEqual(2);
				expect(new Set(offered).size).toBe(offered.length);
				for (const name of offered) expect(name.length).toBeLessThanOrEqual(45);
				const all = (await names()).filter((name) => name.includes('WaveSpeedAI'));
				expect(new Set(all).size).toBe(3);
			});
		});
	},
);
