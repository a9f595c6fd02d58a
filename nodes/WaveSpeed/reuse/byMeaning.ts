/** Predictions, grouped by what they were made from. */
export class ByMeaning<T> {
	private readonly completed = new Map<string, T[]>();
	private readonly underWay = new Map<string, T[]>();

	/** Call it for the newest first. */
	add(meanings: Iterable<string>, one: T, isCompleted: boolean): void {
		const index = isCompleted ? this.completed : this.underWay;
		for (const meaning of meanings) {
			const known = index.get(meaning);
			if (known) known.push(one);
			else index.set(meaning, [one]);
		}
	}

	/** @returns newest first, completed ones before running ones */
	of(meaning: string): T[] {
		return [...(this.completed.get(meaning) ?? []), ...(this.underWay.get(meaning) ?? [])];
	}
}
