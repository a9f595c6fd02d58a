import type { Time } from '../time';

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
