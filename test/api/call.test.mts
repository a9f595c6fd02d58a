import { Readable } from 'node:stream';

import { isRateLimit } from '../../nodes/WaveSpeed/api/api.ts';
import { ABOUT_TO_SEND } from '../../nodes/WaveSpeed/api/authenticate.ts';
import { callApi } from '../../nodes/WaveSpeed/api/call.ts';
import { CallEnded } from '../../nodes/WaveSpeed/api/callEnd.ts';
import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';
import { MEGABYTE } from '../../nodes/WaveSpeed/policy.ts';
import { VirtualTime } from '../virtualTime.mts';

const CONNECTION = { baseUrl: 'https://api.test', secrets: ['key-key-key'], transport: {} };
const POST = { method: 'POST', path: '/api/v3/some/model' } as const;
const ID = 'ded09b4c9b104fb88a38feab74c9d54c';

type Send = (options: { [ABOUT_TO_SEND]: () => void }) => Promise<unknown>;

/** @param send what n8n does with the request */
const post = async (send: Send, signal?: AbortSignal) => {
	const host = {
		helpers: {
			httpRequestWithAuthentication: async (_: string, options: never) => await send(options),
		},
	};
	return await callApi(host as never, CONNECTION, POST, signal, new VirtualTime(() => 0));
};

const failureOf = async (call: Promise<unknown>) =>
	await call.then(
		() => expect('it').toBe('a failure') as never,
		(failure: CallFailure) => failure,
	);

describe('an error of n8n’s own', () => {
	const error = new Error('Credential with ID "1" does not exist');

	it('before the request was given the key proves that nothing was sent', async () => {
		const call = post(async () => {
			throw error;
		});
		await expect(call).rejects.toMatchObject({
			kind: 'impossible',
			facts: { n8nMessage: error.message },
		});
	});

	it('after the request was given the key proves nothing', async () => {
		const call = post(async (options) => {
			options[ABOUT_TO_SEND]();
			throw error;
		});
		await expect(call).rejects.toMatchObject({ kind: 'noAnswer' });
	});
});

describe('a request that n8n is about to send', () => {
	it('gets the key as long as the call goes on', async () => {
		const call = post(async (options) => {
			options[ABOUT_TO_SEND]();
			return { statusCode: 200, headers: {}, body: JSON.stringify({ data: { id: ID } }) };
		});
		await expect(call).resolves.toEqual({ id: ID });
	});

	it('is kept back once the call is over, since it may have been told to be unsent', async () => {
		let sendLate = () => {};
		const call = post(async (options) => {
			sendLate = options[ABOUT_TO_SEND];
			return await new Promise(() => {});
		});
		await expect(call).rejects.toBeInstanceOf(CallFailure);
		expect(sendLate).toThrow(CallEnded);
	});
});

describe('an answer that is cut', () => {
	async function* cutAfter(begin: string, cut: () => unknown) {
		yield Buffer.from(begin);
		throw cut();
	}
	const answering =
		(statusCode: number, begin: string, cut: () => unknown): Send =>
		async () => ({ statusCode, headers: {}, body: cutAfter(begin, cut) });
	const reset = () => Object.assign(new Error('aborted'), { code: 'ECONNRESET' });

	it.each([
		[200, `{"id":"${ID}","sta`, ID],
		[399, `{"id":"${ID}","sta`, ID],
		[400, `{"id":"${ID}","err`, undefined],
		[429, `{"id":"${ID}","err`, undefined],
		[400, `{"data":{"id":"${ID}","err`, ID],
	])('with HTTP %i after %s names the prediction %p', async (status, begin, id) => {
		const { kind, facts } = await failureOf(post(answering(status, begin, reset)));
		expect({ kind, status: facts.status, id: facts.predictionId }).toEqual({
			kind: 'noAnswer',
			status,
			id,
		});
	});

	it('with HTTP 429 is no proof that the rate limit turned the request away', async () => {
		const failure = await failureOf(post(answering(429, '{"code":', reset)));
		expect(failure).toMatchObject({ kind: 'noAnswer', facts: { status: 429 } });
		expect(isRateLimit(failure)).toBe(false);
	});

	it('by Stop says so, and names the prediction that was accepted', async () => {
		const stop = new AbortController();
		const cutByStop = () => {
			stop.abort();
			return new Error('canceled');
		};
		const begin = `{"data":{"id":"${ID}","mod`;
		await expect(post(answering(200, begin, cutByStop), stop.signal)).rejects.toMatchObject({
			kind: 'stopped',
			facts: { status: 200, predictionId: ID },
		});
	});
});

describe('an answer that announces its length', () => {
	it('gets the memory it needs at once, and is not copied while it grows', async () => {
		const text = JSON.stringify({ data: { text: 'x'.repeat(MEGABYTE) } });
		const bytes = Buffer.from(text);
		const pieces = function* () {
			for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
		};
		const headers = { 'content-length': String(bytes.length) };
		const allocated = jest.spyOn(Buffer, 'allocUnsafeSlow');
		await post(async () => ({ statusCode: 200, headers, body: Readable.from(pieces()) }));
		const sizes = allocated.mock.calls.map(([size]) => size);
		allocated.mockRestore();
		expect(sizes).toEqual([16_384, bytes.length]);
	});
});
