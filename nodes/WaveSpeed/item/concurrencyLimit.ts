import { CONCURRENCY_GROWS_AFTER } from '../policy';
import type { Time } from '../time';

/** All places are taken, and nobody is going to free one for whoever asks. */
export class NoPlaceFree extends Error {}

/**
 * How many predictions of a run are under way at once. The user may set a limit; beyond that the
 * account's own limit is learned from its refusals, so that a batch of a hundred on an account that
 * allows three submits three at a time instead of knocking ninety-seven times in vain.
 */
export class ConcurrencyLimit {
	private userLimit = Infinity;
	private learnedLimit = Infinity;
	/** Without a refusal there is no limit that could grow. */
	private lastRefusal = Infinity;
	private readonly places = new Set<number>();
	/** Of those that have a place, those whose submission was accepted. */
	private readonly underWay = new Set<number>();
	/** In the order in which they came. */
	private readonly waiting = new Set<() => void>();

	constructor(private readonly time: Pick<Time, 'now'>) {}

	/** @param limit predictions at once; 0 for no limit of the user's */
	limitTo(limit: number): void {
		this.userLimit = limit > 0 ? limit : Infinity;
	}

	/**
	 * Waits for a place for the item, unless it has one already; returns early, without one, when the
	 * signal aborts.
	 */
	async acquire(member: number, signal?: AbortSignal): Promise<void> {
		if (this.places.has(member)) return;
		while (this.places.size >= this.limit() && !signal?.aborted) await this.turn(signal);
		this.places.add(member);
	}

	/** Takes a place that is free now. @throws NoPlaceFree */
	takeFree(member: number): void {
		if (!this.places.has(member) && this.places.size >= this.limit()) throw new NoPlaceFree();
		this.places.add(member);
	}

	/** The item's submission was accepted, now or in an earlier try: its prediction is under way. */
	accepted(member: number): void {
		this.places.add(member);
		this.underWay.add(member);
		if (this.learnedLimit < this.underWay.size) {
			// Refusals overtake acceptances: so many are allowed after all.
			this.learnedLimit = this.underWay.size;
			this.wakeNext();
		}
		if (this.time.now() - this.lastRefusal <= CONCURRENCY_GROWS_AFTER) return;
		this.learnedLimit++;
		this.wakeNext();
	}

	/** The account refused one more than are under way. */
	refused(member: number): void {
		this.free(member);
		this.lastRefusal = this.time.now();
		this.learnedLimit = Math.max(1, this.underWay.size);
		this.wakeNext();
	}

	/** The item's prediction has ended, or the item has; harmless when it had no place. */
	release(member: number): void {
		if (this.free(member)) this.wakeNext();
	}

	private limit(): number {
		return Math.min(this.userLimit, this.learnedLimit);
	}

	private free(member: number): boolean {
		this.underWay.delete(member);
		return this.places.delete(member);
	}

	private async turn(signal?: AbortSignal): Promise<void> {
		await new Promise<void>((resolve) => {
			const go = () => {
				signal?.removeEventListener('abort', go);
				this.waiting.delete(go);
				resolve();
			};
			signal?.addEventListener('abort', go, { once: true });
			this.waiting.add(go);
		});
	}

	private wakeNext(): void {
		let free = this.limit() - this.places.size;
		for (const go of this.waiting) {
			if (free-- <= 0) return;
			go();
		}
	}
}
