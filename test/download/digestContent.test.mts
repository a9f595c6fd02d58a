import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import type { IHttpRequestOptions } from 'n8n-workflow';

import {
	digestContent,
	type ContentOptions,
} from '../../nodes/WaveSpeed/download/digestContent.ts';
import { seeded, VirtualTime } from '../virtualTime.mts';

const BYTES = Buffer.alloc(2_000, 'picture');
const URL_OF_FILE = 'https://storage.wavespeed.test/a.png';

interface Served {
	status?: number;
	headers?: Record<string, string>;
	body?: Buffer | Readable;
}

/** Reads an address whose requests are answered one after the other; the last answer stays. */
async function read(url: string, served: Served[], options: Partial<ContentOptions> = {}) {
	const time = new VirtualTime(seeded(1));
	const requests: IHttpRequestOptions[] = [];
	const httpRequest = async (request: IHttpRequestOptions) => {
		const { status = 200, headers = {}, body = BYTES } = served[requests.length] ?? served.at(-1)!;
		requests.push(request);
		return {
			statusCode: status,
			headers,
			body: body instanceof Readable ? body : Readable.from([body]),
		};
	};
	const content = await digestContent(url, {
		host: { helpers: { httpRequest } } as never,
		time,
		apiBaseUrl: 'https://api.wavespeed.test',
		isWanted: (bytes) => bytes === BYTES.length,
		limitBytes: 10_000,
		deadlineMs: 60_000,
		...options,
	});
	return { content, requests };
}

/** Fails the test when somebody reads it. */
const unread = () =>
	new Readable({
		read() {
			throw new Error('was read');
		},
	});
const length = (bytes: number) => ({ 'content-length': String(bytes) });
const sha256 = createHash('sha256').update(BYTES).digest('hex');

describe('what is at an address', () => {
	it.each([
		['a length', length(BYTES.length)],
		['no length', {}],
	])('is digested where the server tells %s', async (_what, headers) => {
		const { content, requests } = await read(URL_OF_FILE, [{ headers }]);
		expect(content).toEqual({ sha256 });
		expect(requests).toHaveLength(1);
		expect(JSON.stringify(requests[0]!.headers).toLowerCase()).not.toContain('authorization');
		expect(requests[0]!.disableFollowRedirect).toBe(true);
	});

	it.each([BYTES.length - 1, BYTES.length + 1])(
		'is not read where it has %i bytes, which nobody wants',
		async (bytes) => {
			const served = { headers: length(bytes), body: unread() };
			expect((await read(URL_OF_FILE, [served])).content).toEqual({});
		},
	);

	it('is read no further than to the limit where no length is told', async () => {
		let pieces = 0;
		const endless = new Readable({
			highWaterMark: 1,
			read() {
				this.push(Buffer.alloc(1_000, ++pieces));
			},
		});
		const { content } = await read(URL_OF_FILE, [{ body: endless }]);
		expect(content).toEqual({});
		expect(pieces).toBeLessThan(20);
	});

	it('is nothing that anybody wants where another size arrives without a length', async () => {
		expect((await read(URL_OF_FILE, [{ body: Buffer.alloc(1_999) }])).content).toEqual({});
	});

	it('is as old as the server says', async () => {
		const headers = { 'last-modified': 'Sun, 22 Nov 2026 10:00:00 GMT' };
		const changedAt = new Date(Date.UTC(2026, 10, 22, 10));
		expect((await read(URL_OF_FILE, [{ headers }])).content).toEqual({ sha256, changedAt });
	});

	it.each([
		['a private address', 'https://10.0.0.1/a.png'],
		['this machine', 'https://localhost/a.png'],
		['where clouds keep credentials', 'http://169.254.169.254/latest'],
		['an address without encryption', 'http://storage.wavespeed.test/a.png'],
		['no address', 'a.png'],
	])('is not asked for at %s', async (_what, url) => {
		const { content, requests } = await read(url, [{}]);
		expect(content).toEqual({ unread: 'refused' });
		expect(requests).toEqual([]);
	});

	it('is not asked for where a redirect leads into a private network', async () => {
		const redirect = { status: 302, headers: { location: 'https://192.168.0.1/a.png' } };
		const { content, requests } = await read(URL_OF_FILE, [redirect]);
		expect(content).toEqual({ unread: 'refused' });
		expect(requests).toHaveLength(1);
	});

	it.each([
		[404, 'gone', 1],
		[403, 'gone', 1],
		[400, 'failed', 1],
		[503, 'failed', 3],
	])('is not known after HTTP %i', async (status, why, times) => {
		const { content, requests } = await read(URL_OF_FILE, [{ status }]);
		expect(content).toEqual({ unread: why });
		expect(requests).toHaveLength(times);
	});

	it('is not known where fewer bytes come than were told', async () => {
		const cut = { headers: length(BYTES.length), body: BYTES.subarray(1) };
		expect((await read(URL_OF_FILE, [cut])).content).toEqual({ unread: 'failed' });
		expect((await read(URL_OF_FILE, [cut, {}])).content).toEqual({ sha256 });
	});

	it('is not known where the time is over, or somebody pressed Stop', async () => {
		const silent = () => ({ body: new Readable({ read() {} }) });
		const { content } = await read(URL_OF_FILE, [silent()], { deadlineMs: 5_000 });
		expect(content).toEqual({ unread: 'slow' });
		const signal = AbortSignal.abort();
		const stopped = await read(URL_OF_FILE, [silent()], { signal });
		expect(stopped).toEqual({ content: { unread: 'stopped' }, requests: [] });
	});
});
