import { connect } from 'node:net';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/index.mts';

export const KEY = 'test-key-of-nobody';
export const SORA = 'openai/sora-2/text-to-video';

export interface Answer {
	status: number;
	headers: Headers;
	/** The whole JSON body. */
	json: any;
}

const running: Emulator[] = [];

/** Starts an emulator that `closeAll` ends; predictions finish within 20 ms unless told otherwise. */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
	const emulator = await startEmulator({ generationTimeMs: 20, ...options });
	running.push(emulator);
	return emulator;
}

export async function closeAll(): Promise<void> {
	await Promise.all(running.splice(0).map((emulator) => emulator.close()));
}

export async function call(
	emulator: Pick<Emulator, 'url'>,
	method: string,
	path: string,
	body?: unknown,
	key = KEY,
): Promise<Answer> {
	const response = await fetch(emulator.url + path, {
		method,
		headers: {
			authorization: `Bearer ${key}`,
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return { status: response.status, headers: response.headers, json: await response.json() };
}

export function submit(
	emulator: Pick<Emulator, 'url'>,
	input: unknown = { prompt: 'a paper boat' },
	model = SORA,
): Promise<Answer> {
	return call(emulator, 'POST', `/api/v3/${model}`, input);
}

/** Submits and polls until the end; returns the finished prediction. */
export async function generate(
	emulator: Emulator,
	input: unknown = { prompt: 'a paper boat' },
	model = SORA,
): Promise<any> {
	const submitted = await submit(emulator, input, model);
	if (submitted.status !== 200) throw new Error(JSON.stringify(submitted.json));
	for (;;) {
		const { json } = await call(
			emulator,
			'GET',
			`/api/v3/predictions/${submitted.json.data.id}/result`,
		);
		if (!['created', 'processing'].includes(json.data.status)) return json.data;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

export interface WireExchange {
	/** Everything up to the empty line. */
	head: string;
	body: Buffer;
	end: 'fin' | 'reset' | 'open';
}

const GIVE_UP_MS = 200_000;
/** How long a connection must be quiet before it is taken for one on which nothing more comes. */
const QUIET_MS = 50;

/**
 * One request on a socket of its own, to see what really came over the wire.
 * @param waitMs gives the connection up as still open, so long after the request has been sent; without it only
 * after a time that no machine needs
 * @param enoughBytes of the body: once they came and nothing more does, the connection is given up as still open
 */
export function exchange(
	url: string,
	request: { method?: string; headers?: Record<string, string>; body?: string } = {},
	waitMs = GIVE_UP_MS,
	enoughBytes = Number.POSITIVE_INFINITY,
): Promise<WireExchange> {
	const { hostname, port, pathname, search } = new URL(url);
	return new Promise((resolve) => {
		const chunks: Buffer[] = [];
		const socket = connect(Number(port), hostname);
		const finish = (end: WireExchange['end']): void => {
			clearTimeout(timer);
			socket.destroy();
			const all = Buffer.concat(chunks);
			const split = all.indexOf('\r\n\r\n');
			resolve({
				head: all.subarray(0, split < 0 ? all.length : split).toString('latin1'),
				body: split < 0 ? Buffer.alloc(0) : all.subarray(split + 4),
				end,
			});
		};
		let timer: NodeJS.Timeout | undefined;
		socket.on('data', (chunk) => {
			chunks.push(chunk);
			const all = Buffer.concat(chunks);
			const head = all.indexOf('\r\n\r\n');
			if (head < 0 || all.length - head - 4 < enoughBytes) return;
			clearTimeout(timer);
			timer = setTimeout(() => finish('open'), QUIET_MS);
		});
		socket.on('end', () => finish('fin'));
		socket.on('error', () => finish('reset'));
		const headers = {
			host: `${hostname}:${port}`,
			connection: 'close',
			...(request.body === undefined
				? {}
				: {
						'content-type': 'application/json',
						'content-length': String(Buffer.byteLength(request.body)),
					}),
			...request.headers,
		};
		const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
		socket.write(
			`${request.method ?? 'GET'} ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n${request.body ?? ''}`,
			(error) => {
				if (!error && !socket.destroyed) timer ??= setTimeout(() => finish('open'), waitMs);
			},
		);
	});
}

/** A submission on a socket of its own. */
export function submitOnWire(emulator: Emulator): Promise<WireExchange> {
	return exchange(`${emulator.url}/api/v3/${SORA}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${KEY}` },
		body: JSON.stringify({ prompt: 'a paper boat' }),
	});
}
