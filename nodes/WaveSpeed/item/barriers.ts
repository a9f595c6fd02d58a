/**
 * The barriers that all items of a run cross together, in the order in which an item reaches them. If the
 * node stops on errors, one item that fails before a barrier keeps all others from crossing it.
 */
export const STAGES = [
	/** Inputs and files are right; uploads begin after this. */
	'inputsChecked',
	/** Every item that wants a paid result has asked for one: equal items get them in order. */
	'paidResultsListed',
	/** Every price that a limit needs is known. */
	'pricesKnown',
	/** Submissions of earlier tries are taken up: a new submission cannot be mistaken for one of those. */
	'earlierTriesResumed',
	/** Everything is checked; from here on money is spent. */
	'readyToPay',
	/** Every item has its prediction. */
	'submitted',
	/** Every prediction was polled once more before the execution is parked. */
	'polledBeforeParking',
	/** The item has ended. */
	'left',
] as const;

export type Stage = (typeof STAGES)[number];

/**
 * An item that reaches a barrier counts as having crossed all earlier ones, even those it skipped, so it
 * holds nobody up.
 */
export class Barriers {
	/** How many stages each item has passed. */
	private readonly progress = new Map<number, number>();
	/** How many items have reached each stage or gone further. */
	private readonly arrivals = STAGES.map(() => 0);
	private readonly waiting = STAGES.map((): Array<() => void> => []);
	private readonly open = STAGES.map(() => false);

	/** An item that the barriers wait for. Barriers that are already open stay open. */
	join(itemIndex: number): void {
		if (!this.progress.has(itemIndex)) this.progress.set(itemIndex, 0);
	}

	has(itemIndex: number): boolean {
		return this.progress.has(itemIndex);
	}

	/**
	 * Resolves when every item of the run has reached this stage.
	 * @throws Error if the item has already gone further: its steps would be in the wrong order
	 */
	async arrive(stage: Stage, itemIndex: number): Promise<void> {
		const position = STAGES.indexOf(stage);
		if ((this.progress.get(itemIndex) ?? 0) > position)
			throw new Error(`item ${itemIndex} comes to “${stage}” after a later stage`);
		// In line before the stage may open, so that the first to arrive continues first.
		const opened = this.opened(stage);
		this.advance(itemIndex, position + 1);
		await opened;
	}

	/** Resolves when the stage is open, without arriving there. */
	async opened(stage: Stage): Promise<void> {
		const position = STAGES.indexOf(stage);
		if (this.open[position]) return;
		await new Promise<void>((resolve) => this.waiting[position]?.push(resolve));
	}

	/** The item has ended and holds nobody up any more. */
	leave(itemIndex: number): void {
		this.advance(itemIndex, STAGES.length);
	}

	private advance(itemIndex: number, to: number): void {
		const from = this.progress.get(itemIndex) ?? 0;
		this.progress.set(itemIndex, to);
		for (let stage = from; stage < to; stage++) {
			this.arrivals[stage] = (this.arrivals[stage] ?? 0) + 1;
			if ((this.arrivals[stage] ?? 0) >= this.progress.size) this.letPass(stage);
		}
	}

	private letPass(stage: number): void {
		this.open[stage] = true;
		for (const pass of this.waiting[stage]?.splice(0) ?? []) pass();
	}
}
