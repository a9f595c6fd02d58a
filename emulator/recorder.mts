import type { FastifyRequest } from 'fastify';
import type { Clock } from './clock.mts';

export type Host = 'api' | 'outputs';

export interface RecordedRequest {
	readonly host: Host;
	/** Arrival, on the emulator's clock. */
	readonly at: number;
	readonly method: string;
	/** Path without the query, as it was sent: not decoded. */
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	/** Lower-case names, as received; taken before any fault changed them. */
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** The parsed JSON, or undefined when it is none. */
	body: unknown;
	/** The body as text; empty for files, which are counted in `bodyBytes` only. */
	bodyText: string;
	bodyBytes: number;
	/** True once the request created a prediction, which is to say: once it cost money. */
	accepted: boolean;
}

export interface RequestMatch {
	host?: Host;
	method?: string;
	/** A string is the whole path; a RegExp is tested against it. */
	path?: string | RegExp;
}

export function matches(request: RecordedRequest, match: RequestMatch): boolean {
	if (match.host !== undefined && match.host !== request.host) return false;
	if (match.method !== undefined && match.method.toUpperCase() !== request.method) return false;
	if (match.path === undefined) return true;
	return typeof match.path === 'string'
		? match.path === request.path
		: new RegExp(match.path).test(request.path);
}

/** Writes down every request of both hosts in the order of arrival. */
export class Recorder {
	readonly requests: RecordedRequest[] = [];

	constructor(private readonly clock: Clock) {}

	record(host: Host, request: FastifyRequest): RecordedRequest {
		const [path = '/', ...query] = (request.raw.url ?? '/').split('?');
		const recorded: RecordedRequest = {
			host,
			at: this.clock.now(),
			method: request.method,
			path,
			query: Object.fromEntries(new URLSearchParams(query.join('?'))),
			headers: { ...request.raw.headers },
			body: undefined,
			bodyText: '',
			bodyBytes: 0,
			accepted: false,
		};
		this.requests.push(recorded);
		return recorded;
	}

	requestsTo(match: RequestMatch): RecordedRequest[] {
		return this.requests.filter((request) => matches(request, match));
	}
}
