import type { Time } from '../time';

/**
 * Lets a bounded number of tasks begin in each turn of the event loop. Things that become ready together
 * go on together, in one long turn, unless somebody makes them take turns.
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
		// Twice: the first one may be over as soon as this turn's tasks have begun, and Node then goes on with
		// it in the same turn; the second one begins after them.
		await this.time.sleep(0);
		await this.time.sleep(0);
		this.begun = 0;
		this.nextTurn = undefined;
	}
}
