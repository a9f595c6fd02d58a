interface RunValue {
	value: Promise<unknown>;
	/** Undefined while the task runs. */
	isThere?: boolean;
	/** Items that waited for it and have not had their turn yet. */
	waiting: number;
}

/** Values that are fetched or computed once for a run, by name. */
export class RunValues {
	private readonly entries = new Map<string, RunValue>();

	/** @param turn resolves when the next item may continue, in the order of the calls */
	constructor(private readonly turn: () => Promise<void>) {}

	/**
	 * Items that have to wait continue one after another, because a thousand at the same moment would block
	 * n8n, and in their order, so that an item that comes later waits behind them.
	 * @throws what the task throws, the same for every item that asks
	 */
	async once<T>(name: string, task: () => Promise<T>): Promise<T> {
		const entry = this.entries.get(name) ?? this.begin(name, task);
		if (entry.isThere && entry.waiting === 0) return (await entry.value) as T;
		entry.waiting++;
		try {
			return (await entry.value) as T;
		} finally {
			entry.isThere = true;
			await this.turn();
			entry.waiting--;
		}
	}

	private begin(name: string, task: () => Promise<unknown>): RunValue {
		const entry: RunValue = { value: task(), waiting: 0 };
		this.entries.set(name, entry);
		return entry;
	}
}
