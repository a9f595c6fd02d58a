import { inspect } from 'node:util';

import type { Action } from '../../emulator/index.mts';
import { KEY, LIST, openWorkflow, prompts, RESULT, SUBMISSION } from './workflowWithFaults.mts';

/** Answers that echo what they were sent, as helpful servers do. */
const echo = (status: number, type = 'application/json'): Action => ({
	kind: 'reply',
	status,
	accept: status >= 500,
	headers: {
		'content-type': type,
		'www-authenticate': `Bearer ${KEY}`,
		location: `https://elsewhere.example/?key=${encodeURIComponent(KEY)}`,
	},
	body:
		type === 'application/json'
			? JSON.stringify({
					code: status,
					message: `denied: Authorization: Bearer ${KEY} / ${Buffer.from(`Bearer ${KEY}`).toString('base64')} / ${encodeURIComponent(KEY)}`,
					error_code: KEY,
				})
			: `<html>${KEY}</html>`,
});

const CASES: Array<
	[string, typeof SUBMISSION | typeof RESULT | typeof LIST | { host: 'outputs' }, Action]
> = [
	...[200, 302, 400, 401, 403, 404, 422, 429, 500, 503].flatMap((status) => [
		[`a submission answered with ${status}`, SUBMISSION, echo(status)] as const,
		[`a result answered with ${status}`, RESULT, echo(status)] as const,
		[
			`an output answered with ${status}`,
			{ host: 'outputs' } as const,
			echo(status, 'text/plain'),
		] as const,
	]),
	['a submission answered with a page', SUBMISSION, echo(502, 'text/html')],
	['a submission reset', SUBMISSION, { kind: 'reset', accept: true }],
	[
		'a submission answered with garbage',
		SUBMISSION,
		{ kind: 'bytes', bytes: `${KEY}\r\n\r\n`, accept: true },
	],
	['a result reset', RESULT, { kind: 'reset' }],
	['a result cut', RESULT, { kind: 'cut', afterBytes: 50 }],
	[
		'a result answered with garbage',
		RESULT,
		{ kind: 'bytes', bytes: `HTTP/1.1 200 OK\r\n${KEY}\r\n\r\n` },
	],
	[
		'a result that failed with the key in its words',
		RESULT,
		{
			kind: 'transform',
			change: (answer: { data: object }) => ({
				...answer,
				data: { ...answer.data, status: 'failed', error: `key ${KEY}`, code: KEY },
			}),
		},
	],
	[
		'a result with the key for a status',
		RESULT,
		{
			kind: 'transform',
			change: (answer: { data: object }) => ({
				...answer,
				data: { ...answer.data, status: KEY, outputs: [] },
			}),
		},
	],
	['an output reset', { host: 'outputs' }, { kind: 'reset' }],
	[
		'an output redirected to where the key would be asked for',
		{ host: 'outputs' },
		{ kind: 'redirect', location: 'http://169.254.169.254/latest' },
	],
] as never;

/** Everything in which the key could hide. */
const FORMS = [
	KEY,
	encodeURIComponent(KEY),
	encodeURIComponent(KEY).toLowerCase(),
	JSON.stringify(KEY).slice(1, -1),
	Buffer.from(KEY).toString('hex'),
	// Characters at both ends depend on the neighbours.
	...[0, 1, 2].flatMap((offset) => {
		const encoded = Buffer.from('x'.repeat(offset) + KEY)
			.toString('base64')
			.slice(offset + 1, -4);
		return [encoded, encoded.replace(/\+/g, '-').replace(/\//g, '_')];
	}),
];

describe('the key', () => {
	const printed: string[] = [];
	const writes = (['stdout', 'stderr'] as const).map((name) => {
		const stream = process[name];
		const write = stream.write.bind(stream);
		return { stream, write };
	});
	const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => ({
		name,
		print: console[name],
	}));

	beforeAll(() => {
		for (const { stream, write } of writes) {
			stream.write = ((text: string, ...rest: never[]) => (
				printed.push(String(text)),
				write(text, ...rest)
			)) as never;
		}
		// n8n's logger prints here; what it prints is read instead of shown.
		for (const { name } of consoles)
			console[name] = (...parts: unknown[]) => void printed.push(inspect(parts, { depth: 10 }));
	});
	afterAll(() => {
		for (const { stream, write } of writes) stream.write = write;
		for (const { name, print } of consoles) console[name] = print;
	});

	it.each(CASES)(
		'is in no row, no error, no execution data and no log after %s',
		async (_what, when, action) => {
			const workflow = await openWorkflow({ generationTimeMs: 1 });
			try {
				workflow.misbehave({ when, times: 99, do: action });
				if (when === SUBMISSION) workflow.misbehave({ when: LIST, times: 9, do: echo(403) });
				for (const onError of [undefined, 'continueErrorOutput'] as const) {
					const run = await workflow.run({
						onError,
						retryOnFail: true,
						items: prompts('one'),
						options: { downloadOutputs: true, timeout: 60 },
					});
					const everything = [
						JSON.stringify(run.run),
						inspect(run, { depth: 12, maxArrayLength: null, maxStringLength: null }),
						inspect(run.failure, { depth: 12, showHidden: true }),
						(run.failure as { stack?: string } | undefined)?.stack ?? '',
						printed.join('\n'),
					]
						.join('\n')
						.toLowerCase();
					for (const form of FORMS)
						expect(everything.includes(form.toLowerCase()) ? form : 'nothing').toBe('nothing');
				}
				expect(
					workflow.emulator
						.requestsTo({ host: 'outputs' })
						.every(({ headers }) => !JSON.stringify(headers).includes(KEY)),
				).toBe(true);
			} finally {
				await workflow.close();
			}
		},
	);

	it('is looked for where it would be found: this log has it', () => {
		console.log('the key is', KEY);
		expect(FORMS.some((form) => printed.join('\n').includes(form))).toBe(true);
	});
});
