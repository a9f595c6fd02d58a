import { API_CALL_DEADLINE } from '../policy';
import type { Time } from '../time';

/** What ends a call: its deadline or the execution's cancel signal, whichever comes first. */
export interface CallEnd {
	/** For whoever can break a connection off. */
	readonly signal: AbortSignal;
	/**
	 * Settles like the task, but no later than the end, whatever the task does with the signal: a body
	 * that drips one byte a second has no other end.
	 * @throws CallEnded
	 */
	cap<T>(task: Promise<T>): Promise<T>;
	/** Moves the deadline: what arrives earns time for what is still to come. */
	grant(ms: number): void;
	/** Takes the deadline away. @returns what sets it anew, at its full length */
	hold(): () => void;
	/** Takes listeners back. To be called in every case. */
	dispose(): void;
}

/** The call was over before its answer was. */
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
