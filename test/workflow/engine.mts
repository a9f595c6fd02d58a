import { createRequire } from 'node:module';

import {
	BinaryDataConfig,
	BinaryDataService,
	ExecutionLifecycleHooks,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeConnectionTypes,
	setSafeRegexEngine,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { WaveSpeedApi } from '../../credentials/WaveSpeedApi.credentials.ts';
import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import type { Time } from '../../nodes/WaveSpeed/time.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { time } from '../startEmulator.mts';

/** One run of n8n's own workflow engine, in process: trigger → WaveSpeedAI → success and error branch. */
export interface WorkflowRun {
	/** What the node sent on its first output. */
	success: INodeExecutionData[];
	/** What the node sent on its error output. */
	errors: INodeExecutionData[];
	/** The error that ended the execution, where one did. */
	failure?: { message: string; description?: string | null; context?: IDataObject };
	status: IRun['status'];
	run: IRun;
	data: IRunExecutionData;
}

export interface WorkflowOptions {
	baseUrl: string;
	apiKey?: string;
	/** Gets what n8n reads credentials with, before the run. */
	onCredentials?: (helper: ICredentialsHelper) => void;
	parameters: IDataObject;
	items?: INodeExecutionData[];
	onError?: INode['onError'];
	retryOnFail?: boolean;
	maxTries?: number;
	/** @default the time of this file's tests and of their emulators */
	time?: Time;
	/** Called with the function that does what the Stop button does. */
	onStart?: (stop: () => void) => void;
	/** Further settings of the node. */
	node?: Partial<INode>;
	/** Log lines of the node. */
	nodeType?: INodeType;
}

export const promptToVideo = {
	resource: 'prediction',
	operation: 'generateAndWait',
	model: { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' },
	inputMode: 'fields',
	prompt: '={{ $json.prompt }}',
};

export const prompts = (...texts: string[]): INodeExecutionData[] =>
	texts.map((prompt, item) => ({ json: { prompt }, pairedItem: { item } }));

/** n8n-core brings its own copy of the container its services live in. */
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get<T>(service: abstract new (...args: never[]) => T): T };
};

let ready: Promise<void> | undefined;

export async function prepareEngine(): Promise<void> {
	ready ??= (async () => {
		// The real n8n sets these up at its start; the engine alone keeps binary data in memory.
		Container.get(BinaryDataConfig).mode = 'default' as never;
		await Container.get(BinaryDataService).init();
		// n8n ends a pattern after 250 ms, which a busy machine may take for the simplest one.
		setSafeRegexEngine({
			exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
			test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
			replace: (pattern, input, flags, replacement) =>
				input.replace(new RegExp(pattern, flags), replacement),
			matchAll: (pattern, input, flags) => [...input.matchAll(new RegExp(pattern, flags))],
			split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
		});
	})();
	await ready;
}

export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowRun> {
	await prepareEngine();
	const nodeType = options.nodeType ?? new WaveSpeed(createProcessServices(options.time ?? time));
	const workflow = buildWorkflow(options, nodeType);
	const additionalData = executionSettings(options.baseUrl, options.apiKey);
	options.onCredentials?.(additionalData.credentialsHelper);
	const execution = new WorkflowExecute(additionalData, 'trigger', createRunExecutionData());
	const promise = execution.run({ workflow, startNode: workflow.getNode('Start') ?? undefined });
	options.onStart?.(() => promise.cancel());
	const run = await promise;
	const { runData, error } = run.data.resultData;
	const last = runData.WaveSpeedAI?.at(-1);
	return {
		success: branch(last, 0),
		errors: branch(last, 1),
		...(error && { failure: error as never }),
		status: run.status,
		run,
		data: run.data,
	};
}

/** What n8n gives to an execution beside its workflow: credentials, ids, addresses. */
export function executionSettings(
	baseUrl: string,
	apiKey = 'test-key',
): IWorkflowExecuteAdditionalData {
	const hooks = new ExecutionLifecycleHooks('trigger', 'test-execution', {
		id: 'test-workflow',
		name: 'Test',
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: [],
		connections: {},
	} as never);
	return {
		credentialsHelper: new StoredCredential(baseUrl, apiKey),
		executionId: 'test-execution',
		currentNodeExecutionIndex: 0,
		restApiUrl: '',
		instanceBaseUrl: '',
		formWaitingBaseUrl: 'http://127.0.0.1:5678/form-waiting',
		webhookBaseUrl: '',
		webhookWaitingBaseUrl: 'http://127.0.0.1:5678/webhook-waiting',
		webhookTestBaseUrl: '',
		variables: {},
		hooks,
	} as unknown as IWorkflowExecuteAdditionalData;
}

function branch(task: ITaskData | undefined, output: number): INodeExecutionData[] {
	return task?.data?.main?.[output] ?? [];
}

export function buildWorkflow(options: WorkflowOptions, nodeType: INodeType): Workflow {
	const items = options.items ?? prompts('a lighthouse at dusk');
	const nodes: INode[] = [
		{
			id: '1',
			name: 'Start',
			type: 'test.items',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: '2',
			name: 'WaveSpeedAI',
			type: 'test.waveSpeed',
			typeVersion: 1,
			position: [200, 0],
			parameters: options.parameters as INode['parameters'],
			credentials: { waveSpeedApi: { id: '1', name: 'WaveSpeed' } },
			...options.node,
			...(options.onError && { onError: options.onError }),
			...(options.retryOnFail && {
				retryOnFail: true,
				maxTries: options.maxTries ?? 2,
				waitBetweenTries: 1,
			}),
		},
		{
			id: '3',
			name: 'Success',
			type: 'test.sink',
			typeVersion: 1,
			position: [400, 0],
			parameters: {},
		},
		{
			id: '4',
			name: 'Error',
			type: 'test.sink',
			typeVersion: 1,
			position: [400, 200],
			parameters: {},
		},
	];
	const to = (node: string) => ({ node, type: NodeConnectionTypes.Main, index: 0 });
	return new Workflow({
		id: 'test-workflow',
		nodes,
		connections: {
			Start: { main: [[to('WaveSpeedAI')]] },
			WaveSpeedAI: { main: [[to('Success')], [to('Error')]] },
		},
		active: false,
		nodeTypes: new TestNodeTypes(declarative(nodeType), items),
		settings: { executionOrder: 'v1' },
	});
}

/** n8n assigns `execute` to declarative nodes when it looks them up (its node-types.js). */
export function declarative(nodeType: INodeType): INodeType {
	nodeType.execute ??= async function () {
		return (await new RoutingNode(this as never, nodeType).runNode()) ?? [];
	};
	return nodeType;
}

class TestNodeTypes implements INodeTypes {
	constructor(
		private readonly waveSpeed: INodeType,
		private readonly items: INodeExecutionData[],
	) {}

	getByName(type: string): INodeType {
		return this.getByNameAndVersion(type);
	}

	getByNameAndVersion(type: string): INodeType {
		if (type === 'test.waveSpeed') return this.waveSpeed;
		const { items } = this;
		return {
			description: {
				displayName: type,
				name: type,
				group: ['transform'],
				version: 1,
				description: '',
				defaults: { name: type },
				inputs: [NodeConnectionTypes.Main],
				outputs: [NodeConnectionTypes.Main],
				properties: [],
			},
			async execute() {
				return [type === 'test.items' ? items : this.getInputData()];
			},
		};
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}

/** What n8n's credential store does with the credential's own `authenticate` and nothing else. */
class StoredCredential extends ICredentialsHelper {
	constructor(
		private readonly baseUrl: string,
		private readonly apiKey: string,
	) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		// A function, as n8n calls it: a declared form would not get this far in every workflow.
		const { authenticate } = new WaveSpeedApi();
		if (typeof authenticate !== 'function') throw new Error('The credential has no function');
		return await authenticate(credentials, requestOptions);
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return { apiKey: this.apiKey, baseUrl: this.baseUrl };
	}

	async getCredentials(): Promise<never> {
		throw new Error('not part of a test');
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(): [] {
		return [];
	}
}
