import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type EngineResponse,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IRun,
	type ITaskData,
} from 'n8n-workflow';

import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import type { Time } from '../../nodes/WaveSpeed/time.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { declarative, executionSettings, prepareEngine } from '../workflow/engine.mts';
import { time } from '../startEmulator.mts';

/** How an agent node gets its tools run: by the engine, or (older agents) by calling them itself. */
export type ToolPath = 'engine' | 'invocation';

export interface AgentOptions {
	path: ToolPath;
	baseUrl: string;
	parameters: IDataObject;
	/** What the model passes to the tool: the calls of a turn are made together. */
	turns: IDataObject[][];
	/** The agent's own input. */
	items?: INodeExecutionData[];
	node?: Partial<INode>;
	time?: Time;
}

export interface AgentRun {
	/** What the model reads, call by call. */
	told: string[];
	/** How the tool is offered to the model. */
	tool?: { name: string; description: string };
	run: IRun;
}

interface Tool {
	name: string;
	description: string;
	invoke(args: IDataObject): Promise<unknown>;
}

const TOOL = 'Video Maker';

/** Runs an agent whose model is scripted, with the node as its only tool, in n8n's own engine. */
export async function runAgent(options: AgentOptions): Promise<AgentRun> {
	await prepareEngine();
	const told: string[] = [];
	const seen: { tool?: Tool } = {};
	const agent =
		options.path === 'engine' ? requestingAgent(options, told) : callingAgent(options, told, seen);
	const nodes: INode[] = [
		{
			id: '1',
			name: 'Start',
			type: 'test.start',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: '2',
			name: 'Agent',
			type: 'test.agent',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: '3',
			name: TOOL,
			type: 'test.waveSpeedTool',
			typeVersion: 1,
			position: [0, 0],
			parameters: options.parameters as INode['parameters'],
			credentials: { waveSpeedApi: { id: '1', name: 'WaveSpeed' } },
			...options.node,
		},
	];
	const types: Record<string, INodeType> = {
		'test.start': simple('start', { outputs: [NodeConnectionTypes.Main] }, async () => [
			options.items ?? [{ json: { question: 'a video, please' } }],
		]),
		'test.agent': agent,
		'test.waveSpeedTool': toolVariant(new WaveSpeed(createProcessServices(options.time ?? time))),
	};
	const workflow = new Workflow({
		id: 'test-workflow',
		nodes,
		connections: {
			Start: { main: [[{ node: 'Agent', type: NodeConnectionTypes.Main, index: 0 }]] },
			[TOOL]: { ai_tool: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]] },
		},
		active: false,
		nodeTypes: {
			getByName: (type) => types[type],
			getByNameAndVersion: (type) => types[type],
			getKnownTypes: () => ({}),
		} as INodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const execution = new WorkflowExecute(
		executionSettings(options.baseUrl),
		'trigger',
		createRunExecutionData(),
	);
	const run = await execution.run({ workflow, startNode: workflow.getNode('Start') ?? undefined });
	return { told, ...(seen.tool && { tool: seen.tool }), run };
}

/** n8n's newer agents: they return what they want to be run, and are run again with the results. */
function requestingAgent({ turns }: AgentOptions, told: string[]): INodeType {
	let turn = 0;
	return agentType(async (response) => {
		for (const { data } of response?.actionResponses ?? []) told.push(observation(data));
		const calls = turns[turn++];
		if (!calls) return [[{ json: { output: 'done' } }]];
		return {
			actions: calls.map((input, index) => ({
				actionType: 'ExecutionNodeAction',
				nodeName: TOOL,
				input,
				type: NodeConnectionTypes.AiTool,
				id: `call-${turn}-${index}`,
				metadata: { itemIndex: 0 },
			})),
			metadata: {},
		};
	});
}

/** What n8n's agent makes of a tool's run for its model. */
function observation(task: ITaskData): string {
	const rows = task.data?.ai_tool?.[0]?.map(({ json }) => json);
	if (rows?.length) return JSON.stringify(rows);
	if (task.error) return JSON.stringify({ error: task.error.message, errorType: task.error.name });
	return JSON.stringify('');
}

/** n8n's older agents: they get tools to call, made from the nodes that are connected. */
function callingAgent({ turns }: AgentOptions, told: string[], seen: { tool?: Tool }): INodeType {
	const type = agentType(async () => []);
	type.execute = async function () {
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
		seen.tool = tool;
		for (const calls of turns) {
			const answers = calls.map(async (args) => {
				try {
					return String(await tool!.invoke(args));
				} catch {
					// What LangChain's agent executor makes of an error that a tool throws.
					return '';
				}
			});
			told.push(...(await Promise.all(answers)));
		}
		return [[{ json: { output: 'done' } }]];
	};
	return type;
}

function agentType(execute: (response?: EngineResponse) => Promise<unknown>): INodeType {
	return simple(
		'agent',
		{
			inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool }],
			outputs: [NodeConnectionTypes.Main],
		},
		execute as never,
	);
}

function simple(
	name: string,
	ports: Partial<INodeTypeDescription>,
	execute: (response?: never) => Promise<INodeExecutionData[][]>,
): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name },
			inputs: [],
			outputs: [],
			properties: [],
			...ports,
		},
		async execute(this: unknown, response?: unknown) {
			return (await execute(response as never)) as never;
		},
	};
}

/** What n8n makes of a node that is usable as a tool (its tool-generation/ai-tools.js). */
function toolVariant(node: INodeType): INodeType {
	node.description.name += 'Tool';
	node.description.inputs = [];
	node.description.outputs = [NodeConnectionTypes.AiTool];
	return declarative(node);
}
