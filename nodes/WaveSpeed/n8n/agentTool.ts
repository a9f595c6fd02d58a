import {
	NodeConnectionTypes,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
	type ITaskDataConnections,
} from 'n8n-workflow';

import { digestOf } from '../digest';

/**
 * The items that the node runs on. As an agent's tool it has one, made of what the model passed. On
 * n8n's older path for tools the execute data is the agent's own, with the agent's items, so what the
 * context was given counts first; n8n's types do not know of it.
 */
export function inputItemsOf(host: IExecutePaginationFunctions): INodeExecutionData[] | undefined {
	const inputs = inputsOf(host);
	return (inputs?.ai_tool?.[0] ?? inputs?.main?.[0]) || undefined;
}

/**
 * Whether an AI agent's model has called the node, and will read what it returns. Newer agents let the
 * engine run the node, with its output led to their tool input; older ones run it on tool input.
 */
export function isToolCall(host: IExecutePaginationFunctions): boolean {
	return isRunByAgent(host) || host.getNode().rewireOutputLogTo === NodeConnectionTypes.AiTool;
}

function inputsOf(host: IExecutePaginationFunctions): ITaskDataConnections | undefined {
	const { inputData } = host as { inputData?: ITaskDataConnections };
	return inputData ?? host.getExecuteData()?.data;
}

/** Whether the agent runs the node itself (n8n's older path for tools), and not the engine. */
export function isRunByAgent(host: IExecutePaginationFunctions): boolean {
	return inputsOf(host)?.ai_tool !== undefined;
}

/** One call of the node as a tool. */
export interface AgentCall {
	/** What tells this call from others, in every try. */
	id: string;
	/** What the model passed, in short: a call that is repeated after a failure has the same. */
	argumentsDigest: string;
}

/**
 * @returns undefined where no agent calls
 *
 * Newer engines give each call an id, `toolCallId`, beside its arguments. On the older path a call has
 * nothing but its arguments, and each try another run index (both read in n8n-core 2.41.1).
 */
export function agentCallOf(host: IExecutePaginationFunctions): AgentCall | undefined {
	if (!isToolCall(host)) return undefined;
	const input = inputItemsOf(host)?.map(({ json }) => json) ?? [];
	const id = input[0]?.toolCallId;
	const argumentsDigest = digestOf(input.map((passed) => ({ ...passed, toolCallId: undefined })));
	return { id: typeof id === 'string' && id !== '' ? id : argumentsDigest, argumentsDigest };
}
