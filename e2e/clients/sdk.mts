import assert from 'node:assert/strict';
import { API_KEY, type ClientSetup } from './clientSetup.mts';
import type { Call, Client } from './judge.mts';
import { madeOf, outputsOf, sameBytes } from './evidence.mts';

/** What the newest SDK offers, as far as it is used here. */
interface Sdk {
	Client: new (apiKey: string, options: { baseUrl: string }) => SdkClient;
}
interface Options {
	pollInterval?: number;
	enableSyncMode?: boolean;
	timeout?: number;
}
interface SdkClient {
	run(model: string, input: object, options?: Options): Promise<{ outputs: unknown[] }>;
	runNoThrow(
		model: string,
		input: object,
		options?: Options,
	): Promise<{
		outputs: unknown[] | null;
		detail: { taskId: string; status: string; error?: Error; resultUrl?: string };
	}>;
	upload(file: string): Promise<string>;
}

const PICTURES = 'wavespeed-ai/z-image/turbo';
const OFTEN: Options = { pollInterval: 0.05 };

/** The newest JavaScript SDK: submits once, polls, uploads by ticket. It has neither lists nor money. */
export async function sdk({ installed, emulator, picture }: ClientSetup): Promise<Client> {
	const { Client } = installed.load<Sdk>('wavespeed');
	const connect = (apiKey = API_KEY) => new Client(apiKey, { baseUrl: `${emulator.url}/` });
	const client = connect();
	const last = () => madeOf(emulator);

	const calls: Call[] = [
		{
			name: 'run: a picture',
			async run() {
				const { outputs } = await client.run(PICTURES, { prompt: 'a boat' }, OFTEN);
				return await sameBytes(emulator, outputs);
			},
		},
		{
			name: 'run: a video with the model of the newest CLI',
			async run() {
				const model = 'wavespeed-ai/minimax-h3/text-to-video';
				const { outputs } = await client.run(model, { prompt: 'a boat' }, OFTEN);
				return await sameBytes(emulator, outputs);
			},
		},
		{
			name: 'run: a text',
			async run() {
				const { outputs } = await client.run('wavespeed-ai/any-llm', { prompt: 'hello' }, OFTEN);
				assert.deepEqual(outputs, outputsOf(last()));
				assert.equal(typeof outputs[0], 'string');
				return 'one text';
			},
		},
		{
			name: 'run: outputs that are objects',
			async run() {
				const input = { video: 'https://example.com/joe.mp4', name: 'Joe' };
				const { outputs } = await client.run('openai/sora-2/characters', input, OFTEN);
				assert.deepEqual(outputs, outputsOf(last()));
				assert.equal(typeof outputs[0], 'object');
				return `one object with ${Object.keys(outputs[0] as object).join(', ')}`;
			},
		},
		{
			name: 'run: base64 outputs',
			async run() {
				const input = { prompt: 'a boat', enable_base64_output: true };
				const { outputs } = await client.run(PICTURES, input, OFTEN);
				const served = await emulator.outputBytesOf(last().id);
				assert.equal(outputs[0], served.toString('base64'));
				return `${served.length} bytes, the very ones`;
			},
		},
		{
			name: 'run in sync mode',
			async run() {
				const sync = { enableSyncMode: true };
				const { outputs } = await client.run(PICTURES, { prompt: 'a boat' }, sync);
				return await sameBytes(emulator, outputs);
			},
		},
		{
			name: 'runNoThrow in sync mode that times out',
			async run() {
				const input = { prompt: 'a boat [slow]' };
				const { detail } = await client.runNoThrow(PICTURES, input, { enableSyncMode: true });
				assert.equal(detail.status, 'processing');
				assert.equal(detail.taskId, last().id);
				assert.equal(detail.error?.constructor.name, 'WavespeedSyncTimeoutException');
				return 'still processing, with its id and where to ask';
			},
		},
		{
			name: 'runNoThrow: a picture',
			async run() {
				const { outputs, detail } = await client.runNoThrow(PICTURES, { prompt: 'a boat' }, OFTEN);
				assert.equal(detail.taskId, last().id);
				return await sameBytes(emulator, outputs ?? []);
			},
		},
		{
			name: 'runNoThrow: a prediction that fails',
			async run() {
				const input = { prompt: 'a boat [fail]' };
				const { outputs, detail } = await client.runNoThrow(PICTURES, input, OFTEN);
				assert.equal(outputs, null);
				assert.equal(detail.taskId, last().id);
				assert.match(String(detail.error?.message), /Task execution failed/);
				return `failed, with its id: ${detail.error?.message}`;
			},
		},
		...(['cancelled', 'timeout', 'deleted'] as const).map((status) => ({
			name: `run: a prediction that ends as ${status}`,
			async run() {
				const under = client.run(PICTURES, { prompt: 'a boat [slow]' }, OFTEN);
				const before = emulator.predictions.length;
				const refused = assert.rejects(under, new RegExp(`Prediction failed.*Task ${status}`));
				while (emulator.predictions.length === before) await new Promise(setImmediate);
				emulator.settle(last().id, { status, outputs: [], error: '' });
				await refused;
				return 'taken for an end, without words of its own';
			},
		})),
		{
			name: 'upload with a ticket, then run with it',
			async run() {
				const image = await client.upload(picture.file);
				const stored = await (await fetch(image)).arrayBuffer();
				assert.ok(Buffer.from(stored).equals(picture.bytes), 'other bytes were stored');
				const model = 'bytedance/seedance-2.5/image-to-video';
				const { outputs } = await client.run(model, { image, prompt: 'it swims' }, OFTEN);
				return await sameBytes(emulator, outputs);
			},
		},
		{
			name: 'upload of a type that is refused',
			async run() {
				emulator.quirks.refusedFileTypes = ['.png'];
				const refused = assert.rejects(client.upload(picture.file), /invalid file type/);
				await refused.finally(() => (emulator.quirks.refusedFileTypes = []));
				return 'the words of the refusal';
			},
		},
		{
			name: 'run of content that is refused',
			refusals: [400],
			async run() {
				const run = client.run(PICTURES, { prompt: '[sensitive]' }, OFTEN);
				await assert.rejects(run, /HTTP 400.*sensitive information/);
				return 'the words of the refusal';
			},
		},
		{
			name: 'run of a model that is gone',
			refusals: [404],
			async run() {
				await assert.rejects(client.run('nobody/nothing', { prompt: 'x' }), /HTTP 404.*not found/);
				return 'the words of the refusal';
			},
		},
		{
			name: 'run with a wrong key',
			refusals: [401],
			async run() {
				const run = connect('another-key').run(PICTURES, { prompt: 'x' });
				await assert.rejects(run, /HTTP 401.*invalid API key/);
				return 'the words of the refusal';
			},
		},
	];
	return { name: `wavespeed ${await installed.version('wavespeed')} (SDK)`, calls };
}
