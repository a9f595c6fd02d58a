import { answer, lostAndAccepted, lostAndNot, notSent, run } from './runWithoutEngine.mts';
import { KEY } from './runScript.mts';
import { MODEL, ScriptedApi, type Fault } from './scriptedApi.mts';

/** Many cases, none of which needs a network: what a submission and a wait do, request by request. */
describe('a submission that is answered', () => {
	it.each([
		400, 401, 402, 403, 404, 405, 406, 407, 410, 411, 413, 414, 415, 417, 421, 422, 425, 426, 428,
		431, 451, 301, 302, 304, 307, 308,
	])(
		'with HTTP %i was turned away: the next try sends it again, and nothing says that a charge is possible',
		async (status) => {
			const { errors, at, rows } = await run({ submit: [answer(status)] }, { tries: 2 });
			expect(at('submit')).toHaveLength(2);
			expect(at('list')).toHaveLength(0);
			expect(rows[0]!.json.status).toBe('completed');
			expect(errors).toEqual([]);
		},
	);

	it.each([
		200, 201, 204, 303, 408, 409, 412, 416, 418, 423, 424, 499, 500, 501, 502, 503, 504, 520, 599,
	])('with HTTP %i may have been accepted: it is never sent again', async (status) => {
		const { errors, at } = await run({ submit: [answer(status)] }, { tries: 3 });
		expect(at('submit')).toHaveLength(1);
		expect(at('list')).toHaveLength(2);
		expect(errors[0]!.details).toMatchObject({
			reason: 'outcomeUnknown',
			chargePossible: true,
			submittedAt: '2026-11-22T00:00:00.000Z',
			model: MODEL,
		});
	});

	it.each([1200, 1400, 1401, 1402, 1407])(
		'with the API’s own code %i was turned away',
		async (code) => {
			const { errors, at } = await run({ submit: [answer(200, { code, message: 'no' })] });
			expect(at('submit')).toHaveLength(1);
			expect(errors[0]!.details.chargePossible).toBeUndefined();
			expect(errors[0]!.error).toMatch(/Nothing was submitted, nothing was charged\.$/);
		},
	);

	it.each([1403, 5000, 5003])('with the API’s own code %i may have been accepted', async (code) => {
		const { errors } = await run({ submit: [answer(200, { code, message: 'no' })] });
		expect(errors[0]!.details.reason).toBe('outcomeUnknown');
	});

	it('with a no that names a prediction is followed up, and its failure is told as such', async () => {
		const { errors, at } = await run({
			submit: [
				{
					kind: 'answer',
					status: 500,
					body: JSON.stringify({ code: 500, data: { id: 'abc' } }),
					accepted: false,
				},
			],
		});
		expect(at('submit')).toHaveLength(1);
		expect(errors[0]!.details).toMatchObject({ reason: 'predictionNotFound', predictionId: 'abc' });
	});

	it('about a field names the field', async () => {
		const body = { code: 400, message: 'invalid request body, Error at "/size": value is wrong' };
		const { errors } = await run({ submit: [answer(400, body)] });
		expect(errors[0]!.details).toMatchObject({ reason: 'inputRefused', field: 'size' });
	});

	it('as failed, or as completed, is believed at once', async () => {
		const failed = await run({
			submit: [{ kind: 'change', data: { status: 'failed', error: 'no' } }],
		});
		expect(failed.errors[0]!.details.reason).toBe('predictionFailed');
		expect(failed.at('result')).toEqual([]);
		const done = await run({
			submit: [{ kind: 'change', data: { status: 'completed', outputs: ['a text'] } }],
		});
		expect(done.rows[0]!.json).toMatchObject({ status: 'completed', outputs: ['a text'] });
		expect(done.at('result')).toEqual([]);
	});
});

describe('a submission that was not sent', () => {
	it('is tried three times in all, with pauses that double', async () => {
		const lowest = await run({ submit: [notSent, notSent, notSent, notSent] }, { random: () => 0 });
		expect(lowest.at('submit')).toEqual([0, 500, 1_500]);
		expect(lowest.errors[0]!.details).toMatchObject({ reason: 'unreachable', model: MODEL });
		const highest = await run(
			{ submit: [notSent, notSent, notSent, notSent] },
			{ random: () => 1 },
		);
		expect(highest.at('submit')).toEqual([0, 1_000, 3_000]);
	});

	it('twice goes out the third time, also where one may be in flight at once', async () => {
		const { rows, api } = await run(
			{ submit: [notSent, notSent] },
			{ options: { maxInFlight: 1 } },
		);
		expect(rows[0]!.json.status).toBe('completed');
		expect(api.predictions).toHaveLength(1);
	});

	it('leaves nothing behind: the next try does not look in the list', async () => {
		const { at } = await run({ submit: [notSent, notSent, notSent] }, { tries: 2 });
		expect(at('submit')).toHaveLength(4);
		expect(at('list')).toEqual([]);
	});
});

describe('a submission that meets the rate limit', () => {
	const limited = (header?: string) =>
		answer(
			429,
			{ code: 429, message: 'slow down' },
			header === undefined ? undefined : { 'retry-after': header },
		);

	it('waits, and goes out once', async () => {
		const { at, api, rows } = await run(
			{ submit: [limited('7'), limited('9')] },
			{ random: () => 0 },
		);
		expect(at('submit')).toEqual([0, 7_000, 16_000]);
		expect(api.predictions).toHaveLength(1);
		expect(rows[0]!.json.status).toBe('completed');
	});

	it('gives up when the run has got nowhere for as long as it may wait, not when others get on', async () => {
		const submit = Array.from({ length: 99 }, () => limited('100'));
		const { at, errors } = await run({ submit }, { options: { timeout: 250 }, random: () => 0 });
		expect(at('submit')).toEqual([0, 100_000, 200_000, 300_000]);
		expect(errors[0]!.details).toMatchObject({ reason: 'rateLimited', model: MODEL });
	});

	it('is told at once where the server asks for more than two minutes', async () => {
		expect((await run({ submit: [limited('120')] })).rows[0]!.json.status).toBe('completed');
		const { at, errors } = await run({ submit: [limited('121')] });
		expect(at('submit')).toHaveLength(1);
		expect(errors[0]!.details.reason).toBe('rateLimited');
	});
});

describe('a prediction whose submission was lost', () => {
	it('is found by the next try, and its file comes out', async () => {
		const { rows, api, at, log, binaries } = await run({ submit: [lostAndAccepted] }, { tries: 2 });
		expect(at('submit')).toHaveLength(1);
		expect(binaries.get(rows[0]!)).toEqual(ScriptedApi.bytesOf(api.predictions[0]!.id));
		expect(log).toContain(
			`Item 0: prediction ${api.predictions[0]!.id} was submitted by an earlier try and is used.`,
		);
		const [list] = api.requests.filter(({ kind }) => kind === 'list');
		expect(list!.body).toEqual({
			page: 1,
			page_size: 100,
			include_inputs: true,
			model: MODEL,
			created_after: '2026-11-21T23:00:00.000Z',
		});
	});

	it('is looked for on further pages, until they are older', async () => {
		const row = (id: string, created: string) => ({
			id,
			model: MODEL,
			input: { prompt: 'other' },
			created_at: created,
		});
		let rows = 0;
		const page = (created: string): Fault =>
			answer(200, {
				code: 200,
				data: { items: Array.from({ length: 100 }, () => row(`id${rows++}`, created)) },
			});
		const young = () => page('2026-11-22T00:00:05.000Z');
		const two = await run({ submit: [lostAndAccepted], list: [young(), young()] }, { tries: 2 });
		// The last page has nothing new.
		expect(two.at('list')).toHaveLength(4);
		expect(two.rows[0]!.json.status).toBe('completed');
		const old = await run(
			{ submit: [lostAndNot], list: [young(), page('2026-11-21T23:59:50.000Z'), young()] },
			{ tries: 2 },
		);
		expect(old.at('list')).toHaveLength(2);
		const endless = await run(
			{ submit: [lostAndNot], list: Array.from({ length: 99 }, young) },
			{ tries: 2 },
		);
		expect(endless.at('list')).toHaveLength(20);
		expect(endless.errors[0]!.details.reason).toBe('outcomeUnknown');
	});

	const like = (changes: object) => ({
		id: 'abc',
		model: MODEL,
		input: { prompt: 'a' },
		created_at: '2026-11-22T00:00:00.000Z',
		status: 'completed',
		outputs: ['text'],
		...changes,
	});
	it.each([
		['as it is', {}, true],
		['with more in its input than a known default', { input: { size: 'x', prompt: 'a' } }, false],
		['with “inputs” for “input”', { input: undefined, inputs: { prompt: 'a' } }, true],
		[
			'made two seconds before by the server’s clock',
			{ created_at: '2026-11-21T23:59:58.000Z' },
			true,
		],
		['made more than two seconds before', { created_at: '2026-11-21T23:59:57.999Z' }, false],
		['made nobody knows when', { created_at: undefined }, false],
		['of another model', { model: 'other/model' }, false],
		['with another prompt', { input: { prompt: 'b' } }, false],
		['without an input, but alone', { input: undefined }, true],
		['with a text for an input, but alone', { input: 'a' }, true],
		['with an id that is none', { id: '../a' }, false],
	])('is it %s: %s is %s', async (_what, changes, isIt) => {
		const { errors, rows } = await run(
			{
				submit: [lostAndNot],
				list: [answer(200, { code: 200, data: { items: [null, 7, like(changes)] } })],
			},
			{ tries: 2 },
		);
		expect(errors.length === 0).toBe(isIt);
		if (isIt) expect(rows[0]!.json.id).toBe('abc');
	});

	it.each([
		['a redirect', answer(302)],
		['a refusal', answer(403, { code: 403, message: 'role' })],
		['no list', answer(200, { code: 200, data: {} })],
	])('stays possible where the list gives %s', async (_what, fault) => {
		const { errors, at } = await run(
			{ submit: [lostAndAccepted], list: [fault, fault, fault] },
			{ tries: 2 },
		);
		expect(at('submit')).toHaveLength(1);
		expect(errors[0]!.error).toMatch(
			/^It is unknown whether .+: the connection broke after it was sent\./,
		);
		expect(errors[0]!.error).toContain(
			'The list of predictions, which would show it, could not be fetched',
		);
		expect(errors[0]!.details).toMatchObject({
			reason: 'outcomeUnknown',
			chargePossible: true,
			model: MODEL,
		});
	});

	it('that has failed meanwhile is submitted anew, and not adopted again', async () => {
		const { api, rows } = await run(
			{ submit: [lostAndAccepted], failing: [true, false] },
			{ tries: 4 },
		);
		expect(api.predictions).toHaveLength(2);
		expect(rows[0]!.json.id).toBe(api.predictions[1]!.id);
	});

	it('is one for each of equal items, the older for whoever comes first', async () => {
		const { api, rows } = await run(
			{ submit: [lostAndAccepted, lostAndAccepted] },
			{ tries: 2, prompts: ['a', 'a'] },
		);
		expect(rows.map(({ json }) => json.id)).toEqual(api.predictions.map(({ id }) => id));
	});

	it('is never the one an equal item got an answer for', async () => {
		const { api, rows, errors } = await run(
			{ submit: [lostAndNot, { kind: 'none' }] },
			{ tries: 2, prompts: ['a', 'a'] },
		);
		expect(api.predictions).toHaveLength(1);
		expect(errors).toHaveLength(1);
		expect(rows[1]!.json.id).toBe(api.predictions[0]!.id);
	});
});

describe('a prediction of an earlier try', () => {
	const refused = answer(403, { code: 403, message: 'role changed' });

	it('is waited for, and its file comes out', async () => {
		const { api, rows, log } = await run({ result: [refused] }, { tries: 2 });
		expect(api.predictions).toHaveLength(1);
		expect(rows[0]!.json.id).toBe(api.predictions[0]!.id);
		expect(log).toContain(
			`Item 0: waiting for prediction ${api.predictions[0]!.id} of an earlier try.`,
		);
	});

	it('that is refused again is named again', async () => {
		const { api, errors } = await run({ result: [refused, refused] }, { tries: 2 });
		expect(errors[0]!.details).toMatchObject({
			reason: 'forbidden',
			predictionId: api.predictions[0]!.id,
			model: MODEL,
		});
	});

	it('may be unknown for thirty seconds after it was submitted, and no longer', async () => {
		const notFound = answer(404, { code: 404, message: 'not found' });
		const early = await run({ result: [refused, notFound, notFound] }, { tries: 2 });
		expect(early.rows[0]!.json.status).toBe('completed');
		const late = await run(
			{ result: [refused, notFound, notFound] },
			{ tries: 2, options: { pollingInterval: 40 } },
		);
		expect(late.errors[0]!.details.reason).toBe('predictionNotFound');
	});

	it('that has failed is submitted anew once a try, and is not listed as paid', async () => {
		const { api, thrown } = await run(
			{ failing: [true, true, true] },
			{ tries: 3, onError: 'stop' },
		);
		expect(api.predictions).toHaveLength(3);
		expect(thrown[0]!.message).toContain(api.predictions[2]!.id);
		expect(thrown[0]!.context!.data!.otherPredictions).toBeUndefined();
	});

	it('counts among those in flight', async () => {
		const { api } = await run(
			{ result: [refused, refused], looks: [9, 9, 1] },
			{ tries: 2, prompts: ['a', 'b'], options: { maxInFlight: 2 } },
		);
		expect(api.predictions).toHaveLength(2);
	});
});

describe('a wait', () => {
	it('looks every 2 s, then as late as a quarter of the time so far, up to every 20 s', async () => {
		const { at } = await run({ looks: [18] }, { random: () => 0.5 });
		const times = at('result');
		const gaps = times.slice(1).map((time, index) => time - times[index]!);
		expect(times[0]).toBe(2_000);
		expect(gaps.slice(0, 6)).toEqual([2_000, 2_000, 2_000, 2_000, 2_500, 3_125]);
		expect(gaps.slice(-3)).toEqual([20_000, 20_000, 20_000]);
	});

	it('varies each pause by a fifth', async () => {
		expect((await run({ looks: [1] }, { random: () => 0 })).at('result')).toEqual([1_600]);
		expect((await run({ looks: [1] }, { random: () => 1 })).at('result')).toEqual([2_400]);
	});

	it('looks at the user’s pace where there is one', async () => {
		const { at } = await run(
			{ looks: [3] },
			{ random: () => 0.5, options: { pollingInterval: 7 } },
		);
		expect(at('result')).toEqual([7_000, 14_000, 21_000]);
	});

	it('looks for the last time when its time is over, and says how long it was', async () => {
		const { at, errors, api } = await run(
			{ looks: [99] },
			{ random: () => 0.5, options: { timeout: 10, pollingInterval: 4 } },
		);
		expect(at('result')).toEqual([4_000, 8_000, 10_000]);
		expect(errors[0]!.details).toMatchObject({
			reason: 'waitTimeout',
			predictionId: api.predictions[0]!.id,
			status: 'processing',
		});
	});

	it('warns once of each status it does not know', async () => {
		const strange: Fault = { kind: 'change', data: { status: 'moderating', outputs: [] } };
		const { log } = await run({ result: [strange, strange, strange], looks: [4] });
		expect(log.filter((line) => line.includes('“moderating”'))).toHaveLength(1);
	});

	it('of a prediction that was seen a moment ago forgives “not found” for thirty seconds', async () => {
		const notFound = answer(404, { code: 404 });
		const running: Fault = { kind: 'change', data: { status: 'processing' } };
		const script = (count: number) => ({
			result: [running, running, ...Array.from({ length: count }, () => notFound)],
			looks: [3],
		});
		const at20 = { options: { pollingInterval: 14 }, random: () => 0.5 };
		expect((await run(script(2), at20)).rows[0]!.json.status).toBe('completed');
		expect((await run(script(3), at20)).errors[0]!.details.reason).toBe('predictionNotFound');
	});
});

describe('a run of several items', () => {
	it('that stops on errors submits nothing more once one has failed, and tells what was paid for', async () => {
		const { api, thrown } = await run(
			{ submit: [{ kind: 'none' }, answer(422)] },
			{ onError: 'stop', prompts: ['a', 'b', 'c'], options: { maxInFlight: 1 } },
		);
		expect(api.predictions).toHaveLength(1);
		expect(api.requests.filter(({ kind }) => kind === 'submit')).toHaveLength(2);
		for (const error of thrown.slice(0, 1)) {
			expect(error.context!.data!.otherPredictions).toEqual([
				{ item: 0, predictionId: api.predictions[0]!.id },
			]);
		}
	});

	it('that stops on errors tells what may have been charged beside what has failed', async () => {
		const { thrown } = await run(
			{ submit: [{ kind: 'none' }, lostAndAccepted], failing: [true] },
			{ onError: 'stop', prompts: ['a', 'b'] },
		);
		expect(thrown[0]!.context!.data!.otherPossibleCharges).toEqual([
			{ item: 1, submittedAt: '2026-11-22T00:00:00.000Z' },
		]);
		expect(thrown[0]!.message).toMatch(/\[item 0\]$/);
	});

	it('that goes on after errors loses only the item that fails', async () => {
		const { rows } = await run(
			{ submit: [{ kind: 'none' }, answer(422)] },
			{ prompts: ['a', 'b', 'c'] },
		);
		expect(rows.map(({ json }) => 'error' in json)).toEqual([false, true, false]);
	});

	it('on an account that allows one at a time makes one after the other', async () => {
		const { rows, at } = await run({ concurrency: 1 }, { prompts: ['a', 'b', 'c', 'd'] });
		expect(rows.every(({ json }) => json.status === 'completed')).toBe(true);
		expect(at('submit').length).toBeLessThan(12);
	});
});

describe('a file that cannot be fetched', () => {
	it('leaves the prediction’s id and its addresses in the error', async () => {
		const { errors, api } = await run({
			output: Array.from({ length: 99 }, () => answer(400, 'no')),
		});
		const { id } = api.predictions[0]!;
		expect(errors[0]!.error).toContain(id);
		expect(errors[0]!.details).toMatchObject({
			predictionId: id,
			outputs: [expect.stringContaining(id)],
		});
	});
});

describe('Stop', () => {
	it.each(['submit', 'result', 'output'] as const)(
		'told as an error names what was paid for (during a %s)',
		async (kind) => {
			const stop = new AbortController();
			const { rows, api } = await run(
				{ [kind]: [{ kind: 'silence', accepted: true }] },
				{
					signal: stop.signal,
					prepare: (api) => {
						const { request } = api;
						api.request = async (options) => {
							const sent = request(options);
							if (api.requests.at(-1)?.kind === kind) stop.abort();
							return await sent;
						};
					},
				},
			);
			const { id } = api.predictions[0]!;
			const { error, details } = rows[0]!.json as {
				error: string;
				details: Record<string, unknown>;
			};
			if (kind === 'submit') {
				expect(error).toMatch(/unknown whether.+the execution was stopped while it was being sent/);
				expect(details.chargePossible).toBe(true);
			} else {
				expect(error).toContain(id);
				expect(error).toMatch(
					kind === 'result'
						? /stopped\. Prediction \w+ continues at WaveSpeed and is paid/
						: /stopped/,
				);
				expect(details.predictionId).toBe(id);
			}
		},
	);

	it('before anything is sent costs nothing, and says so', async () => {
		const stop = new AbortController();
		const { rows, api } = await run(
			{ submit: [answer(429)] },
			{
				signal: stop.signal,
				prepare: (api, time) => {
					const { request } = api;
					api.request = async (options) => {
						const sent = await request(options);
						// The gate of the rate limit is closed when Stop is pressed.
						if (api.requests.at(-1)?.kind === 'submit') void time.sleep(1).then(() => stop.abort());
						return sent;
					};
				},
			},
		);
		expect(api.predictions).toHaveLength(0);
		expect(rows[0]!.json).toEqual({
			error: 'The execution was stopped before anything was submitted.',
			details: { reason: 'stopped', model: MODEL },
		});
	});

	it('while an earlier try’s prediction is looked at names it', async () => {
		const stop = new AbortController();
		const { rows, api } = await run(
			{ result: [answer(403), { kind: 'silence', accepted: true }] },
			{
				tries: 2,
				signal: stop.signal,
				prepare: (api) => {
					const { request } = api;
					api.request = async (options) => {
						const sent = request(options);
						if (api.requests.filter(({ kind }) => kind === 'result').length === 2) stop.abort();
						return await sent;
					};
				},
			},
		);
		const { id } = api.predictions[0]!;
		expect(rows[0]!.json.error).toBe(
			`The execution was stopped. Prediction ${id} continues at WaveSpeed and is paid for: run Get Result with this id to fetch it.`,
		);
	});
});

describe('a request that n8n itself does not allow', () => {
	it('costs nothing, and says what to look at', async () => {
		const { rows } = await run(
			{},
			{
				prepare: (api) => {
					api.request = async () => {
						throw new Error(
							'Domain not allowed: This credential is restricted from accessing api.wavespeed.test',
						);
					};
				},
			},
		);
		expect(rows[0]!.json.error).toMatch(
			/^n8n did not allow the request .+ Nothing was submitted, nothing was charged\.$/,
		);
	});
});

describe('what is sent and remembered', () => {
	it('is marked before it is sent, so that a cut in between is known of', async () => {
		const context = {};
		let marked = '';
		const { api } = await run(
			{},
			{
				context,
				prepare: (api) => {
					const { request } = api;
					api.request = async (options) => {
						if (options.method === 'POST') marked = JSON.stringify(context);
						return await request(options);
					};
				},
			},
		);
		expect(marked).toContain('"since":"2026-11-22T00:00:00.000Z"');
		expect(marked).not.toContain('predictionId');
		expect(JSON.stringify(context)).toContain(`"predictionId":"${api.predictions[0]!.id}"`);
	});

	it('is an empty object where there is no input', async () => {
		const { api } = await run({}, { input: {} });
		expect(api.requests.find(({ kind }) => kind === 'submit')!.body).toBe('{}');
		const other = await run({}, { input: { prompt: 'x', size: 'y' } });
		expect(other.api.requests.find(({ kind }) => kind === 'submit')!.body).toEqual({
			prompt: 'x',
			size: 'y',
		});
	});

	it('has the address for the callback where there is one', async () => {
		const urls: string[] = [];
		for (const options of [{}, { webhookUrl: 'https://x.example/a?b=c' }]) {
			await run(
				{},
				{
					operation: 'submit',
					options,
					prepare: (api) => {
						const { request } = api;
						api.request = async (sent) => {
							if (sent.method === 'POST') urls.push(sent.url);
							return await request(sent);
						};
					},
				},
			);
		}
		expect(urls.map((url) => url.split('/sora-2/')[1])).toEqual([
			'text-to-video',
			'text-to-video?webhook=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc',
		]);
	});

	it('is logged with its id as soon as it is accepted', async () => {
		const { log, api } = await run({});
		expect(log).toContain(`Item 0: WaveSpeed accepted prediction ${api.predictions[0]!.id}.`);
	});

	it('is told apart by all of its input', async () => {
		const row = {
			id: 'abc',
			model: MODEL,
			input: { prompt: 'x', size: 'z' },
			created_at: '2026-11-22T00:00:00.000Z',
		};
		const { errors } = await run(
			{ submit: [lostAndNot], list: [answer(200, { code: 200, data: { items: [row] } })] },
			{ tries: 2, input: { prompt: 'x', size: 'y' } },
		);
		expect(errors[0]!.details.reason).toBe('outcomeUnknown');
	});

	it.each([
		['00:09:58.000', true],
		['00:05:00.000', false],
	])(
		'is looked for by the server’s clock: created at %s where that is ten minutes ahead, found: %s',
		async (created, found) => {
			const row = {
				id: 'abc',
				model: MODEL,
				input: { prompt: 'a' },
				created_at: `2026-11-22T${created}Z`,
				status: 'completed',
				outputs: ['text'],
			};
			const { errors } = await run(
				{
					submit: [lostAndNot],
					list: [
						answer(
							200,
							{ code: 200, data: { items: [row] } },
							{ date: 'Sun, 22 Nov 2026 00:10:00 GMT' },
						),
					],
				},
				{ tries: 2 },
			);
			expect(errors.length === 0).toBe(found);
		},
	);
});

describe('a prediction that fails while it is waited for', () => {
	it('is told as such', async () => {
		const { errors, api } = await run({ failing: [true] });
		expect(errors[0]!.details).toMatchObject({
			reason: 'predictionFailed',
			predictionId: api.predictions[0]!.id,
			model: MODEL,
		});
	});

	it('is not looked for when an earlier try knew of it long ago', async () => {
		const { errors } = await run(
			{
				result: [
					{ kind: 'change', data: { status: 'processing' } },
					answer(403),
					answer(404, { code: 404 }),
				],
			},
			{ tries: 2, options: { pollingInterval: 40 } },
		);
		expect(errors[0]!.details.reason).toBe('predictionNotFound');
	});

	it('with the key for a status has it nowhere in the log', async () => {
		const echo: Fault = { kind: 'change', data: { status: KEY, outputs: [] } };
		const { log, rows } = await run({ submit: [echo], result: [echo, echo], looks: [3] });
		expect(log.join().toLowerCase()).not.toContain(KEY.toLowerCase());
		expect(rows).toHaveLength(1);
	});
});

describe('Stop between two requests', () => {
	const stopped = async (after: number, options: object, prompts = ['a']) => {
		const stop = new AbortController();
		return await run(
			{ looks: [99, 99] },
			{
				prompts,
				options: options as never,
				signal: stop.signal,
				prepare: (_world, time) => void time.sleep(after).then(() => stop.abort()),
			},
		);
	};

	it('ends a pause at once, without another look', async () => {
		const { rows, api, time } = await stopped(30_000, { pollingInterval: 20 });
		expect(api.requests.filter(({ kind }) => kind === 'result')).toHaveLength(1);
		expect(time.now()).toBeLessThan(31_000);
		expect(rows[0]!.json.error).toMatch(
			/^The execution was stopped\. Prediction \w+ continues at WaveSpeed/,
		);
	});

	it.each([1, 0.5])(
		'ends the wait for a turn of %s at once, free of charge',
		async (maxInFlight) => {
			const options = { maxInFlight, pollingInterval: 20 };
			const { rows, api } = await stopped(5_000, options, ['a', 'b']);
			expect(api.predictions).toHaveLength(1);
			expect(rows[1]!.json).toEqual({
				error: 'The execution was stopped before anything was submitted. [item 1]',
				details: { reason: 'stopped', model: MODEL },
			});
		},
	);
});

describe('the requests of one life', () => {
	it('are what the API documents: method, content type, key', async () => {
		const { api } = await run({ submit: [lostAndAccepted], result: [answer(403)] }, { tries: 3 });
		const facts = api.requests.map(({ kind, method, headers }) => [
			kind,
			method,
			headers['Content-Type'],
			headers.Authorization,
		]);
		expect(facts).toContainEqual(['submit', 'POST', 'application/json', `Bearer ${KEY}`]);
		expect(facts).toContainEqual(['list', 'POST', undefined, `Bearer ${KEY}`]);
		expect(facts).toContainEqual(['result', 'GET', undefined, `Bearer ${KEY}`]);
		expect(facts).toContainEqual(['output', 'GET', undefined, undefined]);
		expect(facts.filter(([kind, method]) => kind === 'result' && method !== 'GET')).toEqual([]);
	});

	it.each([
		['a submission of unknown outcome', { submit: [lostAndNot] }],
		['a submission that was refused', { submit: [answer(422)] }],
	])('name the model in the error of %s', async (_what, script) => {
		const { errors } = await run(script);
		expect(errors[0]!.details.model).toBe(MODEL);
	});

	it('never take an answer about another prediction for the one of an earlier try', async () => {
		const other: Fault = {
			kind: 'change',
			data: { id: 'other', status: 'completed', outputs: ['x'] },
		};
		const { rows, api } = await run({ result: [answer(403), other] }, { tries: 2 });
		expect(rows[0]!.json.id).toBe(api.predictions[0]!.id);
	});

	it('go on knocking as long as the run gets on', async () => {
		const limited = answer(429, {}, { 'retry-after': '100' });
		const { rows } = await run(
			{ submit: [{ kind: 'none' }, limited, limited, limited], looks: [4] },
			{ prompts: ['a', 'b'], options: { timeout: 250, pollingInterval: 50 }, random: () => 0.5 },
		);
		expect(rows.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
	});
});

describe('a prediction that is taken up', () => {
	const slow: Fault = { kind: 'change', data: { status: 'processing' } };

	it('is looked at without a pause, since it may be done long ago', async () => {
		const options = { options: { pollingInterval: 50 }, random: () => 0.5, tries: 2 };
		const known = await run({ result: [answer(403), slow, slow] }, options);
		expect(known.at('result')).toEqual([50_000, 50_000, 50_000, 100_000]);
		const found = await run({ submit: [lostAndAccepted], result: [slow] }, options);
		expect(found.at('result')).toEqual([0, 50_000]);
	});
});
