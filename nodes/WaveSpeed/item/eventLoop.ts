/** How many items leave n8n's event loop free for everybody else. */

import { SLICE_ITEMS, SLICE_MS } from '../policy';
import type { Time } from '../time';

/**
 * Lets the items of a run continue one after another, for some milliseconds at a time. A thousand items
 * that continue in the same moment would block n8n's event loop until the last of them waits again: no
 * webhook, no editor, and in queue mode no renewal of the worker's lock.
 */
export class TimeSlicer {
	private readonly waiting: Array<() => void> = [];
	private isGoing = false;

	constructor(private readonly time: Pick<Time, 'now' | 'sleep'>) {}

	/** Resolves when it is the caller's turn, in the order of the calls. */
	async turn(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.waiting.push(resolve);
			if (!this.isGoing) void this.go();
		});
	}

	private async go(): Promise<void> {
		this.isGoing = true;
		let sliceBegan = this.time.now();
		let inSlice = 0;
		// Taken in portions: removing them one by one from a list of ten thousand would cost more than it
		// saves.
		for (let next = 0; next < this.waiting.length; next++) {
			if (inSlice >= SLICE_ITEMS || this.time.now() - sliceBegan >= SLICE_MS) {
				await this.time.sleep(0);
				sliceBegan = this.time.now();
				inSlice = 0;
			}
			this.waiting[next]?.();
			inSlice++;
			// The item runs until it has to wait.
			await Promise.resolve();
		}
		this.waiting.length = 0;
		this.isGoing = false;
	}
}

/**
 * Lets a bounded number of tasks begin in each turn of the event loop. Tasks that become ready together
 * would otherwise all run in one long turn.
 */
export class TasksPerTick {
	private begun = 0;
	private nextTurn?: Promise<void>;

	constructor(
		private readonly time: Time,
		/** How many may begin in one turn. */
		private readonly size: number,
	) {}

	/** Resolves in a turn that has room. */
	async take(): Promise<void> {
		while (this.begun >= this.size) await this.nextTurn;
		this.begun++;
		this.nextTurn ??= this.waitForNext();
	}

	private async waitForNext(): Promise<void> {
		// Twice: the first sleep may end as soon as this turn's tasks have begun, and Node then continues
		// in the same turn; the second begins after them.
		await this.time.sleep(0);
		await this.time.sleep(0);
		this.begun = 0;
		this.nextTurn = undefined;
	}
}
