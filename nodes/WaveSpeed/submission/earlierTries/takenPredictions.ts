import { shortDigest, takenDigests, type StoredSubmissions } from '../records/storedSubmissions';

/**
 * An index by id of what an execution has submitted: each lost submission checks every row of a list, and
 * would otherwise read the whole store for each of them. Ids are never released, so this only grows.
 */
export class TakenPredictions {
	private readonly ids = new Set<string>();
	private readonly digests: Set<string>;

	private constructor({ open, taken }: StoredSubmissions) {
		this.digests = new Set(takenDigests(taken));
		for (const submissions of Object.values(open)) {
			for (const { predictionId } of submissions) this.add(predictionId);
		}
	}

	/** Parallel calls of a tool share the store, and so this too. */
	static of(stored: StoredSubmissions): TakenPredictions {
		const known = takenOf.get(stored) ?? new TakenPredictions(stored);
		takenOf.set(stored, known);
		return known;
	}

	add(predictionId: string | undefined): void {
		if (predictionId !== undefined) this.ids.add(predictionId);
	}

	has(predictionId: string): boolean {
		if (this.ids.has(predictionId)) return true;
		return this.digests.size > 0 && this.digests.has(shortDigest(predictionId));
	}
}

const takenOf = new WeakMap<StoredSubmissions, TakenPredictions>();
