import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Clock } from '../../emulator/index.mts';
import { catalogueRow, OTHER_MODELS } from './catalogue.mts';
import { fileOf } from './files.mts';
import { answer, envelope, refusal, zonedTime } from './manners.mts';
import { OtherPredictions, type OtherPrediction } from './predictions.mts';

export interface OtherRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	headers: IncomingMessage['headers'];
	body: Buffer;
	onFiles: boolean;
}

interface Fault {
	method: string;
	path: RegExp;
	times: number;
	/** The request takes effect and its connection is ended, or it is refused for the key's role. */
	kind: 'loseAnswer' | 'refuse';
}

export interface OtherApiOptions {
	apiKey: string;
	clock: Clock;
	/** Whether the list shows inputs to whom asks for them. @default true */
	listsInputs?: boolean;
	/** How long a prediction takes; it fails where its prompt says so. @default 8 seconds */
	generationMs?: number;
}

/**
 * A second stand-in for the vendor's API, written from its documentation alone: another catalogue, other
 * ids, and other manners wherever the documentation leaves room for them.
 */
export class OtherApi {
	readonly requests: OtherRequest[] = [];
	readonly webhookSecret = 'whsec_bm90IHRoZSBvdGhlciBvbmU=';
	readonly account: OtherPredictions;
	private readonly uploads = new Map<string, Buffer>();
	private readonly faults: Fault[] = [];
	private readonly api: Server;
	private readonly files: Server;

	constructor(private readonly options: OtherApiOptions) {
		this.api = createServer((request, response) => void this.onApi(request, response));
		this.files = createServer((request, response) => void this.onFiles(request, response));
		const { clock, generationMs = 8_000, listsInputs = true } = options;
		this.account = new OtherPredictions(clock, {
			generationMs,
			listsInputs,
			webhookSecret: this.webhookSecret,
			addressOf: ({ id, model }, output) =>
				`${addressOf(this.files)}/o/${id}/${output}.${model.makes}`,
			resultAddressOf: (id) => `${this.url}/api/v3/predictions/${id}/result`,
		});
	}

	async open(): Promise<this> {
		for (const server of [this.api, this.files])
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return this;
	}

	async close(): Promise<void> {
		for (const server of [this.api, this.files]) {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	}

	get url(): string {
		return addressOf(this.api);
	}

	get predictions(): OtherPrediction[] {
		return this.account.all;
	}

	/** What is to go wrong with the next requests. */
	fail(kind: Fault['kind'], method: string, path: RegExp, times = 1): void {
		this.faults.push({ kind, method, path, times });
	}

	/** The bytes of one of a prediction's files. */
	outputOf({ id, model }: OtherPrediction, output = 0): Buffer {
		return fileOf(model.makes, `${id} ${output}`);
	}

	uploaded(address: unknown): Buffer | undefined {
		return this.uploads.get(new URL(String(address)).pathname);
	}

	requestsTo(method: string, path: RegExp): OtherRequest[] {
		return this.requests.filter((one) => one.method === method && path.test(one.path));
	}

	private async onApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const seen = await this.note(request, false);
		const fault = this.faults.find(
			({ times, method, path }) => times > 0 && method === seen.method && path.test(seen.path),
		);
		if (fault) fault.times--;
		const isRefused = fault?.kind === 'refuse';
		const [status, body] = isRefused
			? [403, refusal(403, 'insufficient role')]
			: this.answerTo(seen);
		if (fault?.kind === 'loseAnswer') request.socket.destroy();
		else await answer(response, this.options.clock, status, body);
	}

	private answerTo({ method, path: whole, headers, body, query }: OtherRequest): [number, object] {
		if (headers.authorization !== `Bearer ${this.options.apiKey}`)
			return [401, refusal(401, 'invalid api key')];
		const path = whole.replace(/^\/api\/v3\//, '');
		if (method === 'GET') return this.read(path);
		const fields = body.length === 0 ? {} : (JSON.parse(String(body)) as Record<string, unknown>);
		switch (path) {
			case 'predictions':
				return [200, envelope(this.account.list(fields))];
			case 'predictions/delete':
				return [200, envelope(this.account.remove(fields))];
			case 'billings/search':
				return [200, envelope(this.account.billings(fields))];
			case 'media/uploads':
				return [200, envelope(this.ticket(fields))];
			case 'model/price':
				return price(fields);
			default:
				return this.submit(path, fields, query.webhook);
		}
	}

	private read(path: string): [number, object] {
		if (path === 'models') return [200, envelope(OTHER_MODELS.map(catalogueRow))];
		if (path === 'balance') return [200, envelope({ currency: 'USD', balance: '12.3400' })];
		if (path === 'webhook/secret') return [200, { rotated_at: null, secret: this.webhookSecret }];
		const [, id] = /^predictions\/([^/]+)\/result$/.exec(path) ?? [];
		const prediction = this.predictions.find((one) => one.id === id);
		if (!prediction) return [404, refusal(404, 'not found')];
		return [200, envelope(this.account.show(prediction))];
	}

	private submit(id: string, input: Record<string, unknown>, webhook?: string): [number, object] {
		const model = OTHER_MODELS.find((one) => one.id === id);
		if (!model) return [400, refusal(400, `model ${id} not found or offline`)];
		const missing = model.required.find((name) => input[name] === undefined);
		if (missing === undefined) return [200, envelope(this.account.make(model, input, webhook))];
		const why = `invalid request body, Error at "/${missing}": property "${missing}" is missing`;
		return [400, refusal(400, why)];
	}

	private ticket({ filename, size }: Record<string, unknown>): object {
		const address = `${addressOf(this.files)}/u/${randomUUID()}`;
		return {
			upload: {
				expires_at: zonedTime(this.options.clock.now() + 60_000),
				headers: { 'If-None-Match': '*', 'X-Harbour-Ticket': 'one use' },
				url: address,
				method: 'PUT',
			},
			filename,
			size: String(size),
			download_url: address,
			type: 'image',
		};
	}

	/** Another server, which must never see the key. */
	private async onFiles(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { method, path, headers, body } = await this.note(request, true);
		const { clock } = this.options;
		if (method === 'PUT') {
			const isAsTicketSays =
				headers['if-none-match'] === '*' && headers['x-harbour-ticket'] === 'one use';
			if (isAsTicketSays) this.uploads.set(path, body);
			return await answer(response, clock, isAsTicketSays ? 201 : 403, undefined);
		}
		const [, id, output] = /^\/o\/([^/]+)\/(\d+)\./.exec(path) ?? [];
		const prediction = this.predictions.find((one) => one.id === id);
		if (!prediction) return await answer(response, clock, 404, undefined);
		// The storage knows nothing of kinds, of lengths and of parts.
		await answer(response, clock, 200, this.outputOf(prediction, Number(output)), {
			'Content-Type': 'binary/octet-stream',
		});
	}

	private async note(request: IncomingMessage, onFiles: boolean): Promise<OtherRequest> {
		const pieces: Buffer[] = [];
		for await (const piece of request) pieces.push(piece as Buffer);
		const url = new URL(request.url ?? '/', 'http://harbour.test');
		const seen = {
			method: request.method ?? '',
			path: url.pathname,
			query: Object.fromEntries(url.searchParams),
			headers: request.headers,
			body: Buffer.concat(pieces),
			onFiles,
		};
		this.requests.push(seen);
		return seen;
	}
}

function price({ model_id: id }: Record<string, unknown>): [number, object] {
	const model = OTHER_MODELS.find((one) => one.id === id);
	if (!model) return [404, refusal(404, 'no such model')];
	const quote = {
		currency: 'USD',
		discount_rate: '0.9',
		discounted_price: (model.price * 0.9).toFixed(4),
		price: model.price.toFixed(4),
		model_id: model.id,
	};
	return [200, envelope(quote)];
}

function addressOf(server: Server): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
