import { backoff, PASSING_REFUSALS } from '../tryAgain';
import {
	READ_BACKOFF_CAP,
	READ_BACKOFF_FIRST,
	READ_DEADLINE,
	READ_FAILURES_IN_A_ROW,
	RETRY_AFTER_CAP,
} from '../policy';
import type { Time } from '../time';
import { callApi, type ApiCall } from './call';
import { CallFailure, namesPrediction, rethrown } from './callFailure';
import type { ApiHost, Connection } from './connection';
import type { Traffic } from './traffic';

/** Turns an answer's data into what the caller wants. A CallFailure thrown here counts as a failed call. */
export type Parse<T> = (data: object) => T;

export interface OnceOptions {
	/** On `time.now()`; if the gate opens later than this, nothing is sent. */
	until?: number;
	/** Runs right before the request, when nothing is left to wait for; if it throws, nothing is sent. */
	beforeSending?: () => void;
}

export interface ReadOptions<T> {
	/** On `time.now()`; no attempt begins after it. The default is READ_DEADLINE from now. */
	until?: number;
	/** Sends it only once, even if it fails. */
	once?: boolean;
	/** Takes what it can use from a refusal. @returns undefined if there is nothing to use */
	parseRefusal?: (failure: CallFailure) => T | undefined;
}

/** Without a parser the caller gets the data as it came: an object of unknown shape. */
interface Parsing<T> {
	parse: Parse<T>;
}

/** The whole pause is random: the items of a run often fail together. */
const READ_BACKOFF = { first: READ_BACKOFF_FIRST, cap: READ_BACKOFF_CAP, jitter: 1 };

/** The API as one item sees it: its calls pass the run's gate and take a slot of the run's. */
export class Api {
	constructor(
		private readonly host: ApiHost,
		readonly connection: Connection,
		private readonly traffic: Traffic,
		readonly time: Time,
		readonly signal?: AbortSignal,
	) {}

	/**
	 * Sends one request once. A rate-limit refusal closes the gate for the whole run.
	 * @throws CallFailure, or what `beforeSending` throws
	 */
	async once<T>(call: ApiCall, options: OnceOptions & Parsing<T>): Promise<T>;
	async once(call: ApiCall, options?: OnceOptions): Promise<object>;
	async once(
		call: ApiCall,
		{ until, beforeSending, parse = asItIs }: OnceOptions & Partial<Parsing<unknown>> = {},
	): Promise<unknown> {
		const { gate, slots } = this.traffic;
		return await slots.run(async () => {
			// Inside the slot: the gate may have closed while the item waited for its turn.
			const open = await gate.pass(this.signal, until);
			if (this.signal?.aborted) throw new CallFailure('stopped', { beforeSending: true });
			if (!open) throw new CallFailure('refused', { status: 429, heldBack: true });
			beforeSending?.();
			try {
				const data = await callApi(this.host, this.connection, call, this.signal, this.time);
				gate.accepted();
				return parse(data);
			} catch (failure) {
				if (failure instanceof CallFailure && isRateLimit(failure)) {
					gate.refused(boundedRetryAfter(failure));
				}
				throw rethrown(failure);
			}
		});
	}

	/**
	 * Sends a request that changes nothing and costs nothing, and repeats it after failures that may pass.
	 * @throws CallFailure the last one
	 */
	async read<T>(call: ApiCall, options: ReadOptions<T> & Parsing<T>): Promise<T>;
	async read(call: ApiCall, options?: ReadOptions<object>): Promise<object>;
	async read(
		call: ApiCall,
		{
			until = this.time.now() + READ_DEADLINE,
			once = false,
			parse = asItIs,
			parseRefusal,
		}: ReadOptions<unknown> & Partial<Parsing<unknown>> = {},
	): Promise<unknown> {
		for (let failures = 0; ; ) {
			try {
				return await this.once(call, { until, parse });
			} catch (failure) {
				if (!(failure instanceof CallFailure)) throw rethrown(failure);
				const parsed = parseRefusal?.(failure);
				if (parsed !== undefined) return parsed;
				const limited = isRateLimit(failure);
				// The gate already holds back after a rate limit: such answers are pauses, not failures.
				if (!limited) failures++;
				const pause = limited ? 0 : this.pauseAfter(failures, failure.facts.retryAfterMs);
				const hopeless =
					once ||
					!isPassing(failure) ||
					failures >= READ_FAILURES_IN_A_ROW ||
					asksForTooMuch(failure) ||
					failure.facts.heldBack === true ||
					this.time.now() + pause >= until;
				if (hopeless || this.signal?.aborted) throw rethrown(failure);
				await this.time.sleep(pause, this.signal);
			}
		}
	}

	/** A pause that the server asks for comes first; “0” and past dates ask for none. */
	private pauseAfter(failures: number, retryAfterMs = 0): number {
		return retryAfterMs > 0 ? retryAfterMs : backoff(failures, READ_BACKOFF, this.time);
	}
}

/**
 * The request was refused for the rate limit and had no effect. An answer with that status that names a
 * prediction does not count: the id is evidence that something was accepted.
 */
export function isRateLimit(failure: CallFailure): boolean {
	return failure.kind === 'refused' && failure.facts.status === 429 && !namesPrediction(failure);
}

function asItIs(data: object): object {
	return data;
}

/** Other statuses from 500 on mean that the server cannot do it at all, not that it cannot do it now. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([...PASSING_REFUSALS, 500, 502, 503, 504]);

/**
 * A failure that a later attempt may not meet. 404 is not one: the callers that may wait for a 404 decide
 * that.
 */
function isPassing({ kind, facts }: CallFailure): boolean {
	if (kind === 'refused') return PASSING_STATUSES.has(facts.status ?? 0);
	// Half a JSON, an empty answer, or the login page of an unstable network.
	if (kind === 'unreadable') return facts.got !== 'tooMuch';
	return kind === 'notSent' || kind === 'noAnswer';
}

/** The server asks for a longer pause than makes sense, so the user gets an error instead. */
export function asksForTooMuch({ facts }: CallFailure): boolean {
	return (facts.retryAfterMs ?? 0) > RETRY_AFTER_CAP;
}

function boundedRetryAfter(failure: CallFailure): number | undefined {
	const { retryAfterMs } = failure.facts;
	return retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, RETRY_AFTER_CAP);
}
