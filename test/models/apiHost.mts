import type { ApiHost, Connection } from '../../nodes/WaveSpeed/api/connection.ts';
import type { Time } from '../../nodes/WaveSpeed/time.ts';

type Answer = () => unknown;

let lastKey = 0;

/** A credential nobody used before: copies of the catalogue are shared by credential. */
export function freshConnection(): Connection {
	return { baseUrl: 'https://api.example', secrets: [`test-key-${++lastKey}`], transport: {} };
}

/** n8n as far as calling the API goes; `answers` are given one after the other, the last one again. */
export class FakeHost implements ApiHost {
	requests: Array<{ url: string; method: string }> = [];

	constructor(private answers: Answer[]) {}

	answerWith(...answers: Answer[]): void {
		this.answers = answers;
	}

	readonly helpers = {
		httpRequestWithAuthentication: async (
			_credential: string,
			options: { url: string; method: string },
		) => {
			this.requests.push(options);
			const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
			return await answer?.();
		},
	} as unknown as ApiHost['helpers'];

	getCredentials = async () => ({ apiKey: 'unused', baseUrl: 'https://api.example' }) as never;
	getNode = () =>
		({
			name: 'WaveSpeedAI',
			type: 'waveSpeed',
			typeVersion: 1,
			id: '1',
			position: [0, 0],
			parameters: {},
		}) as never;
	readonly logger = {
		warn() {},
		info() {},
		debug() {},
		error() {},
	} as unknown as ApiHost['logger'];
}

export function ok(data: unknown): Answer {
	return () => ({
		statusCode: 200,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ code: 200, message: 'success', data }),
	});
}

export function status(statusCode: number, message = 'no'): Answer {
	return () => ({
		statusCode,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ code: statusCode, message }),
	});
}

export function refused(): Answer {
	return () => {
		throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
	};
}

/** A clock that stands still until it is told. */
export class StoppedClock implements Time {
	private ms = 0;
	advance(ms: number): void {
		this.ms += ms;
	}
	now = () => this.ms;
	date = () => new Date(this.ms);
	sleep = async (ms: number) => this.advance(ms);
	/** Nothing runs out on a clock that stands still. */
	timeout = () => new AbortController().signal;
	random = () => 0.5;
}
