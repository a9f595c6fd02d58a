import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.mts';
import { callbackHeaders } from './signature.mts';

const ANSWER_WITHIN_MS = 10_000;

/** One attempt to deliver a callback. */
export interface CallbackAttempt {
	readonly predictionId: string;
	readonly url: string;
	/** 1 for the first delivery. */
	readonly attempt: number;
	/** On the emulator's clock. */
	readonly at: number;
	readonly headers: Readonly<Record<string, string>>;
	/** Exactly the bytes that were signed and sent. */
	readonly body: string;
	/** HTTP status of the receiver, or undefined when it never answered. */
	status?: number;
}

interface Callback {
	predictionId: string;
	url: string;
	body: string;
	/** Same on every retry, so that a receiver can tell a repetition. */
	id: string;
}

/**
 * Delivers finished predictions to their webhook. Anything but a 2xx within ten seconds is tried
 * again after the next delay; the vendor documents up to three retries.
 */
export class Callbacks {
	readonly attempts: CallbackAttempt[] = [];
	private readonly abort = new AbortController();
	private readonly pauses = new Set<() => void>();

	constructor(
		private readonly options: {
			webhookSecret: string;
			webhookRetryDelaysMs: number[];
			clock: Clock;
		},
	) {}

	/** Starts the delivery. Resolves after the first attempt, whether it worked or not. */
	async send(predictionId: string, url: string, payload: unknown): Promise<void> {
		const callback = {
			predictionId,
			url,
			body: JSON.stringify(payload),
			id: randomBytes(13).toString('hex').slice(0, 25),
		};
		await this.attempt(callback, 1);
	}

	close(): void {
		this.abort.abort();
		for (const cancel of this.pauses) cancel();
		this.pauses.clear();
	}

	private async attempt(callback: Callback, attempt: number): Promise<void> {
		const timestamp = String(Math.floor(this.options.clock.now() / 1000));
		const { webhookSecret } = this.options;
		const headers = callbackHeaders(webhookSecret, callback.id, timestamp, callback.body);
		const { predictionId, url, body } = callback;
		const recorded: CallbackAttempt = {
			predictionId,
			url,
			attempt,
			at: this.options.clock.now(),
			headers,
			body,
		};
		this.attempts.push(recorded);
		const silence = new AbortController();
		const answered = this.options.clock.after(ANSWER_WITHIN_MS, () => silence.abort());
		try {
			const signal = AbortSignal.any([this.abort.signal, silence.signal]);
			const response = await fetch(url, {
				method: 'POST',
				headers,
				body,
				signal,
				redirect: 'manual',
			});
			recorded.status = response.status;
			await response.body?.cancel();
			if (response.ok) return;
		} catch {
			// Unreachable or silent: the same as an error status.
		} finally {
			answered();
		}
		this.retry(callback, attempt);
	}

	private retry(callback: Callback, attempt: number): void {
		const delayMs = this.options.webhookRetryDelaysMs[attempt - 1];
		if (delayMs === undefined || this.abort.signal.aborted) return;
		const cancel = this.options.clock.after(delayMs, () => {
			this.pauses.delete(cancel);
			void this.attempt(callback, attempt + 1);
		});
		this.pauses.add(cancel);
	}
}
