import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

import {
	createProcessServices,
	type ProcessServices,
} from '../../nodes/WaveSpeed/item/processServices.ts';
import {
	runOperation,
	type ItemLife,
	type ItemSteps,
} from '../../nodes/WaveSpeed/item/runOperation.ts';
import type { Time } from '../../nodes/WaveSpeed/time.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { API, MODEL, type ScriptedApi } from './scriptedApi.mts';

export interface NodeRun {
	/** The rows of the last try, in the order of the items; empty where the node failed as a whole. */
	rows: INodeExecutionData[];
	/** What n8n shows of what the node threw in its last try. */
	thrown: Array<{ message: string; context?: { data?: Record<string, unknown> } }>;
	tries: number;
	/** Every binary that was stored, by the row that has it. */
	binaries: Map<INodeExecutionData, Buffer>;
	log: string[];
}

export interface NodeRunOptions {
	api: ScriptedApi;
	time: Time;
	/** @default one of the API's own: copies of the catalogue are shared by key */
	key?: string;
	/** The key of each item, where an expression gives it its own. @default the same for all */
	keyOfItem?: (item: number) => string;
	/** The prompt of each item. @default one item with the prompt “a” */
	prompts?: string[];
	/** @default 'continue' */
	onError?: 'stop' | 'continue';
	/** How often n8n runs the node at most. @default 1 */
	tries?: number;
	options?: IDataObject;
	/** What is sent instead of the prompt alone. */
	input?: IDataObject;
	/** What an item's expressions give in a try, counted from 1, instead of the prompt alone. */
	inputOf?: (item: number, tryNumber: number) => IDataObject;
	/** The model that each item has chosen. @default the same for all */
	modelOf?: (item: number) => string;
	/** Shared by all executions of one n8n. @default one of its own */
	services?: ProcessServices;
	/** @default '1' */
	executionId?: string;
	/** The execution that was stopped, and that somebody runs again from n8n's list. */
	retryOf?: string;
	/** When the execution began that was killed: n8n tells it, and that this node was started. */
	killedBeganAt?: Date;
	/** What n8n draws for an execution and hands on to its retries; older versions have none. */
	resumeToken?: string;
	/** One of the node's own, or one made for a test. @default 'generateAndWait' */
	operation?: string | ItemSteps;
	/** Parameters of the node beside the model and the options. */
	parameters?: IDataObject;
	/** What n8n knows of the node, beside its name. */
	node?: Partial<INode>;
	/** The credential beside the key. */
	credential?: { baseUrl?: string };
	/** How many of the items n8n starts before it gives up. @default all */
	started?: number;
	/** How the execution was started. @default 'trigger' */
	mode?: string;
	/** How often the node has run before in this execution. @default 0 */
	runIndex?: number;
	/** The node context, to look into while the node runs. */
	context?: object;
	/** Members that n8n's contexts have beside those that every test needs, or instead of them. */
	host?: object;
	/** Aborts as Stop does. */
	signal?: AbortSignal;
	/** Is told every line before it is written, and may fail as a full disk does. */
	onLog?: (line: string) => void;
}

const keys = new WeakMap<ScriptedApi, string>();
let accounts = 0;

function keyOf(api: ScriptedApi): string {
	const key = keys.get(api) ?? `key-of-account-${++accounts}`;
	keys.set(api, key);
	return key;
}

/**
 * The node's own operation, taken from its description, run like n8n's engine runs it: all items
 * started in one loop, the same execute data and node context in every try, a new try when an item has
 * thrown or when the first row is an error row. Without the engine it takes less than a millisecond.
 */
export async function runNode(options: NodeRunOptions): Promise<NodeRun> {
	const { prompts = ['a'], tries = 1 } = options;
	const services = options.services ?? createProcessServices(options.time);
	const life = operation(options.operation ?? 'generateAndWait', services);
	const items: INodeExecutionData[] = prompts.map((prompt) => ({ json: { prompt } }));
	const executeData = { data: { main: [items] }, node: {}, source: null };
	const context = options.context ?? {};
	const stored = new Map<string, Buffer>();
	const log: string[] = [];
	for (let done = 1; ; done++) {
		const hosts = items.slice(0, options.started).map((_item, index) =>
			hostOf(index, {
				...options,
				prompts,
				...(options.inputOf && { input: options.inputOf(index, done) }),
				executeData,
				context,
				stored,
				log,
			}),
		);
		const results = await Promise.allSettled(
			hosts.map(async (host) => await life.call(host, { options: {} } as never)),
		);
		// Of all items that throw, n8n shows the first.
		const thrown = results
			.flatMap((result) => (result.status === 'rejected' ? [result.reason as never] : []))
			.slice(0, 1);
		const rows =
			thrown.length > 0
				? []
				: results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
		const failed = thrown.length > 0 || (rows[0] !== undefined && 'error' in rows[0].json);
		if (failed && done < tries && !options.signal?.aborted) continue;
		const binaries = new Map<INodeExecutionData, Buffer>();
		for (const row of rows) {
			const { id } = row.binary?.data ?? {};
			if (id !== undefined) binaries.set(row, stored.get(id)!);
		}
		return { rows, thrown, tries: done, binaries, log };
	}
}

function runDataOf({
	time,
	killedBeganAt,
}: Pick<NodeRunOptions, 'time' | 'killedBeganAt'>): object {
	const startTime = (killedBeganAt ?? time.date()).getTime();
	return {
		Start: [{ startTime }],
		...(killedBeganAt && { WaveSpeedAI: [{ startTime }] }),
	};
}

function operation(value: string | ItemSteps, services: ProcessServices): ItemLife {
	if (typeof value === 'function') return runOperation(value, services);
	const { properties } = descriptionOf(services);
	for (const { name, options = [] } of properties) {
		if (name !== 'operation') continue;
		const found = (options as INodePropertyOptions[]).find((one) => one.value === value);
		if (found) return found.routing!.operations!.pagination as unknown as ItemLife;
	}
	throw new Error(`The node has no operation ${value}`);
}

const descriptions = new WeakMap<ProcessServices, INodeTypeDescription>();

/** n8n makes a node once for all executions of its process, too. */
function descriptionOf(services: ProcessServices): INodeTypeDescription {
	const description = descriptions.get(services) ?? new WaveSpeed(services).description;
	descriptions.set(services, description);
	return description;
}

interface HostOptions extends NodeRunOptions {
	prompts: string[];
	executeData: object;
	context: object;
	stored: Map<string, Buffer>;
	log: string[];
}

function hostOf(
	index: number,
	{
		api,
		keyOfItem,
		key = keyOfItem?.(index) ?? keyOf(api),
		onError = 'continue',
		options = {},
		signal,
		executeData,
		context,
		stored,
		log,
		...rest
	}: HostOptions,
): never {
	const parameters: IDataObject = {
		model: { __rl: true, mode: 'list', value: MODEL },
		inputMode: 'fields',
		...(rest.input ? { inputFields: { value: rest.input } } : { prompt: rest.prompts[index] }),
		options,
		...Object.fromEntries(
			Object.entries(options).map(([name, value]) => [`options.${name}`, value]),
		),
		...rest.parameters,
		...(rest.modelOf && { model: rest.modelOf(index) }),
	};
	const note = (line: string) => {
		rest.onLog?.(line);
		log.push(line);
	};
	return {
		getItemIndex: () => index,
		getNodeParameter: (name: string, fallback: unknown, how?: { extractValue?: boolean }) => {
			const value = parameters[name] ?? fallback;
			// What a picker has chosen is an object, unless its value is asked for.
			return how?.extractValue ? ((value as IDataObject).value ?? value) : value;
		},
		getExecutionId: () => rest.executionId ?? '1',
		getMode: () => rest.mode ?? (rest.retryOf === undefined ? 'trigger' : 'retry'),
		// n8n keeps nothing of an execution that was stopped, and begins with its trigger.
		additionalData: { hooks: { retryOf: rest.retryOf }, currentNodeExecutionIndex: 2 },
		runExecutionData: {
			resumeToken: rest.resumeToken,
			resultData: { runData: runDataOf(rest) },
		},
		getWorkflow: () => ({ id: 'workflow' }),
		runIndex: rest.runIndex ?? 0,
		getCredentials: async () => ({ apiKey: key, baseUrl: API, ...rest.credential }),
		getNode: () => ({
			id: '1',
			name: 'WaveSpeedAI',
			type: 'waveSpeed',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			...rest.node,
		}),
		getContext: () => context,
		getWorkflowDataProxy: () => ({
			$runIndex: rest.runIndex ?? 0,
			$execution: { id: '1', resumeUrl: '' },
		}),
		getExecuteData: () => executeData,
		getInputData: () => ({ json: {} }),
		getExecutionCancelSignal: () => signal,
		continueOnFail: () => onError === 'continue',
		setMetadata: () => undefined,
		logger: { debug: note, error: note, info: note, warn: note },
		helpers: {
			httpRequestWithAuthentication: async function (
				this: { getExecutionCancelSignal(): AbortSignal },
				_type: string,
				request: object,
			) {
				const { headers } = request as { headers: object };
				return await api.request({
					...request,
					headers: { ...headers, Authorization: `Bearer ${key}` },
					abortSignal: this.getExecutionCancelSignal(),
				} as never);
			},
			httpRequest: api.request,
			prepareBinaryData: async (
				body: AsyncIterable<Buffer>,
				fileName: string,
				mimeType: string,
			) => {
				const pieces: Buffer[] = [];
				for await (const piece of body) pieces.push(Buffer.from(piece));
				const bytes = Buffer.concat(pieces);
				const id = `stored-${stored.size}`;
				stored.set(id, bytes);
				return {
					id,
					data: 'stored',
					fileName,
					mimeType,
					bytes: bytes.length,
					fileSize: `${bytes.length} B`,
				};
			},
		},
		...rest.host,
	} as never;
}
