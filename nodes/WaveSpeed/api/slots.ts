/** Runs a bounded number of tasks at once; the others wait their turn in order of arrival. */
export class Slots {
	private readonly waiting: Array<() => void> = [];
	private taken = 0;

	/** @param count how many at once; Infinity for no bound */
	constructor(private count: number) {}

	async run<T>(task: () => Promise<T>): Promise<T> {
		await this.take();
		try {
			return await task();
		} finally {
			this.release();
		}
	}

	async take(): Promise<void> {
		if (this.taken < this.count) {
			this.taken++;
			return;
		}
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	/** Gives the place to the task that has waited longest. */
	release(): void {
		const next = this.waiting.shift();
		if (next) next();
		else this.taken--;
	}
}
