import { readPrediction } from '../api/prediction';
import { digestOf } from '../digest';
import type { Model } from '../models/model';
import { REUSE_ADDRESSES_KEPT } from '../policy';
import type { ListedPrediction } from '../submission/earlierTries/listOfModel';
import { drawnNumberOf, isSeedSet, seedInputOf } from '../submission/request/seed';
import { digestMeaning } from '../submission/request/sentInput';
import { allOf, fileAddressesIn, shapeOf, type FileAddresses } from './fileAddresses';

/** A prediction of the list. */
export interface ReusablePrediction {
	id: string;
	/** The seed that makes the same again; undefined if the list shows none. */
	seed?: unknown;
	/** See `drawnNumberOf`. */
	drawn?: number;
	/** On the server's clock, in milliseconds; NaN if the list does not say. */
	createdAt: number;
	/** The addresses that it was made from, if there are any and they are kept. */
	files?: FileAddresses;
}

type Digests = Readonly<Record<string, string>>;

/**
 * The predictions of a model that may be reused instead of paying for new ones, by what they were made
 * from. Each is used once: equal items of a run get different ones.
 */
export class PaidResults {
	private readonly equal = new ByMeaning<ReusablePrediction>();
	/** By everything but their files. */
	private readonly similar = new ByMeaning<ReusablePrediction>();
	private readonly given = new Set<string>();
	private rows = 0;
	private unseen = 0;
	private addresses = 0;
	/** Whether older predictions within the time were left out. */
	isCut = false;

	constructor(
		/** The schema with its defaults, if it is known. */
		private readonly model: Model | undefined,
		/** Older ones, by the server's clock, are not used. */
		private readonly earliest: number,
	) {}

	/** Whether there are predictions, but none of them shows what it was made from. */
	get saysNothing(): boolean {
		return this.rows > 0 && this.unseen === this.rows;
	}

	/** Called for the newest first. @param madeFrom its inputs; only the addresses in them are kept */
	add({ id, fields, createdAt, input }: ListedPrediction, madeFrom?: unknown): void {
		if (createdAt < this.earliest) return;
		const { standing } = readPrediction(fields);
		if (standing === 'failed') return;
		this.rows++;
		if (!input) {
			this.unseen++;
			return;
		}
		const isCompleted = standing === 'completed';
		const seed = this.isAnySeed(input.seed) ? undefined : input.seed;
		const drawn = this.model && drawnNumberOf(this.model, seed);
		const made: ReusablePrediction = { id, seed, drawn, createdAt };
		const files = fileAddressesIn(madeFrom);
		this.addresses += allOf(files).length;
		if (files.size > 0 && this.addresses <= REUSE_ADDRESSES_KEPT) {
			made.files = files;
			this.similar.add(this.meaningsOf(input.digests, made, files), made, isCompleted);
		}
		this.equal.add(this.meaningsOf(input.digests, made), made, isCompleted);
	}

	/**
	 * @param digests of what would be sent, by input
	 * @param seed the user's
	 * @param files inputs whose addresses do not count; without it they do
	 * @returns equal digests for requests that the same predictions satisfy
	 */
	meaningOf(digests: Digests, seed: unknown, files?: FileAddresses): string {
		return this.digest(digests, !this.isAnySeed(seed), files);
	}

	/**
	 * @param meaning of what would be sent
	 * @param count how many are wanted
	 * @param isFree whether nothing else in this execution has the prediction
	 * @returns predictions made from the same, newest first; fewer if there are no more
	 */
	take(meaning: string, count: number, isFree: (id: string) => boolean): ReusablePrediction[] {
		const taken: ReusablePrediction[] = [];
		for (const one of this.equal.of(meaning)) {
			if (taken.length === count) break;
			if (isFree(one.id) && this.claim(one)) taken.push(one);
		}
		return taken;
	}

	/** @returns those made from the same except, perhaps, for the content of files; newest first */
	similarTo(meaningWithoutFiles: string): ReusablePrediction[] {
		return this.similar.of(meaningWithoutFiles).filter(({ id }) => !this.given.has(id));
	}

	/** @returns false if it is already in use */
	claim({ id }: ReusablePrediction): boolean {
		if (this.given.has(id)) return false;
		this.given.add(id);
		return true;
	}

	/**
	 * A seed counts like any input, unless this node drew it: then its item set none. A user who sets
	 * exactly that seed also wants that prediction.
	 */
	private meaningsOf(
		digests: Digests,
		{ seed, drawn }: ReusablePrediction,
		files?: FileAddresses,
	): string[] {
		const withoutSeed = this.digest(digests, false, files);
		if (seed === undefined) return [withoutSeed];
		const withSeed = this.digest(digests, true, files);
		return drawn === undefined ? [withSeed] : [withoutSeed, withSeed];
	}

	private digest(digests: Digests, doesSeedCount: boolean, files?: FileAddresses): string {
		const isLeftOut = (name: string) =>
			(name === 'seed' && !doesSeedCount) || files?.has(name) === true;
		const meaning = digestMeaning(digests, this.model, isLeftOut);
		return files ? digestOf(meaning, shapeOf(files)) : meaning;
	}

	private isAnySeed(seed: unknown): boolean {
		return !isSeedSet(seed, this.model && seedInputOf(this.model)?.default);
	}
}

/** Predictions, grouped by what they were made from. */
class ByMeaning<T> {
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
