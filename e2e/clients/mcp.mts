import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { API_KEY, type ClientSetup } from './clientSetup.mts';
import { madeOf, only, sameBytes } from './evidence.mts';
import type { Call, Client } from './judge.mts';

interface ToolAnswer {
	isError?: boolean;
	content: Array<{ type: string; text?: string }>;
}
interface McpClient {
	connect(transport: unknown): Promise<void>;
	close(): Promise<void>;
	listTools(): Promise<{ tools: Array<{ name: string }> }>;
	callTool(call: { name: string; arguments: object }): Promise<ToolAnswer>;
}
interface McpSdk {
	Client: new (self: { name: string; version: string }) => McpClient;
	StdioClientTransport: new (server: {
		command: string;
		args: string[];
		env: Record<string, string>;
		cwd: string;
		stderr: 'ignore';
	}) => unknown;
}
interface Made {
	id: string;
	status: string;
	outputs: unknown[];
	uploaded_files?: number;
}

const PICTURES = 'wavespeed-ai/z-image/turbo';
const TOOLS = [
	'get_balance',
	'get_model_schema',
	'get_prediction',
	'get_price',
	'list_models',
	'run_model',
	'upload_file',
];

/** The MCP server as an agent has it: a process that is spoken to over standard input and output. */
export async function mcp({
	installed,
	emulator,
	env,
	folder,
	picture,
}: ClientSetup): Promise<Client> {
	const { Client: Agent } = installed.load<McpSdk>('@modelcontextprotocol/sdk/client/index.js');
	const { StdioClientTransport } = installed.load<McpSdk>(
		'@modelcontextprotocol/sdk/client/stdio.js',
	);
	const agent = new Agent({ name: 'tests', version: '1' });
	await agent.connect(
		new StdioClientTransport({
			command: process.execPath,
			args: [installed.file('@wavespeed/mcp', 'dist/index.js')],
			env: { ...env, WAVESPEED_BASE_URL: emulator.url, WAVESPEED_API_KEY: API_KEY } as Record<
				string,
				string
			>,
			cwd: folder,
			stderr: 'ignore',
		}),
	);
	const tool = async <T,>(name: string, args: object = {}): Promise<T> => {
		const { isError, content } = await agent.callTool({ name, arguments: args });
		const text = String(content[0]?.text);
		if (isError) throw new Error(text);
		return JSON.parse(text) as T;
	};

	const calls: Call[] = [
		{
			name: 'list_models, with all tools there',
			async run() {
				const { tools } = await agent.listTools();
				assert.deepEqual(tools.map(({ name }) => name).sort(), TOOLS);
				const found = await tool<{ total_matches: number; models: Array<{ model_id: string }> }>(
					'list_models',
					{ query: 'z-image', type: 'text-to-image', refresh: true },
				);
				assert.equal(only(found.models).model_id, PICTURES);
				return `${TOOLS.length} tools, one model found`;
			},
		},
		{
			name: 'get_model_schema',
			async run() {
				// The catalogue on disk may be an hour old; the search brings a new one.
				await tool('list_models', { refresh: true });
				const schema = await tool<{ required: string[]; property_order: string[] }>(
					'get_model_schema',
					{ model: PICTURES },
				);
				assert.deepEqual(schema.required, ['prompt']);
				return schema.property_order.join(', ');
			},
		},
		{
			name: 'get_balance',
			async run() {
				const { balance } = await tool<{ balance: number }>('get_balance');
				assert.equal(balance, emulator.balanceUsd);
				return `${balance} USD`;
			},
		},
		{
			name: 'get_price',
			async run() {
				const price = await tool<{
					discounted_price: number;
					unpriced_inputs: string[];
					at_base_price: boolean;
				}>('get_price', {
					model: 'wavespeed-ai/minimax-h3/text-to-video',
					input: { prompt: 'a boat', duration: 10, resolution: '768p' },
				});
				assert.equal(price.discounted_price, 0.6);
				assert.deepEqual(price.unpriced_inputs, []);
				assert.equal(price.at_base_price, false);
				return `${price.discounted_price} USD, no input left out`;
			},
		},
		{
			name: 'get_price that depends on a file',
			async run() {
				const { price } = await tool<{ price: number }>('get_price', {
					model: 'wavespeed-ai/infinitetalk',
					input: { image: `@${picture.file}`, audio: 'https://example.com/a.mp3' },
				});
				assert.ok(price > 0);
				return `${price} USD`;
			},
		},
		{
			name: 'run_model',
			async run() {
				const made = await tool<Made>('run_model', {
					model: PICTURES,
					input: { prompt: 'a boat' },
				});
				assert.deepEqual([made.id, made.status], [madeOf(emulator).id, 'completed']);
				return await sameBytes(emulator, made.outputs);
			},
		},
		{
			name: 'run_model without waiting, then get_prediction',
			async run() {
				const made = await tool<Made>('run_model', {
					model: PICTURES,
					input: { prompt: 'a boat' },
					wait_seconds: 0,
				});
				assert.equal(made.status, 'created');
				emulator.settle(made.id);
				const found = await tool<Made>('get_prediction', { id: made.id });
				assert.equal(found.status, 'completed');
				return await sameBytes(emulator, found.outputs);
			},
		},
		{
			name: 'run_model with a file',
			async run() {
				const made = await tool<Made>('run_model', {
					model: 'bytedance/seedance-2.5/image-to-video',
					input: { image: `@${picture.file}`, prompt: 'it swims' },
				});
				assert.equal(made.uploaded_files, 1);
				return await sameBytes(emulator, made.outputs);
			},
		},
		{
			name: 'run_model: a prediction that fails',
			async run() {
				const input = { prompt: 'a boat [fail]' };
				const made = tool('run_model', { model: PICTURES, input });
				await assert.rejects(made, (error: Error) => {
					assert.match(error.message, /Prediction failed: Task execution failed/);
					return error.message.includes(madeOf(emulator).id);
				});
				return 'failed, with its id';
			},
		},
		{
			name: 'run_model by a key that may only look',
			refusals: [403],
			async run() {
				emulator.quirks.viewerKey = true;
				const made = tool('run_model', { model: PICTURES, input: { prompt: 'a boat' } });
				await assert
					.rejects(made, /insufficient role: this key was created by a viewer/)
					.finally(() => (emulator.quirks.viewerKey = false));
				return 'the words of the refusal';
			},
		},
		{
			name: 'upload_file',
			async run() {
				const other = `${picture.file}.txt`;
				await writeFile(other, 'a text');
				const { url } = await tool<{ url: string }>('upload_file', { path: other });
				assert.equal(await (await fetch(url)).text(), 'a text');
				return 'the very bytes are stored';
			},
		},
	];
	const version = await installed.version('@wavespeed/mcp');
	return { name: `@wavespeed/mcp ${version}`, calls, close: async () => await agent.close() };
}
