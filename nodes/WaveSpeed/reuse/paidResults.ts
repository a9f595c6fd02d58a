import { readPrediction } from '../api/prediction';
import type { Model } from '../models/model';
import type { ListedPrediction } from '../submission/earlierTries/listOfModel';
import { isDrawnSeed, isSeedSet, seedInputOf } from '../submission/request/seed';
import { digestMeaning } from '../submission/request/sentInput';

/** A prediction of the list. */
export interface ReusablePrediction {
	id: string;
	/** Undefined where the list shows none that makes the same again. */
	seed?: unknown;
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
		const { standing } = readPrediction(fields);
		if (standing === 'failed') return;
		this.rows++;
		if (!input) {
			this.unseen++;
			return;
		}
		const index = standing === 'completed' ? this.byMeaning : this.underWay;
		for (const meaning of this.meaningsOf(input.digests, input.seed)) {
			const known = index.get(meaning);
			const made = { id, seed: this.isAnySeed(input.seed) ? undefined : input.seed };
			if (known) known.push(made);
			else index.set(meaning, [made]);
		}
	}

	/**
	 * @param digests of what would be sent, by input @param seed as the user has set it
	 * @param isFree tells the predictions that nothing else in this execution has
	 * @returns a prediction that was made from the same; undefined when there is none left
	 */
	take(
		digests: Readonly<Record<string, string>>,
		seed: unknown,
		isFree: (id: string) => boolean,
	): ReusablePrediction | undefined {
		const meaning = this.isAnySeed(seed)
			? digestMeaning(digests, this.model, isSeed)
			: digestMeaning(digests, this.model);
		for (const index of [this.byMeaning, this.underWay]) {
			const made = index.get(meaning) ?? [];
			for (let one = made.shift(); one !== undefined; one = made.shift()) {
				if (this.given.has(one.id) || !isFree(one.id)) continue;
				this.given.add(one.id);
				return one;
			}
		}
		return undefined;
	}

	/**
	 * A seed counts as every input does, but for one that this node has drawn: its item set none. Who sets
	 * just that seed wants that prediction as well.
	 */
	private meaningsOf(digests: Readonly<Record<string, string>>, seed: unknown): Set<string> {
		const { model } = this;
		const isFreeOfSeed = this.isAnySeed(seed) || (model !== undefined && isDrawnSeed(model, seed));
		return new Set([
			...(isFreeOfSeed ? [digestMeaning(digests, model, isSeed)] : []),
			...(this.isAnySeed(seed) ? [] : [digestMeaning(digests, model)]),
		]);
	}

	private isAnySeed(seed: unknown): boolean {
		return !isSeedSet(seed, this.model && seedInputOf(this.model)?.default);
	}
}

function isSeed(name: string): boolean {
	return name === 'seed';
}
