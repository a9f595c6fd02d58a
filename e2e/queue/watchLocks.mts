import { setTimeout as delay } from 'node:timers/promises';
import type { QueueServices } from './services.mts';

export interface Locks {
	/** Jobs that a worker had a lock on. */
	locked: number;
	/** How often a lock was made to last longer. */
	renewals: number;
	/** How often a lock was gone and came back: n8n takes such a job for failed or starts it anew. */
	losses: number;
}

const LOOK_AGAIN_MS = 500;
/** A lock only gets shorter by itself; more than this the other way is the worker's doing. */
const CLEARLY_LONGER_MS = 2_000;

/** Watches the locks that workers hold until `end` is called. */
export function watchLocks(services: QueueServices): { end(): Promise<Locks> } {
	const seen: Locks = { locked: 0, renewals: 0, losses: 0 };
	/** What each had left at the last look; 0 where it was gone. */
	const left = new Map<string, number>();
	let goOn = true;
	const look = async (): Promise<void> => {
		const locks = await services.locks();
		for (const [key, ms] of locks) {
			const before = left.get(key);
			if (before === undefined) seen.locked++;
			else if (before === 0) seen.losses++;
			else if (ms > before + CLEARLY_LONGER_MS) seen.renewals++;
			left.set(key, ms);
		}
		for (const key of left.keys()) if (!locks.has(key)) left.set(key, 0);
	};
	const looking = (async () => {
		while (goOn) {
			await look();
			await delay(LOOK_AGAIN_MS);
		}
	})();
	return {
		async end() {
			goOn = false;
			await looking;
			return seen;
		},
	};
}
