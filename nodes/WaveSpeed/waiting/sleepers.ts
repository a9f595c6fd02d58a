/** Sleeping waits by the time they began, so that the oldest are found without looking at all of them. */
export class Sleepers<T extends { readonly began: number }> {
	/** In ascending order. The engine moves all later entries in one copy to insert one: 5 µs for 10,000. */
	private readonly sorted: T[] = [];

	add(one: T): void {
		this.sorted.splice(this.placeAfter(one.began), 0, one);
	}

	remove(one: T): void {
		for (let at = this.placeAfter(one.began) - 1; this.sorted[at]?.began === one.began; at--) {
			if (this.sorted[at] === one) return void this.sorted.splice(at, 1);
		}
	}

	/** Removes those that began at this time or earlier. */
	takeUntil(began: number): T[] {
		return this.sorted.splice(0, this.placeAfter(began));
	}

	/** @returns the index after all that began at this time or earlier */
	private placeAfter(began: number): number {
		let from = 0;
		let to = this.sorted.length;
		while (from < to) {
			const middle = (from + to) >> 1;
			if (this.sorted[middle]!.began <= began) from = middle + 1;
			else to = middle;
		}
		return from;
	}
}
