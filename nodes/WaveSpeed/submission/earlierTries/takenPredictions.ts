import { shortDigest, takenDigests, type StoredSubmissions } from '../records/storedSubmissions';

/**
 * What an execution has submitted, to be asked for by id: each lost submission looks at every row of a list,
 * and what is stored would have to be read whole for each of them. An id is never given back, so that this
 * only grows.
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

	/** Parallel calls of a tool share what is stored, and this with it. */
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
