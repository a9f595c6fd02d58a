import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedFile {
	name: string;
	type: string;
	bytes: Buffer;
}

/** What somebody sent. */
export interface ReceivedRequest {
	method: string;
	/** Path with its query. */
	path: string;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** Of a form with files: the texts and the files by their names. */
	form(): Promise<{ texts: Record<string, string>; files: Record<string, ReceivedFile> }>;
}

/** Any service that is called over HTTP: it keeps what came and answers what a test wants. */
export interface WebReceiver {
	url: string;
	requests: ReceivedRequest[];
	close(): Promise<void>;
}

/**
 * A loopback stand-in for a service that cannot be had here, such as a posting service or a messenger.
 * @param answer status and JSON; 200 and {} by default
 */
export async function startWebReceiver(
	answer: (request: ReceivedRequest) => { status?: number; json?: unknown } = () => ({}),
): Promise<WebReceiver> {
	const requests: ReceivedRequest[] = [];
	const server = createServer((incoming, response) => {
		void receive(incoming).then((request) => {
			requests.push(request);
			const { status = 200, json = {} } = answer(request);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(json));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	const body = Buffer.concat(chunks);
	const { method = '', url: path = '', headers } = incoming;
	return { method, path, headers, body, form: async () => await readForm(headers, body) };
}

async function readForm(headers: IncomingHttpHeaders, body: Buffer) {
	const type = String(headers['content-type']);
	const form = await new Response(new Uint8Array(body), {
		headers: { 'content-type': type },
	}).formData();
	const texts: Record<string, string> = {};
	const files: Record<string, ReceivedFile> = {};
	for (const [field, value] of form) {
		if (typeof value === 'string') texts[field] = value;
		else
			files[field] = {
				name: value.name,
				type: value.type,
				bytes: Buffer.from(await value.arrayBuffer()),
			};
	}
	return { texts, files };
}
