import {
	NodeConnectionTypes,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
	type ITaskDataConnections,
} from 'n8n-workflow';

import { digestOf } from '../digest';
import { nodeOf } from './nodeOf';

/**
 * The items that the node runs on. As an agent's tool it has one, made from the model's arguments. On
 * n8n's older path for tools the execute data is the agent's own, with the agent's items, so the
 * context's input counts first; n8n's types do not have it.
 */
export function inputItemsOf(host: IExecutePaginationFunctions): INodeExecutionData[] | undefined {
	const inputs = inputsOf(host);
	return (inputs?.ai_tool?.[0] ?? inputs?.main?.[0]) || undefined;
}

/**
 * Whether an AI agent's model has called the node and will read what it returns. Newer agents let the
 * engine run the node, with its output connected to their tool input; older ones run it on tool input.
 */
export function isToolCall(host: IExecutePaginationFunctions): boolean {
	return isRunByAgent(host) || nodeOf(host).rewireOutputLogTo === NodeConnectionTypes.AiTool;
}

function inputsOf(host: IExecutePaginationFunctions): ITaskDataConnections | undefined {
	const { inputData } = host as { inputData?: ITaskDataConnections };
	return inputData ?? host.getExecuteData()?.data;
}

/** Whether the agent runs the node itself (n8n's older path for tools) instead of the engine. */
export function isRunByAgent(host: IExecutePaginationFunctions): boolean {
	return inputsOf(host)?.ai_tool !== undefined;
}

/** One call of the node as a tool. */
export interface AgentCall {
	/** Identifies this call in every try. */
	id: string;
	/** A digest of the model's arguments: a call repeated after a failure has the same. */
	argumentsDigest: string;
}

/**
 * @returns undefined if no agent calls
 *
 * Newer engines give each call an id, `toolCallId`, beside its arguments. On the older path a call has
 * only its arguments, and each try has another run index (both read in n8n-core 2.41.1).
 */
export function agentCallOf(host: IExecutePaginationFunctions): AgentCall | undefined {
	if (!isToolCall(host)) return undefined;
	const input = inputItemsOf(host)?.map(({ json }) => json) ?? [];
	const id = input[0]?.toolCallId;
	const argumentsDigest = digestOf(input.map((passed) => ({ ...passed, toolCallId: undefined })));
	return { id: typeof id === 'string' && id !== '' ? id : argumentsDigest, argumentsDigest };
}
