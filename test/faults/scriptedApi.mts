import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import type { Time } from '../../nodes/WaveSpeed/time.ts';

/** What becomes of one request. `accepted` tells whether a submission takes effect and is billed. */
export type Fault =
	| { kind: 'none' }
	/** An error of the network before anything is sent. */
	| { kind: 'notSent'; code: string; syscall?: string }
	/** An error of the network after the request was read. */
	| { kind: 'lost'; code: string; syscall?: string; accepted: boolean }
	/** No answer until somebody gives up. */
	| { kind: 'silence'; accepted: boolean }
	| {
			kind: 'answer';
			status: number;
			headers?: Record<string, string>;
			body: string | Buffer;
			accepted: boolean;
	  }
	/** The real answer, cut after a share of its bytes. */
	| { kind: 'cut'; share: number }
	/** The real answer with its data changed. */
	| { kind: 'change'; data: Record<string, unknown> };

/** What happens to the first, second, third … request of a kind; after the last nothing is wrong. */
export interface FaultScript {
	submit: Fault[];
	result: Fault[];
	list: Fault[];
	output: Fault[];
	/** How many looks each prediction takes until it ends. */
	looks: number[];
	/** Which predictions fail: with a task error of the vendor's, or with what is said here. */
	failing: Array<boolean | ScriptedFailure>;
	/** What a prediction costs, by model; without it there is no price to be had. */
	prices?: Record<string, number>;
	/** Predictions under way at once that the account allows; 0 for any number. */
	concurrency: number;
	/** What the catalogue answers, request by request; then what it has, or nothing where it has none. */
	catalogue?: Fault[];
	/** The rows of the catalogue. */
	models?: object[];
	/** Rows of the list come without their inputs. */
	hidesInputs?: boolean;
}

/** How a prediction fails. */
export interface ScriptedFailure {
	status?: string;
	error?: string;
	code?: number;
}

/** For `looks`: still under way when everything else has ended. */
export const NEVER_ENDS = 1e9;

export const NO_FAULTS: FaultScript = {
	submit: [],
	result: [],
	list: [],
	output: [],
	looks: [],
	failing: [],
	concurrency: 0,
};

export interface ScriptedPrediction {
	id: string;
	/** The header with the key that it was submitted with: no other sees it. */
	account: unknown;
	model: string;
	input: IDataObject;
	createdAt: Date;
	looksLeft: number;
	fails: boolean;
	failure?: ScriptedFailure;
	status: 'processing' | 'completed' | 'failed';
}

export interface SeenRequest {
	origin: string;
	kind: keyof FaultScript | 'catalogue' | 'price';
	method: string;
	at: number;
	headers: Record<string, unknown>;
	/** The id that a submission was given; undefined for everything else. */
	accepted?: string;
	body?: unknown;
}

export const API = 'https://api.wavespeed.test';
export const OUTPUTS = 'https://outputs.wavespeed.test';
export const MODEL = 'openai/sora-2/text-to-video';

/** The API and the host of its outputs, without a network between: every request is recorded, and may go wrong. */
export class ScriptedApi {
	readonly requests: SeenRequest[] = [];
	readonly predictions: ScriptedPrediction[] = [];
	private readonly counts = { submit: 0, result: 0, list: 0, output: 0 };
	private catalogueRequests = 0;
	/** Pending answers that nobody wants any more would be a leak. */
	underWay = 0;
	mostUnderWay = 0;

	constructor(
		private readonly script: FaultScript,
		private readonly time: Time,
	) {}

	/** What n8n's HTTP helper does, once the key is in the headers. */
	request = async (options: IHttpRequestOptions): Promise<unknown> => {
		this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
		try {
			return await this.answer(options);
		} finally {
			this.underWay--;
		}
	};

	/** The bytes of a prediction's file. */
	static bytesOf(predictionId: string): Buffer {
		const digest = createHash('sha512').update(predictionId).digest();
		// A PNG by its first bytes, of a length that no chunk size divides.
		const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
		const tail = Buffer.from('0000000049454e44ae426082', 'hex');
		return Buffer.concat([head, ...Array.from({ length: 15 }, () => digest), tail]);
	}

	private async answer(options: IHttpRequestOptions): Promise<unknown> {
		const url = new URL(options.url);
		const seen: SeenRequest = {
			origin: url.origin,
			kind: kindOf(url, options.method),
			method: options.method ?? 'GET',
			at: this.time.now(),
			headers: { ...options.headers },
			body: options.body,
		};
		this.requests.push(seen);
		if (seen.kind === 'catalogue') return this.catalogue();
		if (seen.kind === 'price') return this.price(options.body as { model_id?: string });
		const kind = seen.kind as keyof typeof this.counts;
		const fault: Fault = this.script[kind][this.counts[kind]++] ?? { kind: 'none' };
		if (fault.kind === 'notSent') throw networkError(fault.code, fault.syscall);
		const takesEffect = !('accepted' in fault) || fault.accepted;
		const real = takesEffect ? this.real(seen, url, options) : undefined;
		switch (fault.kind) {
			case 'lost':
				throw networkError(fault.code, fault.syscall);
			case 'silence':
				return await silence(options.abortSignal as AbortSignal | undefined);
			case 'answer':
				return this.reply(fault.status, fault.body, fault.headers);
			case 'cut':
				return cut(real!, fault.share);
			case 'change': {
				if (seen.kind === 'output') return real;
				const answer = JSON.parse(await text(real!.body)) as { data?: object };
				return this.reply(
					real!.statusCode,
					JSON.stringify({ ...answer, data: { ...answer.data, ...fault.data } }),
				);
			}
			default:
				return real;
		}
	}

	private catalogue(): Response {
		const { models, catalogue = [] } = this.script;
		const fault = catalogue[this.catalogueRequests++];
		if (fault?.kind === 'answer') return this.reply(fault.status, fault.body, fault.headers);
		if (models) return this.success(models);
		return this.reply(404, JSON.stringify({ code: 404, message: 'no catalogue here' }));
	}

	private price({ model_id: model = '' }: { model_id?: string }): Response {
		const price = this.script.prices?.[model];
		if (price === undefined) return this.reply(404, JSON.stringify({ code: 404, message: 'none' }));
		return this.success({ price, currency: 'USD' });
	}

	private real(seen: SeenRequest, url: URL, options: IHttpRequestOptions): Response {
		switch (seen.kind) {
			case 'submit':
				return this.submit(seen, url, options.body);
			case 'result':
				return this.result(url.pathname.split('/').at(-2) ?? '', seen.headers.Authorization);
			case 'list':
				return this.success({
					items: this.predictions
						.filter(({ account }) => account === seen.headers.Authorization)
						.reverse()
						.map((one) => this.list(one)),
				});
			default:
				return this.output(url, options);
		}
	}

	private submit(seen: SeenRequest, url: URL, body: unknown): Response {
		const { concurrency, looks, failing } = this.script;
		const active = this.predictions.filter(({ status }) => status === 'processing').length;
		if (concurrency > 0 && active >= concurrency) {
			return this.reply(
				429,
				JSON.stringify({ code: 429, message: 'You have reached your concurrency limit' }),
			);
		}
		const count = this.predictions.length;
		const prediction: ScriptedPrediction = {
			id: createHash('md5').update(`prediction ${count}`).digest('hex'),
			account: seen.headers.Authorization,
			model: url.pathname.replace('/api/v3/', ''),
			input: (typeof body === 'string' ? JSON.parse(body) : body) as IDataObject,
			createdAt: this.time.date(),
			looksLeft: looks[count] ?? 1,
			fails: Boolean(failing[count]),
			...(typeof failing[count] === 'object' && { failure: failing[count] }),
			status: 'processing',
		};
		this.predictions.push(prediction);
		seen.accepted = prediction.id;
		return this.success(this.show(prediction));
	}

	private result(id: string, account: unknown): Response {
		const prediction = this.predictions.find((one) => one.id === id && one.account === account);
		if (!prediction) return this.reply(404, JSON.stringify({ code: 404, message: 'not found' }));
		if (prediction.status === 'processing' && --prediction.looksLeft <= 0) {
			prediction.status = prediction.fails ? 'failed' : 'completed';
		}
		return this.success(this.show(prediction));
	}

	private output(url: URL, options: IHttpRequestOptions): Response {
		const bytes = ScriptedApi.bytesOf(url.pathname.replace(/^\/|\.png$/g, ''));
		const etag = `"${bytes.length}"`;
		const from = Number(/^bytes=(\d+)-$/.exec(String(options.headers?.Range ?? ''))?.[1] ?? 0);
		const headers = { 'content-type': 'image/png', etag, 'accept-ranges': 'bytes' };
		if (from === 0)
			return this.reply(200, bytes, { ...headers, 'content-length': String(bytes.length) });
		return this.reply(206, bytes.subarray(from), {
			...headers,
			'content-length': String(bytes.length - from),
			'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
		});
	}

	private show(one: ScriptedPrediction): IDataObject {
		const { id, model, input, createdAt, status, fails, failure = {} } = one;
		const hasFailed = fails && status === 'failed';
		return {
			id,
			model,
			input,
			status: hasFailed ? (failure.status ?? status) : status,
			created_at: createdAt.toISOString(),
			outputs: status === 'completed' ? [`${OUTPUTS}/${id}.png`] : [],
			error: hasFailed ? (failure.error ?? 'Task execution failed') : '',
			...(hasFailed && failure.code !== undefined && { code: failure.code }),
		};
	}

	/** As the list shows it: with the defaults that were filled in, or without any input. */
	private list(prediction: ScriptedPrediction): IDataObject {
		const { input, ...rest } = this.show(prediction);
		return this.script.hidesInputs ? rest : { ...rest, input };
	}

	private success(data: unknown): Response {
		return this.reply(200, JSON.stringify({ code: 200, message: 'success', data }));
	}

	private reply(
		status: number,
		body: string | Buffer,
		headers: Record<string, string> = {},
	): Response {
		return {
			statusCode: status,
			headers: {
				'content-type': 'application/json',
				date: this.time.date().toUTCString(),
				...headers,
			},
			body: Readable.from(body.length === 0 ? [] : [Buffer.from(body)]),
		};
	}
}

interface Response {
	statusCode: number;
	headers: Record<string, string>;
	body: Readable;
}

function kindOf(url: URL, method = 'GET'): SeenRequest['kind'] {
	if (url.origin !== API) return 'output';
	if (url.pathname === '/api/v3/models') return 'catalogue';
	if (url.pathname === '/api/v3/predictions') return 'list';
	if (/^\/api\/v3\/model\/pric/.test(url.pathname)) return 'price';
	return method === 'POST' ? 'submit' : 'result';
}

/** As Node and the HTTP library below n8n make them. */
function networkError(code: string, syscall?: string): Error {
	const inner = Object.assign(new Error(`${syscall ?? 'read'} ${code}`), {
		code,
		...(syscall && { syscall }),
	});
	return Object.assign(new Error(inner.message, { cause: inner }), { code, isAxiosError: true });
}

async function silence(signal: AbortSignal | undefined): Promise<never> {
	return await new Promise((_resolve, reject) => {
		const end = () =>
			reject(Object.assign(new Error('canceled'), { name: 'CanceledError', code: 'ERR_CANCELED' }));
		if (signal?.aborted) end();
		signal?.addEventListener('abort', end, { once: true });
	});
}

async function text(stream: Readable): Promise<string> {
	return (await readAll(stream)).toString();
}

function cut(response: Response, share: number): Response {
	const whole = response.body;
	async function* part() {
		const bytes = await readAll(whole);
		yield bytes.subarray(0, Math.floor(bytes.length * share));
		throw networkError('ECONNRESET');
	}
	return { ...response, body: Readable.from(part()) };
}

async function readAll(stream: Readable): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of stream) pieces.push(piece as Buffer);
	return Buffer.concat(pieces);
}
