import { API_CALL_DEADLINE } from '../policy';
import type { Time } from '../time';

/** What ends a call: its deadline or the execution's cancel signal, whichever comes first. */
export interface CallEnd {
	/** For code that can close a connection. */
	readonly signal: AbortSignal;
	/**
	 * Settles with the task, but no later than the end, even if the task ignores the signal: nothing else
	 * ends a body that drips one byte a second.
	 * @throws CallEnded
	 */
	cap<T>(task: Promise<T>): Promise<T>;
	/** Extends the deadline: each piece that arrives earns time for the rest. */
	grant(ms: number): void;
	/** Stops the deadline. @returns a function that starts it again at its full length */
	hold(): () => void;
	/** Removes the listeners. Always call it. */
	dispose(): void;
}

/** The call ended before its answer was complete. */
export class CallEnded extends Error {
	constructor() {
		super('The call has ended');
		this.name = 'CallEnded';
	}
}

/**
 * @param stop the execution's cancel signal
 * @param ms from now; the default is API_CALL_DEADLINE
 */
export function endWith(time: Time, stop?: AbortSignal, ms = API_CALL_DEADLINE): CallEnd {
	// Not AbortSignal.any: it holds its sources weakly, and a collected deadline never fires.
	const controller = new AbortController();
	const end = () => controller.abort();
	let deadline: AbortSignal;
	let earned = 0;
	let isDisposed = false;
	const expire = () => {
		if (earned === 0) return end();
		arm(earned);
		earned = 0;
	};
	const arm = (after: number) => {
		deadline = time.timeout(after);
		deadline.addEventListener('abort', expire, { once: true });
	};
	arm(ms);
	stop?.addEventListener('abort', end, { once: true });
	if (stop?.aborted) end();
	const { signal } = controller;
	return {
		signal,
		cap: async (task) =>
			await new Promise((resolve, reject) => {
				const over = () => reject(new CallEnded());
				if (signal.aborted) over();
				signal.addEventListener('abort', over, { once: true });
				task.then(resolve, reject).finally(() => signal.removeEventListener('abort', over));
			}),
		grant(more) {
			earned += more;
		},
		hold() {
			deadline.removeEventListener('abort', expire);
			return () => {
				if (!isDisposed) arm(ms);
			};
		},
		dispose() {
			isDisposed = true;
			deadline.removeEventListener('abort', expire);
			stop?.removeEventListener('abort', end);
		},
	};
}
