import {
	errorOf,
	openWorkflow,
	RESULT,
	SUBMISSION,
	type FaultyWorkflow,
} from '../faults/workflowWithFaults.mts';
import { time } from '../startEmulator.mts';
import { promptToVideo, prompts, runWorkflow } from '../workflow/engine.mts';

// Whole workflows take their time on a busy machine.

describe('a submission', () => {
	let bench: FaultyWorkflow;
	beforeEach(async () => (bench = await openWorkflow()));
	afterEach(async () => await bench.close());

	const answeredWith = async (status: number, body: unknown) => {
		bench.misbehave({ when: SUBMISSION, times: 9, do: { kind: 'reply', status, body } });
		return errorOf(await bench.run());
	};

	it.each<[string, Record<string, unknown>]>([
		['429', { code: 429, message: 'rate limited' }],
		['400', { code: 400, message: 'bad request' }],
		['402', { code: 402, message: 'insufficient credits' }],
		['404', { code: 404, message: 'not found' }],
		['1402', { code: 1402, message: 'media unreadable' }],
		['1200', { code: 1200, message: 'sensitive' }],
	])(
		'answered with code %s and an id is paid once, and its prediction is taken',
		async (_code, no) => {
			bench.misbehave({
				when: SUBMISSION,
				do: { kind: 'transform', change: (answer) => ({ ...answer, ...no }) },
			});
			const { success } = await bench.run({ retryOnFail: true, maxTries: 3 });
			expect(success[0]!.json).toMatchObject({
				id: bench.emulator.predictions[0]!.id,
				status: 'completed',
			});
			expect(bench.submissions()).toBe(1);
			expect(bench.charges()).toBe(1);
		},
	);

	it('whose answer is cut after its id is paid once, and its prediction is taken', async () => {
		bench.misbehave({ when: SUBMISSION, do: { kind: 'cut', afterBytes: 120 } });
		const { success } = await bench.run();
		expect(success[0]!.json).toMatchObject({
			id: bench.emulator.predictions[0]!.id,
			status: 'completed',
		});
		expect(bench.submissions()).toBe(1);
	});

	it('whose answer echoes a picture of four thousand kilobytes is taken', async () => {
		const image = `data:image/jpeg;base64,${Buffer.alloc(4_000 * 1024, 7).toString('base64')}`;
		bench.misbehave({
			when: SUBMISSION,
			do: {
				kind: 'transform',
				change: (answer) => ({ ...answer, data: { ...answer.data, input: { image } } }),
			},
		});
		const { success } = await bench.run();
		expect(success[0]!.json).toMatchObject({ status: 'completed' });
		expect(bench.submissions()).toBe(1);
	});

	it('refused for the key’s role speaks of rights, not of credit', async () => {
		const { message, details } = await answeredWith(403, {
			code: 403,
			message: 'insufficient role: this key was created by a viewer',
		});
		expect(message).toMatch(
			/does not allow this.+insufficient role: this key was created by a viewer/,
		);
		expect(message).not.toMatch(/credit|top-up/);
		expect(details).toMatchObject({ reason: 'forbidden', httpStatus: 403 });
	});

	it.each([
		[402, { message: 'payment required' }],
		[400, { code: 1407, message: 'task refused' }],
		[400, { code: 400, message: 'insufficient balance' }],
		[403, { code: 403, message: 'please top up to use this model' }],
	])('refused with HTTP %i %j speaks of credit and where to add it', async (status, body) => {
		const { message, details } = await answeredWith(status, body);
		expect(message).toMatch(/does not have enough credit.+wavespeed\.ai\/top-up/);
		expect(details).toMatchObject({ reason: 'noCredit' });
	});

	it.each([
		[400, 'model openai/sora-2/text-to-video not found or offline'],
		[404, 'no such model'],
		[400, 'This model has been retired'],
	])('refused with HTTP %i “%s” says that the model is gone', async (status, words) => {
		const { message, details } = await answeredWith(status, { code: status, message: words });
		expect(message).toMatch(/has no model openai\/sora-2\/text-to-video, or no longer has it/);
		expect(details).toMatchObject({ reason: 'modelNotFound', serverMessage: words });
		expect(bench.submissions()).toBe(1);
	});

	it.each([200, 400])(
		'refused for its content with HTTP %i says what to change',
		async (status) => {
			const { message, details } = await answeredWith(status, {
				code: 1200,
				message: 'The content contains sensitive information.',
			});
			expect(message).toMatch(
				/refused the content as sensitive\. Change the prompt or the files\..+nothing was charged/,
			);
			expect(details).toMatchObject({ reason: 'contentRefused', errorCode: 1200 });
		},
	);

	it.each([200, 400, 500])(
		'that failed is told as failed where its result comes with HTTP %i',
		async (status) => {
			bench.misbehave({
				when: RESULT,
				times: 99,
				do: {
					kind: 'reply',
					status,
					body: {
						code: status,
						message: 'error',
						data: { id: 'ID', status: 'failed', error: { message: 'no such voice' }, code: 1401 },
					},
				},
			});
			// The id is only known when it is made.
			bench.emulator.misbehave({
				when: SUBMISSION,
				do: {
					kind: 'transform',
					change: (answer) => ({ ...answer, data: { ...answer.data, id: 'ID' } }),
				},
			});
			const { message, details } = errorOf(await bench.run());
			expect(message).toMatch(/Prediction ID failed: “no such voice”\. A parameter is wrong/);
			expect(details).toMatchObject({
				reason: 'predictionFailed',
				predictionId: 'ID',
				errorCode: 1401,
			});
		},
	);
});

describe('an input as JSON', () => {
	let bench: FaultyWorkflow;
	beforeEach(async () => (bench = await openWorkflow()));
	afterEach(async () => await bench.close());

	it('that a quote in an expression has broken says how to write it', async () => {
		const { message } = errorOf(
			await bench.run({
				items: prompts('she says "hello"'),
				parameters: {
					...promptToVideo,
					inputMode: 'json',
					inputJson: '={"prompt": "{{ $json.prompt }}"}',
				},
			}),
		);
		expect(message).toMatch(
			/not valid JSON.+\{\{ JSON\.stringify\(\$json\.text\) \}\} \} without quotes.+\{\{ \{ prompt: \$json\.text \} \}\}/,
		);
		const { success } = await bench.run({
			items: prompts('she says "hello"'),
			parameters: {
				...promptToVideo,
				inputMode: 'json',
				inputJson: '={"prompt": {{ JSON.stringify($json.prompt) }} }',
				options: { downloadOutputs: false },
			},
		});
		expect(success).toHaveLength(1);
		expect(bench.submissions()).toBe(1);
	});
});

describe('Prediction → Get Many, Delete', () => {
	let bench: FaultyWorkflow;
	beforeEach(async () => (bench = await openWorkflow()));
	afterEach(async () => await bench.close());

	it.each([
		['milliseconds', 1_795_000_000_000, '2026-11-18T11:06:40.000Z'],
		['milliseconds as text', '1795000000000', '2026-11-18T11:06:40.000Z'],
		['seconds', 1_795_000_000, '2026-11-18T11:06:40.000Z'],
		['seconds with a fraction', '1795000000.5', '2026-11-18T11:06:40.500Z'],
	])('takes a time as %s', async (_what, createdAfter, expected) => {
		const { failure } = await bench.run({
			parameters: { resource: 'prediction', operation: 'getMany', filters: { createdAfter } },
		});
		expect(failure).toBeUndefined();
		const [list] = bench.emulator.requestsTo({ path: '/api/v3/predictions' });
		expect(list!.body).toMatchObject({ created_after: expected });
	});

	it.each([
		['null data', { code: 200, message: 'success', data: null }],
		['no data', { code: 200, message: 'success' }],
	])(
		'takes a deletion answered with %s for done, with one request and no invented count',
		async (_what, body) => {
			bench.misbehave({
				when: { path: '/api/v3/predictions/delete' },
				do: { kind: 'reply', status: 200, body },
			});
			const { success } = await runWorkflow({
				baseUrl: bench.emulator.url,
				apiKey: 'WSK_SECRET_7c1e/9a+4f2d8b60',
				time,
				parameters: {
					resource: 'prediction',
					operation: 'delete',
					predictionId: { __rl: true, mode: 'id', value: 'abc,def' },
				},
			});
			expect(success[0]!.json).toEqual({ deleted: true, ids: ['abc', 'def'] });
			expect(bench.emulator.requestsTo({ path: '/api/v3/predictions/delete' })).toHaveLength(1);
		},
	);
});
