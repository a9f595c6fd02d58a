import { readPrediction } from '../../nodes/WaveSpeed/api/prediction.ts';
import { predictionFailed } from '../../nodes/WaveSpeed/waiting/predictionErrors.ts';
import { redact } from '../../nodes/WaveSpeed/errors/redact.ts';
import {
	errorOf,
	KEY,
	openWorkflow,
	prompts,
	RESULT,
	SUBMISSION,
	type FaultyWorkflow,
} from './workflowWithFaults.mts';

describe('the key and the addresses', () => {
	let workflow: FaultyWorkflow;
	beforeEach(async () => (workflow = await openWorkflow({ generationTimeMs: 1 })));
	afterEach(async () => await workflow.close());

	it.each([301, 302, 307, 308])(
		'a submission answered with a redirect (HTTP %i) is not followed, neither by key nor by body',
		async (status) => {
			const elsewhere = await openWorkflow();
			workflow.misbehave({
				when: SUBMISSION,
				do: {
					kind: 'redirect',
					status,
					location: `${elsewhere.emulator.url}/api/v3/openai/sora-2/text-to-video`,
				},
			});
			const { message, details } = errorOf(await workflow.run());
			expect(elsewhere.emulator.requests).toEqual([]);
			expect(workflow.submissions()).toBe(1);
			expect(message).toMatch(
				/redirect, which the node does not follow because it would take the API key elsewhere/,
			);
			expect(details.reason).toBe('redirected');
			await elsewhere.close();
		},
	);

	it('a result answered with a redirect is not followed, and the prediction is named', async () => {
		const elsewhere = await openWorkflow();
		workflow.misbehave({
			when: RESULT,
			times: 9,
			do: { kind: 'redirect', location: `${elsewhere.emulator.url}/api/v3/balance` },
		});
		const { message } = errorOf(await workflow.run());
		expect(elsewhere.emulator.requests).toEqual([]);
		expect(message).toContain(workflow.emulator.predictions[0]!.id);
		await elsewhere.close();
	});

	it.each([
		'../balance',
		'a/../../balance',
		'abc?x=1',
		'abc#',
		'https://evil.example/',
		'a\\b',
		'x'.repeat(129),
	])('the prediction id “%s” is refused before anything is sent', async (predictionId) => {
		const run = await workflow.run({
			parameters: { resource: 'prediction', operation: 'getResult', predictionId },
		});
		expect(errorOf(run).message).toMatch(/is not a prediction id/);
		expect(workflow.emulator.requests).toEqual([]);
	});

	it.each([
		'../../v2/x',
		'openai/%2e%2e/balance',
		'//evil.example/x',
		'openai/x?webhook=https://evil.example#',
		'openai\\x',
		'оpenai/sora-2',
		`openai/${'x'.repeat(10_000)}`,
		'predictions/delete',
	])('the model id “%s” is refused before anything is sent', async (value) => {
		const run = await workflow.run({
			items: prompts(value),
			parameters: {
				resource: 'prediction',
				operation: 'generateAndWait',
				// As an expression: ids in the panel itself are held back by n8n already.
				model: { __rl: true, mode: 'id', value: '={{ $json.prompt }}' },
				inputMode: 'json',
				inputJson: '{"prompt": "x"}',
			},
		});
		expect(errorOf(run).message).toMatch(/is not a model id/);
		expect(workflow.emulator.requests).toEqual([]);
	});

	it('addresses in the input are passed on as text and never fetched by the node', async () => {
		const asked = await openWorkflow();
		const image = `${asked.emulator.url}/latest/meta-data`;
		await workflow.run({
			parameters: {
				resource: 'prediction',
				operation: 'submit',
				model: { __rl: true, mode: 'id', value: 'openai/sora-2/image-to-video' },
				inputMode: 'json',
				inputJson: JSON.stringify({ prompt: 'x', image }),
			},
		});
		expect(workflow.emulator.predictions[0]!.input.image).toBe(image);
		expect(asked.emulator.requests).toEqual([]);
		await asked.close();
	});

	it.each(['ftp://x.example/', 'javascript:alert(1)', 'not an address', '/relative'])(
		'the webhook URL “%s” is refused before anything is sent',
		async (webhookUrl) => {
			const run = await workflow.run({
				parameters: {
					resource: 'prediction',
					operation: 'submit',
					model: { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' },
					inputMode: 'json',
					inputJson: '{"prompt": "x"}',
					options: { webhookUrl },
				},
			});
			expect(errorOf(run).message).toMatch(/Webhook URL/);
			expect(workflow.charges()).toBe(0);
		},
	);

	it('a server’s words come out as one short plain line, whatever is in them', async () => {
		const words = `<script>alert(1)</script><b>no</b>\u001b[31m red \u202e left ${KEY} https://u:p@x.example/a?X-Signature=abc ${'z'.repeat(1_000_000)}`;
		workflow.misbehave({
			when: SUBMISSION,
			do: { kind: 'reply', status: 422, body: { code: 422, message: words } },
		});
		const { message, details } = errorOf(await workflow.run());
		for (const text of [message, String(details.serverMessage)]) {
			expect(text.length).toBeLessThan(700);
			// eslint-disable-next-line no-control-regex
			expect(text).not.toMatch(/[<>\u0000-\u001f\u202e]|X-Signature|alert/);
			expect(text).not.toContain(KEY);
		}
	});

	it('a code that is the name of something every object has is only a word', async () => {
		const prediction = readPrediction({
			id: 'a1',
			status: 'failed',
			code: 'constructor',
			error: 'x',
		});
		const { message } = predictionFailed(prediction, { baseUrl: 'https://x.example' });
		expect(message).toBe(
			'Prediction a1 failed: “x”. Change the input or try again. WaveSpeed refunds failed predictions within a few hours.',
		);
	});

	it('a secret is hidden before a text is cut, in base64 at any offset, and in hexadecimal', () => {
		const long = `${'<b>'.repeat(1_990)}${'x'.repeat(22)}${KEY}`;
		expect(redact(long, [KEY])).not.toContain(KEY.slice(0, 6));
		for (const before of ['', 'a', 'ab', 'user:']) {
			const encoded = Buffer.from(`${before}${KEY}tail`).toString('base64');
			expect(redact(encoded, [KEY])).toContain('[hidden]');
			expect(redact(Buffer.from(`${before}${KEY}tail`).toString('base64url'), [KEY])).toContain(
				'[hidden]',
			);
		}
		expect(redact(Buffer.from(KEY).toString('hex'), [KEY])).toBe('[hidden]');
		expect(redact(encodeURIComponent(KEY).toLowerCase(), [KEY.toLowerCase()])).toBe('[hidden]');
	});

	it('an answer that is somebody else’s page is never quoted', async () => {
		const page = `<html><body>Access denied for ${KEY}</body></html>`;
		for (const status of [200, 403, 502]) {
			const one = await openWorkflow();
			one.misbehave({
				when: SUBMISSION,
				do: { kind: 'reply', status, headers: { 'content-type': 'text/html' }, body: page },
			});
			const { message } = errorOf(await one.run());
			expect(message).not.toMatch(/Access denied|<|>/);
			expect(message).toMatch(
				status === 403 ? /A web page answered instead of the WaveSpeed API/ : /It is unknown/,
			);
			await one.close();
		}
	});
});
