import { BoundedMap } from '../WaveSpeed/boundedMap';
import { TRIGGER_CALLBACKS_IN_MEMORY } from '../WaveSpeed/policy';

/** The part of Node's `ServerResponse` that tells how a request was answered. */
export interface Answered {
	readonly statusCode: number;
	once(event: 'finish' | 'close', listener: () => void): unknown;
}

/**
 * The callbacks that this process has handled. The workflow's static data survives a restart, but n8n reads
 * it anew for each callback and writes all of it back after its answer: of two that come at once, neither
 * sees the other's mark, and one of the marks is lost (read in n8n 2.41.1, live-webhooks.js).
 */
export class HandledCallbacks {
	/** Whether n8n has stored what a callback started. */
	private readonly stored = new BoundedMap<string, Promise<boolean>>(TRIGGER_CALLBACKS_IN_MEMORY);

	/**
	 * Waits while an equal callback is being handled.
	 * @param name of the trigger and the prediction
	 * @param answer n8n's, which comes once the execution is stored, or could not be
	 * @returns true for the first caller, which starts the workflow, and for the next if that failed
	 */
	async claim(name: string, answer: Partial<Answered>): Promise<boolean> {
		for (;;) {
			const before = this.stored.get(name);
			if (before === undefined) {
				this.stored.set(name, wasAccepted(answer));
				return true;
			}
			if (await before) return false;
			if (this.stored.get(name) === before) this.stored.delete(name);
		}
	}
}

async function wasAccepted(answer: Partial<Answered>): Promise<boolean> {
	if (typeof answer.once !== 'function') return true;
	return await new Promise((resolve) => {
		answer.once?.('finish', () => resolve((answer.statusCode ?? 0) < 400));
		// Without an answer: if the execution was stored after all, the static data says so.
		answer.once?.('close', () => resolve(false));
	});
}
