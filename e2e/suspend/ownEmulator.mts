import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
	startEmulator,
	type CallbackAttempt,
	type Emulator,
	type EmulatorOptions,
} from '../../emulator/index.mts';
import { createCredential, type CredentialReference } from '../n8n/credentials.mts';
import { CREDENTIAL_TYPE, NODE_TYPE } from '../n8n/example.mts';
import { readExecution, type Execution } from '../n8n/executions.mts';
import { RestError, type Session } from '../n8n/session.mts';
import { API_KEY } from '../n8n/n8nWithEmulator.mts';
import {
	activateWorkflow,
	callWebhook,
	importWorkflow,
	type SavedWorkflow,
	type Workflow,
	type WorkflowNode,
} from '../n8n/workflows.mts';

/** The node under test, and what stands on its two branches. */
export const GENERATE = 'Generate';
export const DONE = 'Done';
export const FAILED = 'Failed';
/** The call of a sub-workflow. */
export const CALL = 'Call';

/** An emulator of one test's own, and a credential for it. */
export interface OwnEmulator {
	session: Session;
	emulator: Emulator;
	credential: CredentialReference;
	close(): Promise<void>;
}

export async function openOwnEmulator(
	session: Session,
	options: EmulatorOptions = {},
): Promise<OwnEmulator> {
	const emulator = await startEmulator({ apiKey: API_KEY, generationTimeMs: 2_000, ...options });
	const credential = await createCredential(session, {
		name: `Emulator at ${emulator.url}`,
		type: CREDENTIAL_TYPE,
		data: { apiKey: API_KEY, baseUrl: emulator.url },
	});
	return { session, emulator, credential, close: async () => await emulator.close() };
}

export interface Variant {
	onError?: WorkflowNode['onError'];
	retryOnFail?: boolean;
	alwaysOutputData?: boolean;
	/** Of the node's options, beside suspending. */
	options?: Record<string, unknown>;
	whileWaiting?: 'poll' | 'suspend';
	parameters?: Record<string, unknown>;
}

let position = 0;
export const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): WorkflowNode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position: [(position += 200), 0],
	parameters,
});

export const chain = (...names: string[]) =>
	Object.fromEntries(
		names
			.slice(1)
			.map((to, index) => [names[index], { main: [[{ node: to, type: 'main', index: 0 }]] }]),
	);

/** The node as it waits suspended, prompt by prompt of its input. */
export function generateNode(credential: CredentialReference, variant: Variant = {}): WorkflowNode {
	return {
		...node(GENERATE, NODE_TYPE, 1, {
			resource: 'prediction',
			operation: 'generateAndWait',
			model: { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' },
			prompt: '={{ $json.prompt }}',
			inputMode: 'json',
			inputJson: '={{ { prompt: $json.prompt } }}',
			options: { whileWaiting: variant.whileWaiting ?? 'suspend', ...variant.options },
			...variant.parameters,
		}),
		credentials: { [CREDENTIAL_TYPE]: credential },
		...(variant.onError && { onError: variant.onError }),
		...(variant.alwaysOutputData && { alwaysOutputData: true }),
		...(variant.retryOnFail && { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 }),
	};
}

export const webhookNode = (path: string): WorkflowNode => ({
	...node('Start', 'n8n-nodes-base.webhook', 2, {
		httpMethod: 'POST',
		path,
		responseMode: 'onReceived',
	}),
	// As the editor gives it; without, older versions of n8n serve another path.
	webhookId: path,
});

export const splitPrompts = () =>
	node('Prompts', 'n8n-nodes-base.splitOut', 1, {
		fieldToSplitOut: 'body.prompts',
		options: { destinationFieldName: 'prompt' },
	});

/** Webhook → one item for each prompt → the node → what was made, and what failed. */
export function promptsWorkflow(credential: CredentialReference, variant: Variant = {}): Workflow {
	return {
		name: `Suspend ${randomUUID()}`,
		nodes: [
			webhookNode(randomUUID()),
			splitPrompts(),
			generateNode(credential, variant),
			node(DONE, 'n8n-nodes-base.noOp', 1, {}),
			node(FAILED, 'n8n-nodes-base.noOp', 1, {}),
		],
		connections: {
			...chain('Start', 'Prompts', GENERATE),
			[GENERATE]: {
				main: [
					[{ node: DONE, type: 'main', index: 0 }],
					[{ node: FAILED, type: 'main', index: 0 }],
				],
			},
		},
	};
}

/** Called by another workflow → the node. */
export const calledWorkflow = (credential: CredentialReference): Workflow => ({
	name: `Called ${randomUUID()}`,
	nodes: [
		node('Called', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }),
		generateNode(credential),
	],
	connections: chain('Called', GENERATE),
});

/** The prompts workflow with a call of another workflow in the place of the node. */
export function callingWorkflow(
	credential: CredentialReference,
	called: SavedWorkflow,
	mode: 'once' | 'each' = 'once',
): Workflow {
	const workflow = promptsWorkflow(credential);
	workflow.nodes = workflow.nodes.filter(({ name }) => ![GENERATE, FAILED].includes(name));
	workflow.nodes.push(
		node(CALL, 'n8n-nodes-base.executeWorkflow', 1.2, {
			workflowId: { __rl: true, mode: 'id', value: called.id },
			workflowInputs: { mappingMode: 'defineBelow', value: {} },
			mode,
			options: { waitForSubWorkflow: true },
		}),
	);
	workflow.connections = chain('Start', 'Prompts', CALL, DONE);
	return workflow;
}

/** Saves and activates it. */
export async function publish(session: Session, workflow: Workflow): Promise<SavedWorkflow> {
	const saved = await importWorkflow(session, workflow);
	await activateWorkflow(session, saved);
	return saved;
}

export function pathOf(workflow: Workflow): string {
	return String(workflow.nodes.find(({ name }) => name === 'Start')?.parameters.path);
}

/** Starts an execution by its webhook. @returns its id */
export async function start(
	session: Session,
	workflow: SavedWorkflow,
	prompts: string[],
): Promise<string> {
	const before = new Set(await executionIds(session, workflow));
	await callWebhook(session, pathOf(workflow), { prompts });
	for (;;) {
		const id = (await executionIds(session, workflow)).find((one) => !before.has(one));
		if (id !== undefined) return id;
		await delay(50);
	}
}

export async function executionIds(session: Session, { id }: SavedWorkflow): Promise<string[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	const { results } = await session.request<{ results: Array<{ id: string }> }>(
		'GET',
		`/executions?limit=100&filter=${filter}`,
	);
	return results.map((one) => one.id);
}

export async function statusOf(session: Session, id: string): Promise<string> {
	let patience = 60;
	for (;;) {
		try {
			return (await session.request<{ status: string }>('GET', `/executions/${id}`)).status;
		} catch (error) {
			// n8n itself is busy with something else, such as two hundred callbacks, or has just closed the
			// connection that this would have been asked on.
			const isPassing =
				error instanceof RestError ? error.status >= 500 : error instanceof TypeError;
			if (!isPassing || --patience < 0) throw error;
			await delay(500);
		}
	}
}

/** @throws Error when it has another status after `withinMs`, unless that is one on the way */
export async function reaches(
	session: Session,
	id: string,
	wanted: string[],
	withinMs = 60_000,
): Promise<Execution> {
	const giveUp = performance.now() + withinMs;
	for (;;) {
		const status = await statusOf(session, id);
		if (wanted.includes(status)) return await readExecution(session, id);
		if (
			performance.now() > giveUp ||
			['success', 'error', 'crashed', 'canceled'].includes(status)
		) {
			const { data } = await readExecution(session, id);
			throw new Error(
				`Execution ${id} is ${status}, not ${wanted.join(' or ')}: ${data.resultData.error?.message}`,
			);
		}
		await delay(50);
	}
}

export const parked = async (session: Session, id: string) =>
	await reaches(session, id, ['waiting']);

export const ended = async (session: Session, id: string, withinMs?: number) =>
	await reaches(session, id, ['success', 'error', 'canceled', 'crashed'], withinMs);

/** Sends a callback's bytes once more, or changed. @returns the HTTP status */
export async function deliver(
	{ url, headers, body }: Pick<CallbackAttempt, 'url' | 'headers' | 'body'>,
	change: Partial<Pick<CallbackAttempt, 'url' | 'headers' | 'body'>> = {},
): Promise<number> {
	const response = await fetch(change.url ?? url, {
		method: 'POST',
		headers: { ...headers, ...change.headers },
		body: change.body ?? body,
	});
	await response.arrayBuffer();
	return response.status;
}

export const acceptedPosts = ({ emulator }: OwnEmulator) =>
	emulator.requests.filter(({ accepted }) => accepted);

export const outputRequests = ({ emulator }: OwnEmulator) =>
	emulator.requestsTo({ host: 'outputs', method: 'GET' });
