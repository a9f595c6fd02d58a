import { Readable } from 'node:stream';

import { callApi } from '../../nodes/WaveSpeed/api/call.ts';
import { findPredictionId } from '../../nodes/WaveSpeed/api/findPredictionId.ts';
import { API_RESPONSE_LIMIT_BYTES, MEGABYTE } from '../../nodes/WaveSpeed/policy.ts';
import { VirtualTime } from '../virtualTime.mts';

const CONNECTION = { baseUrl: 'https://api.test', secrets: ['key-key-key'], transport: {} };
const POST = { method: 'POST', path: '/api/v3/some/model' } as const;
const ID = 'ded09b4c9b104fb88a38feab74c9d54c';

/** A host that sends these pieces as the answer's body. */
const hostThatSends = (pieces: Iterable<Buffer> | AsyncIterable<Buffer>, statusCode = 200) =>
	({
		getExecutionCancelSignal: () => undefined,
		helpers: {
			httpRequestWithAuthentication: async () => ({
				statusCode,
				headers: {},
				body: Readable.from(pieces),
			}),
		},
	}) as never;

/** The pieces, and then the connection is gone. */
async function* cutAfter(...pieces: string[]): AsyncGenerator<Buffer> {
	for (const piece of pieces) yield Buffer.from(piece);
	throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}

const call = async (host: never, limitBytes?: number) =>
	await callApi(host, CONNECTION, { ...POST, limitBytes }, undefined, new VirtualTime(() => 0));

describe('an answer that carries files', () => {
	it('is read when it echoes a picture of 4 MB that was sent as a data URI', async () => {
		const image = `data:image/jpeg;base64,${'A'.repeat(5.3 * MEGABYTE)}`;
		const body = JSON.stringify({ code: 200, data: { id: ID, input: { image } } });
		expect(await call(hostThatSends([Buffer.from(body)]))).toEqual({ id: ID, input: { image } });
	});

	it('is read when it has two outputs of 30 MB as base64, in any pieces', async () => {
		const output = 'iVBORw0KGgo'.padEnd(40 * MEGABYTE, 'A');
		const body = Buffer.from(
			JSON.stringify({ code: 200, data: { id: ID, outputs: [output, output] } }),
		);
		const pieces = function* () {
			for (let at = 0; at < body.length; at += 65_537) yield body.subarray(at, at + 65_537);
		};
		const data = (await call(hostThatSends(pieces()))) as { outputs: string[] };
		expect(data.outputs.map((text) => text === output)).toEqual([true, true]);
	});

	it('is put together whole where a letter is cut between two pieces', async () => {
		const body = Buffer.from(JSON.stringify({ data: { id: ID, text: 'süß “Ü” 🎬' } }));
		const bytes = [...body].map((byte) => Buffer.from([byte]));
		expect(await call(hostThatSends(bytes))).toMatchObject({ text: 'süß “Ü” 🎬' });
	});

	it('fits into the longest text there can be', () => {
		expect(API_RESPONSE_LIMIT_BYTES).toBeLessThan(0x1fffffe8);
	});
});

describe('an answer of which only the beginning arrives', () => {
	const begin = `{"code":200,"message":"success","data":{"id":"${ID}","model":"some/model","input":{"image":"data:`;

	it('names the prediction when the connection is cut', async () => {
		await expect(call(hostThatSends(cutAfter(begin, 'AAAA')))).rejects.toMatchObject({
			kind: 'noAnswer',
			facts: { status: 200, predictionId: ID, networkCode: 'ECONNRESET' },
		});
	});

	it('names the prediction when it is too large', async () => {
		const pieces = [begin, 'A'.repeat(1_000)].map((text) => Buffer.from(text));
		await expect(call(hostThatSends(pieces), 500)).rejects.toMatchObject({
			kind: 'unreadable',
			facts: { status: 200, got: 'tooMuch', predictionId: ID },
		});
	});

	it('names the prediction when the rest never comes, at the end of the call', async () => {
		async function* stalled(): AsyncGenerator<Buffer> {
			yield Buffer.from(begin);
			await new Promise(() => {});
		}
		await expect(call(hostThatSends(stalled()))).rejects.toMatchObject({
			kind: 'noAnswer',
			facts: { status: 200, predictionId: ID },
		});
	});

	it('names none where none has arrived', async () => {
		const failure = call(hostThatSends(cutAfter('{"code":200,"data":{"mod')));
		await expect(failure).rejects.toMatchObject({ kind: 'noAnswer', facts: { status: 200 } });
		await expect(failure).rejects.not.toMatchObject({ facts: { predictionId: expect.anything() } });
	});
});

describe('the time a call has', () => {
	it('grows with what arrives, and not with a drip', async () => {
		const time = new VirtualTime(() => 0);
		const every = (ms: number, bytes: number, count: number) =>
			(async function* () {
				for (let piece = 0; piece < count; piece++) {
					await time.sleep(ms);
					yield Buffer.alloc(bytes, ' ');
				}
				yield Buffer.from(JSON.stringify({ data: { id: ID } }));
			})();
		// 1 MB a second for two minutes.
		await expect(
			callApi(hostThatSends(every(1_000, MEGABYTE, 120)), CONNECTION, POST, undefined, time),
		).resolves.toEqual({ id: ID });
		const began = time.now();
		await expect(
			callApi(hostThatSends(every(1_000, 1, 120)), CONNECTION, POST, undefined, time),
		).rejects.toMatchObject({ kind: 'noAnswer' });
		expect(time.now() - began).toBe(60_000);
	});

	it('is not used up while another large answer is read first', async () => {
		const time = new VirtualTime(() => 0);
		const large = (secondsForEach: number) =>
			(async function* () {
				for (let piece = 0; piece < 12; piece++) {
					await time.sleep(secondsForEach * 1_000);
					yield Buffer.alloc(MEGABYTE, ' ');
				}
				yield Buffer.from(JSON.stringify({ data: { id: ID } }));
			})();
		const answers = await Promise.all(
			[5, 5, 5, 5].map(
				async (seconds) =>
					await callApi(hostThatSends(large(seconds)), CONNECTION, POST, undefined, time),
			),
		);
		expect(answers).toEqual([{ id: ID }, { id: ID }, { id: ID }, { id: ID }]);
	});
});

describe('the id in a part of an answer', () => {
	const found = (text: string, inEnvelopeOnly?: boolean) =>
		findPredictionId(Buffer.from(text), inEnvelopeOnly);

	it.each([
		[`{"code":200,"data":{"id":"${ID}"`, ID],
		[`{"data":{"model":"a/b","id" : "${ID}","inp`, ID],
		[`{ "id": "${ID}", "status": "created", "inp`, ID],
		[`{"data":{"urls":{"get":"https://x/y"},"input":{"id":"mine"},"id":"${ID}"`, ID],
		[`{"data":{"input":{"loras":[{"id":"mine"},{"id":"mine"}]},"id":"${ID}"`, ID],
		[`{"data":{"input":{"prompt":"say \\"id\\":\\"mine\\" {[ \\\\"},"id":"${ID}"`, ID],
		[`{"id":"outer","data":{"id":"${ID}"`, ID],
		[`{"id":"outer","data":{"mod`, 'outer'],
		[`{"data":{"input":{"id":"mine"},"mod`, undefined],
		[`{"data":[{"id":"mine"}],"x`, undefined],
		[`[{"id":"mine"}`, undefined],
		[`{"data":{"id":"../../x"`, undefined],
		[`{"data":{"id":"${ID}`, undefined],
		[`{"data":{"id":7,"x":"id","y":"mine"`, undefined],
		['', undefined],
		['<html>"id":"mine"', undefined],
		[`{"outputs":[{"x":[1]}],"id":"${ID}","x`, ID],
	])('%s', (text, id) => {
		expect(found(text)).toBe(id);
	});

	it.each([
		['the request', `{"request":{"id":"mine"},"data":{"id":"${ID}"`],
		['a list in the input', `{"data":{"input":{"loras":[1]},"id":"${ID}"`],
		['a quote in a text', `{"data":{"prompt":"a \\" b","id":"${ID}"`],
		['a text that is a quote', `{"data":{"prompt":"\\"","id":"${ID}"`],
		['a long text', `{"data":{"prompt":"${'x'.repeat(1_000)}","id":"${ID}"`],
		['a backslash at the end of a text', `{"data":{"prompt":"a\\\\","id":"${ID}"`],
		['a backslash and a quote in a text', `{"data":{"prompt":"a\\\\\\"b","id":"${ID}"`],
	])('is found after %s, whether the answer says no or not', (_what, text) => {
		expect(found(text)).toBe(ID);
		expect(found(text, true)).toBe(ID);
	});

	it('of something else beside the data is not taken for the prediction’s', () => {
		expect(found('{"request":{"id":"mine"},"da')).toBeUndefined();
	});

	it('beside an error’s words is not taken for a prediction’s', () => {
		expect(findPredictionId(Buffer.from('{"id":"req_1","error":"'), true)).toBeUndefined();
		expect(findPredictionId(Buffer.from(`{"data":{"id":"${ID}"`), true)).toBe(ID);
	});

	it.each([
		['quotes', '"'.repeat(MEGABYTE)],
		['backslashes', `"${'\\'.repeat(MEGABYTE)}`],
		['braces', '{'.repeat(MEGABYTE)],
		['closing brackets', ']'.repeat(MEGABYTE)],
		['names', '{"a":'.repeat(MEGABYTE / 5)],
		['blanks', `{"a"${' '.repeat(MEGABYTE)}`],
		['a text without an end', `{"a":"${'x'.repeat(MEGABYTE)}`],
	])('is looked for in one pass over a megabyte of %s', (_what, text) => {
		// More than one pass would take longer than a test may.
		expect(findPredictionId(Buffer.from(text))).toBeUndefined();
	});
});
