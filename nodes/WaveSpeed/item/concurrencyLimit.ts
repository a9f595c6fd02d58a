import { CONCURRENCY_GROWS_AFTER } from '../policy';
import type { Time } from '../time';

/** All places are taken, and nobody will free one for the caller. */
export class NoPlaceFree extends Error {}

/**
 * How many predictions of a run are in flight at once. The user may set a limit; apart from that, the
 * account's own limit is learned from its refusals, so that a batch of a hundred on an account that
 * allows three submits three at a time instead of collecting ninety-seven refusals.
 */
export class ConcurrencyLimit {
	private userLimit = Infinity;
	private learnedLimit = Infinity;
	/** Infinity until a refusal: without one there is no learned limit that could grow. */
	private lastRefusal = Infinity;
	private readonly places = new Set<number>();
	/** The members with a place whose submission was accepted. */
	private readonly underWay = new Set<number>();
	/** In order of arrival. */
	private readonly waiting = new Set<() => void>();

	constructor(private readonly time: Pick<Time, 'now'>) {}

	/** @param limit predictions at once; 0 for no user limit */
	limitTo(limit: number): void {
		this.userLimit = limit > 0 ? limit : Infinity;
	}

	/**
	 * Waits for a place for the item, unless it has one already. If the signal aborts it waits no longer, and
	 * the item has a place all the same: it submits nothing and leaves.
	 */
	async acquire(member: number, signal?: AbortSignal): Promise<void> {
		if (this.places.has(member)) return;
		while (this.places.size >= this.limit() && !signal?.aborted) await this.turn(signal);
		this.places.add(member);
	}

	/** Takes a place if one is free now. @throws NoPlaceFree */
	takeFree(member: number): void {
		if (!this.places.has(member) && this.places.size >= this.limit()) throw new NoPlaceFree();
		this.places.add(member);
	}

	/** The item's submission was accepted, now or in an earlier try: its prediction is running. */
	accepted(member: number): void {
		this.places.add(member);
		this.underWay.add(member);
		if (this.learnedLimit < this.underWay.size) {
			// Refusals can overtake acceptances: the account allows this many after all.
			this.learnedLimit = this.underWay.size;
			this.wakeNext();
		}
		if (this.time.now() - this.lastRefusal <= CONCURRENCY_GROWS_AFTER) return;
		this.learnedLimit++;
		this.wakeNext();
	}

	/** The account refused one more than are running. */
	refused(member: number): void {
		this.free(member);
		this.lastRefusal = this.time.now();
		this.learnedLimit = Math.max(1, this.underWay.size);
		this.wakeNext();
	}

	/** The item's prediction has ended, or the item has; harmless if it had no place. */
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
