import type { Emulator, EmulatorOptions } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { promptToVideo, prompts, runWorkflow, type WorkflowOptions } from './engine.mts';

const json = (inputJson: string) => ({ ...promptToVideo, inputMode: 'json', inputJson });
const form = (value: Record<string, unknown>) => ({
	...promptToVideo,
	prompt: 'a lighthouse',
	inputFields: { mappingMode: 'defineBelow', value },
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
		given: 'the page of something else than a model',
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
		says: [/“Maximum at Once”/],
		reason: 'invalidOption',
	},
	{
		given: 'a negative price',
		parameters: { ...promptToVideo, prompt: 'x', options: { maxPricePerPrediction: -3 } },
		says: [/“Maximum Price Each \(USD\)” is below zero/],
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
		says: [/not enough credit/, /nothing was charged/],
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
		expect(failure?.message).toMatch(/^WaveSpeed does not accept the API key\..*\[item 0\]$/);
		expect(JSON.stringify(failure)).not.toContain('another-key');
	});
});
