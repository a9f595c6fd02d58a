import { FLIGHT_LIMIT_GROWS_AFTER } from '../policy';
import type { Time } from '../time';

/**
 * How many predictions of a run are under way at once. The user may set a limit; beyond that the
 * account's own limit is learned from its refusals, so that a batch of a hundred on an account that
 * allows three submits three at a time instead of knocking ninety-seven times in vain.
 */
export class ConcurrencyLimit {
	private userLimit = Infinity;
	private learnedLimit = Infinity;
	private lastRefusal = -Infinity;
	private readonly places = new Map<number, 'submitting' | 'accepted'>();
	private readonly waiting: Array<() => void> = [];

	constructor(private readonly time: Time) {}

	/** @param limit predictions at once; 0 for no limit of the user's */
	limitTo(limit: number): void {
		this.userLimit = limit > 0 ? limit : Infinity;
	}

	/**
	 * Waits for a place for the item, unless it has one already; returns early, without one, when the
	 * signal aborts.
	 */
	async take(itemIndex: number, signal?: AbortSignal): Promise<void> {
		if (this.places.has(itemIndex)) return;
		while (this.places.size >= this.limit() && !signal?.aborted) await this.turn(signal);
		this.places.set(itemIndex, 'submitting');
	}

	/** The item's submission was accepted, now or in an earlier try: its prediction is under way. */
	submitted(itemIndex: number): void {
		this.places.set(itemIndex, 'accepted');
		const accepted = this.accepted();
		if (this.learnedLimit < accepted) {
			// Refusals overtake acceptances: so many are allowed after all.
			this.learnedLimit = accepted;
			this.wakeNext();
		}
		const quiet = this.time.now() - this.lastRefusal > FLIGHT_LIMIT_GROWS_AFTER;
		if (this.learnedLimit === Infinity || !quiet) return;
		this.learnedLimit++;
		this.wakeNext();
	}

	/** The account refused one more than are under way. */
	refused(itemIndex: number): void {
		this.places.delete(itemIndex);
		this.lastRefusal = this.time.now();
		this.learnedLimit = Math.max(1, this.accepted());
		this.wakeNext();
	}

	/** The item's prediction has ended, or the item has; harmless when it had no place. */
	landed(itemIndex: number): void {
		if (this.places.delete(itemIndex)) this.wakeNext();
	}

	private limit(): number {
		return Math.min(this.userLimit, this.learnedLimit);
	}

	private accepted(): number {
		return [...this.places.values()].filter((state) => state === 'accepted').length;
	}

	private async turn(signal?: AbortSignal): Promise<void> {
		await new Promise<void>((resolve) => {
			const go = () => {
				signal?.removeEventListener('abort', go);
				const place = this.waiting.indexOf(go);
				if (place >= 0) this.waiting.splice(place, 1);
				resolve();
			};
			signal?.addEventListener('abort', go, { once: true });
			this.waiting.push(go);
		});
	}

	private wakeNext(): void {
		const free = this.limit() - this.places.size;
		for (const go of this.waiting.slice(0, Math.max(0, free))) go();
	}
}
