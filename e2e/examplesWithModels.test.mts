import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
	startChatServer,
	type ChatRequest,
	type ChatServer,
	type Reply,
} from './agent/chatServer.mts';
import { nodeOf } from './n8n/example.mts';
import { failureOf, jsonOf, waitForExecution } from './n8n/executions.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { activateWorkflow, importWorkflow, runWorkflow, type Workflow } from './n8n/workflows.mts';
import { chooseCredentials } from './services/chooseCredentials.mts';

/** The language model is a stand-in that says what the test has written down. */
describe('examples with a language model', () => {
	let setup: N8nWithEmulator;
	let chat: ChatServer;
	let script: (request: ChatRequest) => Reply;
	beforeEach(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: 100 });
		chat = await startChatServer((request) => script(request));
	});
	afterEach(async () => {
		await chat?.close();
		await setup?.close();
	});

	const prepared = async (name: string): Promise<Workflow> => {
		const workflow = await setup.example(name);
		await chooseCredentials(setup.session, workflow, [
			{
				name: `Stand-in for a language model at ${chat.url}`,
				type: 'openAiApi',
				data: { apiKey: 'nobody', url: chat.url, header: false },
			},
		]);
		return workflow;
	};

	test('storyboard makes a video of every scene, in the order of the list', async () => {
		const scenes = ['The umbrella rolls along a street', 'It lands in a fountain', 'It is found'];
		script = () => ({
			say: JSON.stringify({ output: { scenes: scenes.map((prompt) => ({ prompt })) } }),
		});
		const saved = await importWorkflow(setup.session, await prepared('storyboard'));
		const execution = await waitForExecution(
			setup.session,
			await runWorkflow(setup.session, saved),
		);
		expect(failureOf(execution)).toBeUndefined();
		expect(JSON.stringify(chat.requests[0]?.messages)).toContain('Write 3 scenes');
		const saves = jsonOf(execution, 'Save Scenes').map(({ fileName }) => String(fileName));
		expect(saves.map((file) => file.slice(-11))).toEqual([
			'scene-1.mp4',
			'scene-2.mp4',
			'scene-3.mp4',
		]);
		for (const [index, file] of saves.entries()) {
			const made = setup.emulator.predictions.find(({ input }) => input.prompt === scenes[index]);
			const served = await setup.emulator.outputBytesOf(made?.id ?? '');
			expect((await readFile(file)).equals(served)).toBe(true);
		}
	});

	test('storyboard submits nothing when the model thinks of too many scenes', async () => {
		script = () => ({
			say: JSON.stringify({
				output: {
					scenes: Array.from({ length: 20 }, (_, index) => ({ prompt: `Scene ${index}` })),
				},
			}),
		});
		const saved = await importWorkflow(setup.session, await prepared('storyboard'));
		const execution = await waitForExecution(
			setup.session,
			await runWorkflow(setup.session, saved),
		);
		expect(failureOf(execution)).toMatch(/20 predictions.*\$3\.00.*allows \$2\.00/);
		expect(setup.emulator.predictions).toHaveLength(0);
	});

	test('agent looks at the balance, makes one video as asked, and gives its address', async () => {
		script = ({ messages }) => {
			const answers = messages.filter(({ role }) => role === 'tool');
			if (answers.length === 0) return { call: [{ tool: 'Get_Balance', with: {} }] };
			if (answers.length === 1)
				return {
					call: [
						{
							tool: 'Generate_Video',
							with: { prompt: 'A lighthouse in a storm', shape: '9:16', seconds: 6 },
						},
					],
				};
			return { say: `Here it is: ${answers.at(-1)?.content}` };
		};
		const workflow = await prepared('agent');
		const trigger = nodeOf(workflow, 'When Chat Message Received');
		trigger.webhookId = randomUUID();
		// The example's chat is open to the editor only; the test speaks to it from outside.
		trigger.parameters.public = true;
		const saved = await importWorkflow(setup.session, workflow);
		await activateWorkflow(setup.session, saved);

		let answer: Response;
		do {
			await delay(200);
			answer = await fetch(`${setup.session.url}/webhook/${trigger.webhookId}/chat`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({
					action: 'sendMessage',
					sessionId: 'one',
					chatInput: 'A lighthouse in a storm, portrait, please',
				}),
			});
		} while (answer.status === 404);
		const { output } = (await answer.json()) as { output: string };
		expect(setup.emulator.predictions).toMatchObject([
			{
				model: 'wavespeed-ai/minimax-h3/text-to-video',
				input: { prompt: 'A lighthouse in a storm', aspect_ratio: '9:16', duration: 6 },
			},
		]);
		expect(output).toContain(setup.emulator.outputsUrl);
		const tools = chat.requests[0]?.tools?.map(({ function: { name } }) => name);
		expect(tools).toEqual(expect.arrayContaining(['Generate_Video', 'Get_Balance']));
	});
});
