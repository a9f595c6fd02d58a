import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request as the server saw it: what the tests assert on. */
export interface Seen {
	path: string;
	headers: IncomingHttpHeaders;
	/** Milliseconds, monotonic. */
	at: number;
}

export type Script = (request: IncomingMessage, response: ServerResponse, index: number) => void;

/** A loopback server that does what a test tells it, and remembers what it was asked. */
export class FaultServer {
	readonly seen: Seen[] = [];
	private readonly sockets = new Set<Socket>();
	private readonly server: Server;

	constructor(public script: Script = (_request, response) => response.end()) {
		this.server = createServer((request, response) => {
			const index = this.seen.length;
			this.seen.push({ path: request.url ?? '', headers: request.headers, at: performance.now() });
			response.on('error', () => {});
			this.script(request, response, index);
		});
		this.server.on('connection', (socket) => {
			this.sockets.add(socket);
			socket.on('error', () => {});
			socket.on('close', () => this.sockets.delete(socket));
		});
	}

	async start(): Promise<this> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return this;
	}

	async stop(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		await new Promise((resolve) => this.server.close(resolve));
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	/** @param host another spelling of the same machine, which makes it another origin */
	url(path = '/file.bin', host = '127.0.0.1'): string {
		return `http://${host}:${this.port}${path}`;
	}

	get origin(): string {
		return this.url('');
	}

	/** @returns true once every connection is gone; false when one is still there after `ms` */
	async isQuiet(ms = 60_000): Promise<boolean> {
		const until = performance.now() + ms;
		while (this.sockets.size > 0 && performance.now() < until) await pause(5);
		return this.sockets.size === 0;
	}
}

export async function pause(ms: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Turns of the event loop that are enough for what was sent to arrive, and too few for virtual time to go on. */
export const turnsAfter = (turns: number) => () => turns-- <= 0;

export interface FileFaults {
	etag?: string;
	lastModified?: string;
	contentType?: string;
	/** Bytes of each answer after which the socket is destroyed. */
	cutAfter?: number | ((index: number) => number | undefined);
	ignoresRange?: boolean;
	/** Leaves the length out, and the end is a closed connection. */
	isCloseDelimited?: boolean;
}

/** Serves bytes as a good file server does, Range and If-Range included, but for the faults asked for. */
export function serveFile(bytes: Buffer, faults: FileFaults = {}): Script {
	return (request, response, index) => {
		const headers: Record<string, string> = {
			...(faults.etag !== undefined && { etag: faults.etag }),
			...(faults.lastModified !== undefined && { 'last-modified': faults.lastModified }),
			...(faults.contentType !== undefined && { 'content-type': faults.contentType }),
		};
		const range = faults.ignoresRange ? null : /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
		const condition = request.headers['if-range'];
		const isSame =
			condition === undefined || condition === faults.etag || condition === faults.lastModified;
		const start = range && isSame ? Number(range[1]) : 0;
		if (start > 0 && start >= bytes.length) {
			response.writeHead(416, { ...headers, 'content-range': `bytes */${bytes.length}` }).end();
			return;
		}
		const rest = bytes.subarray(start);
		const cut = typeof faults.cutAfter === 'function' ? faults.cutAfter(index) : faults.cutAfter;
		if (faults.isCloseDelimited) {
			const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
			request.socket.write(`HTTP/1.1 200 OK\r\n${lines.join('')}\r\n`);
			request.socket.end(rest.subarray(0, cut ?? rest.length));
			return;
		}
		headers['content-length'] = String(rest.length);
		if (range && isSame)
			headers['content-range'] = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
		response.writeHead(range && isSame ? 206 : 200, headers);
		if (cut === undefined || cut >= rest.length) {
			response.end(rest);
		} else if (cut === 0) {
			response.flushHeaders();
			setTimeout(() => response.destroy(), 2);
		} else {
			// After the bytes are out, else the reset overtakes them.
			response.write(rest.subarray(0, cut), () => setTimeout(() => response.destroy(), 2));
		}
	};
}
