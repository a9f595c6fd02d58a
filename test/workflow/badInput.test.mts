import type { Emulator, EmulatorOptions } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { promptToVideo, prompts, runWorkflow, type WorkflowOptions } from './engine.mts';

const json = (inputJson: string) => ({ ...promptToVideo, inputMode: 'json', inputJson });
const form = (value: Record<string, unknown>) => ({
	...promptToVideo,
	prompt: 'a lighthouse',
	inputFields: { mappingMode: 'defineBelow', value },
});
/** A model that starts from a picture, given what people put in its place. */
const picture = (image: string) => ({
	...form({ image }),
	model: { __rl: true, mode: 'id', value: 'wavespeed-ai/minimax-h3/image-to-video' },
});
const result = (predictionId: string) => ({
	resource: 'prediction',
	operation: 'getResult',
	predictionId,
});

interface BadInput {
	given: string;
	parameters?: WorkflowOptions['parameters'];
	emulator?: EmulatorOptions;
	apiKey?: string;
	baseUrl?: string;
	says: RegExp[];
	reason: string;
}

const cases: BadInput[] = [
	{
		given: 'no prompt for a model that needs one',
		parameters: { ...promptToVideo, prompt: '' },
		says: [/prompt/, /Nothing was submitted/],
		reason: 'invalidInput',
	},
	{
		given: 'a prompt of blanks only',
		parameters: { ...promptToVideo, prompt: ' \n\t\u00a0 ' },
		says: [/“prompt” is required/, /Nothing was submitted/],
		reason: 'invalidInput',
	},
	{
		given: 'a prompt of blanks only in JSON',
		parameters: { ...json('{"prompt": "   "}'), prompt: '' },
		says: [/“prompt” is required/, /Nothing was submitted/],
		reason: 'invalidInput',
	},
	{
		given: 'an operation that its resource lacks, as an AI may write it',
		parameters: { ...promptToVideo, resource: 'audio', operation: 'speak', prompt: 'x' },
		says: [
			/The resource Audio has no operation “speak”/,
			/Choose Generate Speech, Generate Music or Transcribe from the list/,
			/Nothing was submitted/,
		],
		reason: 'nodeSettings',
	},
	{
		given: 'a model’s family without its ending',
		parameters: {
			...promptToVideo,
			prompt: 'x',
			model: { __rl: true, mode: 'id', value: 'openai/sora-2' },
		},
		says: [/is a family, not a model/, /openai\/sora-2\/text-to-video-pro/],
		reason: 'modelNotFound',
	},
	{
		given: 'the page of something other than a model',
		parameters: {
			...promptToVideo,
			prompt: 'x',
			model: { __rl: true, mode: 'id', value: 'https://wavespeed.ai/pricing' },
		},
		says: [/not a model id/, /wavespeed\.ai\/models/],
		reason: 'invalidModelId',
	},
	{
		given: 'a prompt of 20,000 characters in place of a model',
		parameters: {
			...promptToVideo,
			prompt: 'x',
			model: { __rl: true, mode: 'id', value: `={{ "a quick fox ".repeat(2000) }}` },
		},
		says: [/not a model id/],
		reason: 'invalidModelId',
	},
	{
		given: 'pasted HTML in place of a model',
		parameters: {
			...promptToVideo,
			prompt: 'x',
			model: { __rl: true, mode: 'id', value: '<a href="https://wavespeed.ai">Sora</a>' },
		},
		says: [/not a model id/],
		reason: 'invalidModelId',
	},
	{
		given: 'a negative limit, which an editor must not turn into none',
		parameters: { ...promptToVideo, prompt: 'x', options: { maxInFlight: -3 } },
		says: [/“Run: Maximum at Once”/],
		reason: 'invalidOption',
	},
	{
		given: 'a negative price',
		parameters: { ...promptToVideo, prompt: 'x', options: { maxPricePerPrediction: -3 } },
		says: [/“Cost: Max Each \(USD\)” is below zero/],
		reason: 'invalidOption',
	},
	{
		given: 'a model the catalogue does not have',
		parameters: {
			...promptToVideo,
			prompt: 'x',
			model: { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-vide' },
		},
		says: [/no model openai\/sora-2\/text-to-vide/, /Did you mean openai\/sora-2\/text-to-video\?/],
		reason: 'modelNotFound',
	},
	{
		given: 'a model id that is a path',
		parameters: {
			...promptToVideo,
			prompt: 'x',
			model: { __rl: true, mode: 'id', value: '={{ "../balance" }}' },
		},
		says: [/not a model id/, /wavespeed-ai\/minimax-h3\/text-to-video/],
		reason: 'invalidModelId',
	},
	{
		given: 'no model',
		parameters: {
			...promptToVideo,
			prompt: 'x',
			model: { __rl: true, mode: 'id', value: '={{ "" }}' },
		},
		says: [/No model is chosen/],
		reason: 'noModel',
	},
	{
		given: 'an input the model does not know',
		parameters: json('{"prompt": "x", "durration": 4}'),
		says: [/durration/, /duration/],
		reason: 'invalidInput',
	},
	{
		given: 'a value of the wrong type',
		parameters: json('{"prompt": "x", "duration": "soon"}'),
		says: [/duration/],
		reason: 'invalidInput',
	},
	{
		given: 'a value that is not among the allowed ones',
		parameters: form({ duration: 5 }),
		says: [/duration/, /4/, /8/, /12/],
		reason: 'invalidInput',
	},
	{
		given: 'invalid JSON',
		parameters: json('{"prompt": '),
		says: [/Input \(JSON\)/, /not valid JSON/],
		reason: 'invalidJson',
	},
	{
		given: 'JSON that is no object',
		parameters: json('["a"]'),
		says: [/not a JSON object/],
		reason: 'invalidJson',
	},
	{
		given: 'an empty prediction id',
		parameters: result('={{ "" }}'),
		says: [/Prediction ID.*empty/],
		reason: 'noPredictionId',
	},
	{
		given: 'a prediction id that is a path',
		parameters: result('../balance'),
		says: [/not a prediction id/],
		reason: 'invalidPredictionId',
	},
	{
		given: 'a prediction id nobody knows',
		parameters: result('0'.repeat(32)),
		says: [/no prediction 0{32}/, /7 days/],
		reason: 'predictionNotFound',
	},
	{
		given: 'a wrong key',
		apiKey: 'another-key',
		says: [/API key/, /wavespeed\.ai\/accesskey/],
		reason: 'wrongKey',
	},
	{
		given: 'a key that was never topped up',
		emulator: { neverToppedUp: true },
		says: [/never topped up/, /wavespeed\.ai\/top-up/],
		reason: 'neverToppedUp',
	},
	{
		given: 'an account without credit',
		emulator: { balanceUsd: 0 },
		says: [/does not have enough credit/, /nothing was charged/],
		reason: 'noCredit',
	},
	{
		given: 'a base URL that is no address',
		baseUrl: 'api wavespeed',
		says: [/Base URL/, /credential/],
		reason: 'invalidBaseUrl',
	},
	{
		given: 'a base URL with another protocol',
		baseUrl: 'ftp://api.wavespeed.ai',
		says: [/https:\/\//],
		reason: 'invalidBaseUrl',
	},
	{
		given: 'a server that is down',
		baseUrl: 'http://127.0.0.1:9',
		says: [/could not be reached/, /Base URL/],
		reason: 'unreachable',
	},
	{
		given: 'a timeout of zero',
		parameters: { ...promptToVideo, prompt: 'x', options: { timeout: 0 } },
		says: [/Timeout \(Seconds\)/, /greater than 0/],
		reason: 'invalidOption',
	},
	{
		given: 'a prompt of 20,000 characters for a model that reads fewer',
		parameters: {
			...promptToVideo,
			prompt: '={{ "a quick fox ".repeat(1700) }}',
			model: { __rl: true, mode: 'id', value: 'minimax/speech-2.8-turbo' },
			inputFields: { mappingMode: 'defineBelow', value: { voice_id: 'Wise_Woman' } },
		},
		says: [/“text”/, /10000|10,000/, /Nothing was submitted/],
		reason: 'invalidInput',
	},
	{
		given: 'a number with a comma that means nothing to anybody',
		parameters: form({ duration: '4,5,6' }),
		says: [/duration/, /4/, /8/, /12/],
		reason: 'invalidInput',
	},
	{
		given: 'a duration in words',
		parameters: form({ duration: 'eight' }),
		says: [/duration/],
		reason: 'invalidInput',
	},
	{
		given: 'a path of this machine as a picture',
		parameters: picture('/home/somebody/cat.png'),
		says: [/“image”/, /address|URL/i, /Binary Inputs/],
		reason: 'invalidInput',
	},
	{
		given: 'a path of Windows as a picture',
		parameters: picture('C:\\Users\\somebody\\cat.png'),
		says: [/“image”/, /address|URL/i, /Binary Inputs/],
		reason: 'invalidInput',
	},
	{
		given: 'the name of a file as a picture',
		parameters: picture('cat.png'),
		says: [/“image”/, /Binary Inputs/],
		reason: 'invalidInput',
	},
	{
		given: 'the name of a binary field as a picture',
		parameters: picture('data'),
		says: [/“image”/, /Binary Inputs/],
		reason: 'invalidInput',
	},
	{
		given: 'a picture’s HTML in place of its address',
		parameters: picture('<img src="https://files.example/cat.png">'),
		says: [/“image”/],
		reason: 'invalidInput',
	},
	{
		given: 'the id of a prediction in place of a model',
		parameters: {
			...promptToVideo,
			prompt: 'x',
			model: { __rl: true, mode: 'id', value: 'ded09b4c9b104fb88a38feab74c9d54c' },
		},
		says: [/model/],
		reason: 'invalidModelId',
	},
	{
		given: 'the id of a model in place of a prediction',
		parameters: result('openai/sora-2/text-to-video'),
		says: [/not a prediction id/],
		reason: 'invalidPredictionId',
	},
	{
		given: 'the address of a file in place of a prediction',
		parameters: result('https://files.example/output.mp4'),
		says: [/not a prediction id/],
		reason: 'invalidPredictionId',
	},
	{
		given: 'a prompt of 20,000 characters in place of a prediction',
		parameters: result('={{ "a quick fox ".repeat(1700) }}'),
		says: [/not a prediction id/],
		reason: 'invalidPredictionId',
	},
	{
		given: 'a page’s HTML in place of a webhook URL',
		parameters: {
			...promptToVideo,
			operation: 'submit',
			prompt: 'x',
			options: { webhookUrl: '<a href="https://n8n.example.com">here</a>' },
		},
		says: [/Webhook URL/],
		reason: 'invalidOption',
	},
	{
		given: 'a price with a comma',
		parameters: { ...promptToVideo, prompt: 'x', options: { maxPricePerPrediction: '0,50,0' } },
		says: [/“Cost: Max Each \(USD\)”/],
		reason: 'invalidOption',
	},
	{
		given: 'a timeout in words',
		parameters: { ...promptToVideo, prompt: 'x', options: { timeout: 'ten minutes' } },
		says: [/Timeout \(Seconds\)/],
		reason: 'invalidOption',
	},
	{
		given: 'a key of an object’s own making',
		parameters: json('{"prompt": "x", "__proto__": {"a": 1}, "constructor": 1}'),
		says: [/constructor|__proto__/],
		reason: 'invalidInput',
	},
	{
		given: 'a list in place of a text',
		parameters: json('{"prompt": ["x", "y"]}'),
		says: [/prompt/],
		reason: 'invalidInput',
	},
	{
		given: 'a number far beyond the range',
		parameters: {
			...promptToVideo,
			...json('{"prompt": "x", "duration": 100000}'),
			model: { __rl: true, mode: 'id', value: 'wavespeed-ai/minimax-h3/text-to-video' },
		},
		says: [/duration/, /15/],
		reason: 'invalidInput',
	},
	{
		given: 'an input written in another case',
		parameters: json('{"prompt": "x", "Duration": 4}'),
		says: [/Duration/, /duration/],
		reason: 'invalidInput',
	},
	{
		given: 'a picture for a model that takes none',
		parameters: json('{"prompt": "x", "image": "https://files.example/cat.png"}'),
		says: [/image/],
		reason: 'invalidInput',
	},
	{
		given: 'no picture for a model that starts with one',
		parameters: { resource: 'video', operation: 'animate', prompt: 'The cat yawns' },
		says: [/“image” is required/, /Nothing was submitted/],
		reason: 'invalidInput',
	},
	{
		given: 'a video model where an image is to be made',
		parameters: {
			resource: 'image',
			operation: 'generate',
			prompt: 'x',
			model: { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' },
		},
		says: [/is a model for “Text to Video”/, /resource Prediction/],
		reason: 'wrongKindOfModel',
	},
	{
		given: 'a webhook URL that is no address',
		parameters: {
			...promptToVideo,
			operation: 'submit',
			prompt: 'x',
			options: { webhookUrl: 'my-server' },
		},
		says: [/Webhook URL/],
		reason: 'invalidOption',
	},
];

describe('bad input', () => {
	let emulator: Emulator | undefined;

	afterEach(async () => {
		await emulator?.close();
	});

	it.each(cases)('$given gets a sentence with a remedy and costs nothing', async (bad) => {
		emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 10, ...bad.emulator });
		const { errors, success } = await runWorkflow({
			baseUrl: bad.baseUrl ?? emulator.url,
			apiKey: bad.apiKey,
			parameters: bad.parameters ?? promptToVideo,
			onError: 'continueErrorOutput',
		});
		expect(success).toEqual([]);
		expect(Object.keys(errors[0]!.json)).toEqual(expect.arrayContaining(['error', 'details']));
		const { error, details } = errors[0]!.json as { error: string; details: { reason: string } };
		for (const words of bad.says) expect(error).toMatch(words);
		expect(error).toMatch(/[.?]$/);
		expect(details.reason).toBe(bad.reason);
		expect(emulator.predictions).toHaveLength(0);
		expect(JSON.stringify(errors)).not.toContain(bad.apiKey ?? 'test-key');
	});

	it('an HTML page in place of JSON is called what it is', async () => {
		emulator = await startEmulator({ apiKey: 'test-key' });
		emulator.misbehave({
			when: { host: 'api', path: /balance|predictions|models/ },
			times: Infinity,
			do: {
				kind: 'reply',
				status: 200,
				headers: { 'content-type': 'text/html' },
				body: '<!doctype html><script>steal()</script><h1>Sign in to the proxy</h1>',
			},
		});
		const { errors } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: result('0'.repeat(32)),
			onError: 'continueErrorOutput',
		});
		const { error } = errors[0]!.json as { error: string };
		expect(error).toMatch(/A web page answered instead of the WaveSpeed API/);
		expect(error).not.toMatch(/<|steal|Sign in/);
	});

	it('one bad item does not spoil the others when the node continues on errors', async () => {
		emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 10 });
		const { success, errors } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: promptToVideo,
			items: [{ json: { prompt: 'one' } }, { json: {} }, { json: { prompt: 'three' } }],
			onError: 'continueErrorOutput',
		});
		expect(success).toHaveLength(2);
		expect(errors).toHaveLength(1);
		expect(emulator.predictions).toHaveLength(2);
	});

	it.each([
		['the first', ['', 'two', 'three'], 0],
		['the last', ['one', 'two', ''], 2],
	])('names one item, the wrong one, where that is %s', async (_place, texts, wrong) => {
		emulator = await startEmulator({ apiKey: 'test-key' });
		const { failure } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: promptToVideo,
			items: prompts(...texts),
		});
		expect(failure?.message).toMatch(new RegExp(`\\[item ${wrong}\\]$`));
		// The editor's “[item …]” is the context's; n8n has written the first item's index into it.
		expect(failure?.context?.itemIndex).toBe(wrong);
		expect(JSON.parse(JSON.stringify(failure?.context))).toMatchObject({
			itemIndex: wrong,
			runIndex: 0,
			data: { reason: 'invalidInput' },
		});
		expect(emulator.predictions).toHaveLength(0);
	});

	it('fails the node with the same words when it stops on errors', async () => {
		emulator = await startEmulator({ apiKey: 'test-key' });
		const { failure } = await runWorkflow({
			baseUrl: emulator.url,
			apiKey: 'another-key',
			parameters: promptToVideo,
			items: prompts('one', 'two'),
		});
		expect(failure?.message).toMatch(
			/^WaveSpeed does not accept the API key\..*nothing was charged\.$/,
		);
		expect(JSON.stringify(failure)).not.toContain('another-key');
	});
});
