import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';
import { systemTime } from '../../nodes/WaveSpeed/time.ts';
import { putToStorage } from '../../nodes/WaveSpeed/upload/putToStorage.ts';
import { createN8nHost, type N8nHost } from '../download/n8nHost.mts';

const bytes = Buffer.from('some bytes');

describe('the PUT to a storage', () => {
	let host: N8nHost;
	let server: Server;
	let url: string;
	let received: Array<{ method?: string; headers: IncomingHttpHeaders; body: string }>;

	beforeAll(async () => {
		host = await createN8nHost('default');
		server = createServer((request, response) => {
			const pieces: Buffer[] = [];
			request.on('data', (piece: Buffer) => pieces.push(piece));
			request.on('end', () => {
				const { method, headers } = request;
				received.push({ method, headers, body: Buffer.concat(pieces).toString() });
				response.writeHead(request.url === '/denied' ? 403 : 200);
				response.end('<Error><Code>AccessDenied</Code><Secret>x</Secret></Error>');
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	beforeEach(() => (received = []));
	afterAll(async () => {
		host.remove();
		await new Promise((resolve) => server.close(resolve));
	});

	const put = async (headers: Record<string, string>, path = '/file?X-Signature=abc') =>
		await putToStorage(
			host,
			{ downloadUrl: '', type: 'file', storage: url + path, headers },
			{ body: bytes as never, length: bytes.length, changed: () => false, close: () => {} },
			{ apiBaseUrl: url, deadlineMs: 10_000, time: systemTime, transport: {} },
		);

	it('carries the headers of the ticket and no type where the ticket names none', async () => {
		await put({ 'x-amz-meta-owner': 'someone' });
		const { method, headers, body } = received[0]!;
		expect({ method, body }).toMatchObject({ method: 'PUT', body: 'some bytes' });
		expect(headers['x-amz-meta-owner']).toBe('someone');
		expect(headers['content-length']).toBe('10');
		expect(headers).not.toHaveProperty('content-type');
		expect(headers).not.toHaveProperty('authorization');
	});

	it('carries the type the ticket names, however it is spelt', async () => {
		await put({ 'content-TYPE': 'image/png' });
		expect(received[0]?.headers['content-type']).toBe('image/png');
	});

	it('tells the storage’s own code of a refusal and nothing else of its answer', async () => {
		const failure = await put({}, '/denied').catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(CallFailure);
		expect((failure as CallFailure).facts).toEqual({ status: 403, serverCode: 'AccessDenied' });
	});
});
