import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChatMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string | null;
	tool_call_id?: string;
}

export interface ChatRequest {
	model: string;
	stream?: boolean;
	messages: ChatMessage[];
	tools?: Array<{
		type: 'function';
		function: { name: string; description: string; parameters: Record<string, unknown> };
	}>;
}

/** What the stand-in's model says: words, or calls of tools with their arguments. */
export type Reply =
	| { say: string }
	| { call: Array<{ tool: string; with: Record<string, unknown> }> };

/** A model that says what a test has written down. */
export interface ChatServer {
	/** Base URL for n8n's OpenAI credential. */
	url: string;
	/** Every request, in order of arrival. */
	requests: ChatRequest[];
	close(): Promise<void>;
}

/**
 * Starts a loopback stand-in for an OpenAI-compatible server: `POST /chat/completions`, whole or as a
 * stream of events, and `GET /models`.
 *
 * @param answer what the model says to a conversation
 */
export async function startChatServer(
	answer: (request: ChatRequest) => Reply,
): Promise<ChatServer> {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		void handle(request, response).catch((error: Error) => {
			response.writeHead(500).end(JSON.stringify({ error: { message: error.message } }));
		});
	});

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method === 'GET') {
			sendJson(response, { object: 'list', data: [{ id: 'stand-in', object: 'model' }] });
			return;
		}
		const asked = JSON.parse(await bodyOf(request)) as ChatRequest;
		requests.push(asked);
		const message = messageOf(answer(asked), requests.length);
		if (asked.stream) sendEvents(response, message);
		else sendJson(response, { ...head('chat.completion'), choices: [wholeChoice(message)], usage });
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

interface ToolCall {
	id: string;
	type: 'function';
	function: { name: string; arguments: string };
}

interface Message {
	content: string | null;
	tool_calls?: ToolCall[];
}

function messageOf(reply: Reply, turn: number): Message {
	if ('say' in reply) return { content: reply.say };
	return {
		content: null,
		tool_calls: reply.call.map(({ tool, with: args }, index) => ({
			id: `call_${turn}_${index}`,
			type: 'function',
			function: { name: tool, arguments: JSON.stringify(args) },
		})),
	};
}

const head = (object: string) => ({
	id: 'chatcmpl-stand-in',
	object,
	created: 0,
	model: 'stand-in',
});

const finishReason = (message: Message) => (message.tool_calls ? 'tool_calls' : 'stop');

const wholeChoice = (message: Message) => ({
	index: 0,
	message: { role: 'assistant', ...message },
	finish_reason: finishReason(message),
});

/** The message in pieces, as a client that asked for a stream puts them together again. */
function sendEvents(response: ServerResponse, message: Message): void {
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	const send = (delta: object, finish: string | null = null) =>
		response.write(
			`data: ${JSON.stringify({
				...head('chat.completion.chunk'),
				choices: [{ index: 0, delta, finish_reason: finish }],
			})}\n\n`,
		);
	send({ role: 'assistant', content: '' });
	if (message.content !== null) send({ content: message.content });
	message.tool_calls?.forEach((call, index) => {
		const { name, arguments: args } = call.function;
		send({ tool_calls: [{ ...call, index, function: { name, arguments: '' } }] });
		send({ tool_calls: [{ index, function: { arguments: args } }] });
	});
	send({}, finishReason(message));
	response.end('data: [DONE]\n\n');
}

function sendJson(response: ServerResponse, body: object): void {
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
