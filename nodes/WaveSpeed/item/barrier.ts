/** A line that all items of a run cross together: the last one to arrive, or to fail, opens it. */
export class Checkpoint {
	private readonly arrived = new Set<number>();
	private open!: () => void;
	private readonly opened: Promise<void>;

	constructor(
		private readonly members: ReadonlySet<number>,
		/** Items whose life is over; they hold nobody up. */
		private readonly departed: ReadonlyMap<number, unknown>,
	) {
		this.opened = new Promise((resolve) => {
			this.open = resolve;
		});
	}

	async arrive(itemIndex: number): Promise<void> {
		this.arrived.add(itemIndex);
		await this.wait();
	}

	async wait(): Promise<void> {
		this.look();
		await this.opened;
	}

	/** To be called whenever an item has left the run. */
	look(): void {
		for (const member of this.members) {
			if (!this.arrived.has(member) && !this.departed.has(member)) return;
		}
		this.open();
	}
}
