import { readPrediction } from '../api/prediction';
import type { Model } from '../models/model';
import type { ListedPrediction } from '../submission/earlierTries/listOfModel';
import { drawnNumberOf, isSeedSet, seedInputOf } from '../submission/request/seed';
import { digestMeaning } from '../submission/request/sentInput';

/** A prediction of the list. */
export interface ReusablePrediction {
	id: string;
	/** Undefined where the list shows none that makes the same again. */
	seed?: unknown;
	/** See `drawnNumberOf`. */
	drawn?: number;
	/** On the server's clock, in milliseconds; NaN where the list does not say. */
	createdAt: number;
}

/**
 * The predictions of a model that may be taken instead of paying for new ones, by what they were made
 * from. Each is given away once: equal items of a run get different ones.
 */
export class PaidResults {
	/** Newest first, those that are completed before those that are under way. */
	private readonly byMeaning = new Map<string, ReusablePrediction[]>();
	private readonly underWay = new Map<string, ReusablePrediction[]>();
	private readonly given = new Set<string>();
	private rows = 0;
	private unseen = 0;
	/** Whether older ones within the time were left out. */
	isCut = false;

	constructor(
		/** The schema with its defaults, where it can be had. */
		private readonly model: Model | undefined,
		/** Made before this, on the server's clock, none is taken. */
		private readonly earliest: number,
	) {}

	/** Whether there are predictions, and none of them shows what it was made from. */
	get saysNothing(): boolean {
		return this.rows > 0 && this.unseen === this.rows;
	}

	/** Predictions come newest first. */
	add({ id, fields, createdAt, input }: ListedPrediction): void {
		if (createdAt < this.earliest) return;
		const { standing } = readPrediction(fields, { id });
		if (standing === 'failed') return;
		this.rows++;
		if (!input) {
			this.unseen++;
			return;
		}
		const index = standing === 'completed' ? this.byMeaning : this.underWay;
		const seed = this.isAnySeed(input.seed) ? undefined : input.seed;
		const drawn = this.model && drawnNumberOf(this.model, seed);
		const made = { id, seed, drawn, createdAt };
		for (const meaning of this.meaningsOf(input.digests, made)) {
			const known = index.get(meaning);
			if (known) known.push(made);
			else index.set(meaning, [made]);
		}
	}

	/**
	 * @param digests of what would be sent, by input @param seed as the user has set it
	 * @returns the same for all requests that the same predictions are good for
	 */
	meaningOf(digests: Readonly<Record<string, string>>, seed: unknown): string {
		return digestMeaning(digests, this.model, this.isAnySeed(seed) ? isSeed : undefined);
	}

	/**
	 * @param meaning of what would be sent
	 * @param count how many are wanted
	 * @param isFree tells the predictions that nothing else in this execution has
	 * @returns predictions that were made from the same, newest first; fewer when there are no more
	 */
	take(meaning: string, count: number, isFree: (id: string) => boolean): ReusablePrediction[] {
		const taken: ReusablePrediction[] = [];
		for (const index of [this.byMeaning, this.underWay]) {
			const made = index.get(meaning) ?? [];
			while (taken.length < count) {
				const one = made.shift();
				if (!one) break;
				if (this.given.has(one.id) || !isFree(one.id)) continue;
				this.given.add(one.id);
				taken.push(one);
			}
		}
		return taken;
	}

	/**
	 * A seed counts as every input does, but for one that this node has drawn: its item set none. Who sets
	 * just that seed wants that prediction as well.
	 */
	private meaningsOf(
		digests: Readonly<Record<string, string>>,
		{ seed, drawn }: Pick<ReusablePrediction, 'seed' | 'drawn'>,
	): Set<string> {
		const withoutSeed = digestMeaning(digests, this.model, isSeed);
		if (seed === undefined) return new Set([withoutSeed]);
		const withSeed = digestMeaning(digests, this.model);
		return new Set(drawn === undefined ? [withSeed] : [withoutSeed, withSeed]);
	}

	private isAnySeed(seed: unknown): boolean {
		return !isSeedSet(seed, this.model && seedInputOf(this.model)?.default);
	}
}

function isSeed(name: string): boolean {
	return name === 'seed';
}
