/** What the records of submissions find at once, without reading all that n8n has stored. */

import {
	shortDigest,
	takenDigests,
	type StoredSubmissions,
	type Submitted,
} from './storedSubmissions';

/**
 * Counts the submissions of unknown id that items of a run are dealing with, as they come and go: each of
 * them needs to know how many others there are.
 */
export class LostSubmissions {
	private readonly byModel = new Map<string, Losses>();

	/** An item now deals with another submission, or none. */
	replace(before: Submitted | undefined, after: Submitted | undefined): void {
		if (isLost(before)) this.lossesOf(before.model).count(before, -1);
		if (isLost(after)) this.lossesOf(after.model).count(after, 1);
	}

	/** How many there are for a model; a submission to an unknown model may be for any. */
	ofModel(model: string): number {
		return this.sum(model, ({ total }) => total);
	}

	/** How many of them have this fingerprint. */
	equalTo(model: string, fingerprint: string): number {
		return this.sum(model, ({ byFingerprint }) => byFingerprint.get(fingerprint) ?? 0);
	}

	/** When the first of all that were ever counted was sent, in ms since 1970; Infinity for none. */
	earliest(model: string): number {
		return Math.min(...this.relevant(model).map(({ earliest }) => earliest), Infinity);
	}

	private sum(model: string, figure: (losses: Losses) => number): number {
		return this.relevant(model).reduce((total, losses) => total + figure(losses), 0);
	}

	private relevant(model: string): Losses[] {
		return [...new Set([model, ''])].flatMap((name) => this.byModel.get(name) ?? []);
	}

	private lossesOf(model: string): Losses {
		const known = this.byModel.get(model) ?? new Losses();
		this.byModel.set(model, known);
		return known;
	}
}

class Losses {
	total = 0;
	earliest = Infinity;
	readonly byFingerprint = new Map<string, number>();

	count({ fingerprint, since }: Submitted, by: 1 | -1): void {
		this.total += by;
		this.byFingerprint.set(fingerprint, (this.byFingerprint.get(fingerprint) ?? 0) + by);
		this.earliest = Math.min(this.earliest, Date.parse(since));
	}
}

function isLost(submitted: Submitted | undefined): submitted is Submitted {
	return submitted !== undefined && submitted.predictionId === undefined;
}

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
