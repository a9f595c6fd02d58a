export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Runs once after `ms`; the returned function calls it off. */
	after(ms: number, run: () => void): () => void;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function systemClock(): Clock {
	return {
		now: () => Date.now(),
		after(ms, run) {
			// Node turns a longer timer, and Infinity, into one of 1 ms.
			if (ms > LONGEST_TIMER_MS) return () => undefined;
			// The open ports keep the process running; once they are closed, nothing here may.
			const timer = setTimeout(run, ms).unref();
			return () => clearTimeout(timer);
		},
	};
}

/** Resolves after `ms` on that clock. */
export function pause(clock: Clock, ms: number): Promise<void> {
	return new Promise((resolve) => void clock.after(ms, resolve));
}
