import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createCredential, type CredentialReference } from '../n8n/credentials.mts';
import { NODE_TYPE } from '../n8n/example.mts';
import { jsonOf, type Execution } from '../n8n/executions.mts';
import type { Session } from '../n8n/session.mts';
import { testUnless } from '../n8n/testUnless.mts';
import type { Workflow } from '../n8n/workflows.mts';
import {
	acceptedPosts,
	ended,
	openOwnEmulator,
	publish,
	start,
	webhookNode,
	type OwnEmulator,
} from '../suspend/ownEmulator.mts';
import { startChatServer, type ChatRequest, type ChatServer, type Reply } from './chatServer.mts';

const TOOL = 'Make a Video';
/** A prediction that ends when the test says so. */
const UNTIL_TOLD = 'a kite';
/** What the model calls it by. */
export const TOOL_NAME = 'Make_a_Video';

/** What has to hold in every mode n8n runs in. */
export function agentCases(
	join: () => Session | undefined,
	missing: () => string = () => '',
): void {
	/** Agents of version 3 let n8n's engine run their tools; those of version 2 run them themselves. */
	describe.each([
		['the engine runs the tool', 3.1],
		['the agent runs the tool itself', 2.2],
	])('an AI agent makes a video (%s)', (_path, agentVersion) =>
		agentCasesOf(agentVersion, join, missing),
	);
}

function agentCasesOf(
	agentVersion: number,
	join: () => Session | undefined,
	missing: () => string,
): void {
	const test = testUnless(missing);
	let setup: OwnEmulator;
	let chat: ChatServer;
	let model: CredentialReference;
	let script: (request: ChatRequest) => Reply;

	beforeAll(async () => {
		if (missing() !== '') return;
		const session = join();
		if (!session) throw new Error('No n8n was started');
		setup = await openOwnEmulator(session, {
			generationTimeMs: ({ input }) => (input.prompt === UNTIL_TOLD ? Infinity : 200),
		});
		chat = await startChatServer((request) => script(request));
		model = await createCredential(setup.session, {
			name: `Chat stand-in at ${chat.url}`,
			type: 'openAiApi',
			data: { apiKey: 'nobody', url: chat.url, header: false },
		});
	});
	beforeEach(() => void chat?.requests.splice(0));
	afterAll(async () => {
		await chat?.close();
		await setup?.close();
	});

	/** Calls the tool once for each turn, then tells the user what the tool has said. */
	const calling =
		(...turns: Array<Record<string, unknown>>) =>
		({ messages }: ChatRequest): Reply => {
			const answers = messages.filter(({ role }) => role === 'tool');
			const next = turns[answers.length];
			if (next) return { call: [{ tool: TOOL_NAME, with: next }] };
			return { say: `The tool said: ${answers.at(-1)?.content}` };
		};

	const runAgent = async (parameters: object = {}): Promise<Execution> => {
		const workflow = agentWorkflow(agentVersion, setup.credential, model, parameters);
		const saved = await publish(setup.session, workflow);
		return await ended(setup.session, await start(setup.session, saved, []));
	};

	/** What the model read as the result of its tool calls. */
	const told = () =>
		(chat.requests.at(-1)?.messages ?? [])
			.filter(({ role }) => role === 'tool')
			.map(({ content }) => String(content));

	test('the model is offered the tool with its inputs and picks them', async () => {
		script = calling({ Prompt: 'a lighthouse at dusk', Duration: 8 });
		const before = setup.emulator.predictions.length;
		const execution = await runAgent();
		expect(execution.status).toBe('success');

		const [offered] = chat.requests[0]?.tools ?? [];
		expect(offered?.function).toMatchObject({
			name: TOOL_NAME,
			description: 'Generate video or other media in WaveSpeedAI',
			parameters: {
				properties: {
					Prompt: { type: 'string', description: 'What the video shows' },
					Duration: { type: 'number' },
				},
			},
		});
		const made = setup.emulator.predictions.slice(before);
		expect(made.map(({ input }) => input)).toEqual([
			expect.objectContaining({ prompt: 'a lighthouse at dusk', duration: 8 }),
		]);

		const [answer] = told();
		const rows = JSON.parse(String(answer)) as Array<Record<string, unknown>>;
		expect(rows).toEqual([
			{
				id: made[0]?.id,
				model: 'openai/sora-2/text-to-video',
				status: 'completed',
				outputs: [expect.stringContaining(`${setup.emulator.outputsUrl}/`)],
				created_at: expect.any(String),
			},
		]);
		expect(String(answer).length).toBeLessThan(400);
		expect(jsonOf(execution, 'Agent')[0]?.output).toContain(made[0]?.id);
	});

	test('a mistake comes back in plain words, and the model corrects it', async () => {
		script = calling({ Prompt: 'a harbour', Duration: 7 }, { Prompt: 'a harbour', Duration: 4 });
		const before = setup.emulator.predictions.length;
		const execution = await runAgent();
		expect(execution.status).toBe('success');
		const [refusal, result] = told();
		expect(refusal).toMatch(/duration.*must be 4, 8, 12, 16.*20.*Nothing was submitted/);
		expect(refusal).not.toMatch(/node_modules|\n\s+at /);
		expect(result).toMatch(/"status":"completed"/);
		expect(setup.emulator.predictions.length - before).toBe(1);
	});

	test('a failed prediction comes back with its id and the reason', async () => {
		script = calling({ Prompt: 'a storm [fail]', Duration: 4 });
		const execution = await runAgent();
		expect(execution.status).toBe('success');
		const { id } = setup.emulator.predictions.at(-1) ?? {};
		expect(told()[0]).toContain(`Prediction ${id} failed`);
	});

	test('a prediction that fails is tried again, and the model reads of the one that worked', async () => {
		script = calling({ Prompt: UNTIL_TOLD, Duration: 4 });
		const { emulator } = setup;
		const before = emulator.predictions.length;
		const madeAfter = async (count: number) => {
			while (emulator.predictions.length < before + count) await delay(20);
			return emulator.predictions[before + count - 1]!.id;
		};
		const running = runAgent({ options: { whenPredictionFails: 'tryAgain', tryAgainTimes: 1 } });
		emulator.fail(await madeAfter(1), 'The worker was lost', 1405);
		const worked = await madeAfter(2);
		emulator.settle(worked);
		expect((await running).status).toBe('success');
		expect(JSON.parse(told()[0] ?? '')).toEqual([
			expect.objectContaining({ id: worked, status: 'completed' }),
		]);
		expect(emulator.predictions).toHaveLength(before + 2);
	});

	test('who asks for the same again pays once, where paid results are reused', async () => {
		const before = setup.emulator.predictions.length;
		const options = { reusePaidResults: 'always' };
		const ids: unknown[] = [];
		for (const _run of [1, 2]) {
			script = calling({ Prompt: `a harbour of agent ${agentVersion}`, Duration: 4 });
			expect((await runAgent({ options })).status).toBe('success');
			ids.push((JSON.parse(told()[0] ?? '') as Array<{ id: string }>)[0]?.id);
		}
		expect(ids).toEqual([setup.emulator.predictions[before]?.id, ids[0]]);
		expect(setup.emulator.predictions).toHaveLength(before + 1);
	});

	test('the key is in nothing that the model reads', async () => {
		script = calling({ Prompt: 'a storm [fail]', Duration: 4 });
		await runAgent();
		expect(JSON.stringify(chat.requests)).not.toContain('emulated-key');
	});

	test('a tool that is set to be suspended keeps running, because the agent waits for its answer', async () => {
		script = calling({ Prompt: 'a red kite', Duration: 4 });
		const execution = await runAgent({ options: { whileWaiting: 'suspend' } });
		expect(execution.status).toBe('success');
		expect(told()[0]).toMatch(/"status":"completed"/);
		expect(acceptedPosts(setup).at(-1)?.query).toEqual({});
	});
}

/** Webhook → an agent with a scripted model, and the node as its tool. */
export function agentWorkflow(
	agentVersion: number,
	credential: CredentialReference,
	model: CredentialReference,
	parameters: object = {},
): Workflow {
	const to = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	return {
		name: `Agent ${agentVersion}`,
		// As the editor sets it: in the old order n8n runs the agent again before its tool.
		settings: { executionOrder: 'v1' },
		nodes: [
			webhookNode(randomUUID()),
			{
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: agentVersion,
				position: [220, 0],
				parameters: { promptType: 'define', text: 'Make me a video, please.', options: {} },
			},
			{
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.2,
				position: [220, 220],
				parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
				credentials: { openAiApi: model },
			},
			{
				name: TOOL,
				type: `${NODE_TYPE}Tool`,
				typeVersion: 1,
				position: [440, 220],
				parameters: {
					descriptionType: 'auto',
					resource: 'prediction',
					operation: 'generateAndWait',
					model: { __rl: true, mode: 'list', value: 'openai/sora-2/text-to-video' },
					inputMode: 'fields',
					prompt: "={{ $fromAI('Prompt', 'What the video shows', 'string') }}",
					inputFields: {
						mappingMode: 'defineBelow',
						value: {
							duration: "={{ $fromAI('Duration', 'Seconds: 4, 8, 12, 16 or 20', 'number') }}",
						},
						matchingColumns: [],
						schema: [],
					},
					...parameters,
				},
				credentials: { waveSpeedApi: credential },
			},
		],
		connections: {
			Start: to('main'),
			Model: to('ai_languageModel'),
			[TOOL]: to('ai_tool'),
		},
	};
}
