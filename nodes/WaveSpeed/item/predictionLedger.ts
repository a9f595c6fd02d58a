import type { Time } from '../time';
import type { ConcurrencyLimit } from './concurrencyLimit';

/** A prediction of the run, for the error of a run that failed after paying for some. */
export interface PaidPrediction {
	item: number;
	predictionId: string;
}

/** A submission of the run of which nobody knows whether it was accepted. */
export interface PossibleCharge {
	item: number;
	/** ISO 8601, on this machine's clock. */
	submittedAt: string;
}

/**
 * The one that is told what becomes of each item's prediction. It knows what was paid for, frees the
 * item's place among those under way, and sees whether the run as a whole gets anywhere.
 */
export class PredictionLedger {
	private readonly paid = new Map<number, string[]>();
	private readonly lost = new Map<number, string>();
	/** When a submission was last accepted or a prediction last ended, on the run's clock. */
	private lastProgress: number;

	constructor(
		private readonly concurrency: ConcurrencyLimit,
		private readonly time: Pick<Time, 'now'>,
	) {
		this.lastProgress = time.now();
	}

	/** WaveSpeed has accepted the item's submission. */
	accepted(itemIndex: number, predictionId: string): void {
		this.resumed(itemIndex, predictionId);
		this.lastProgress = this.time.now();
	}

	/** The item goes on with a prediction that an earlier try submitted. */
	resumed(itemIndex: number, predictionId: string): void {
		this.paid.set(itemIndex, [...(this.paid.get(itemIndex) ?? []), predictionId]);
		this.concurrency.accepted(itemIndex);
	}

	/** The item's prediction has ended, well or badly. */
	ended(itemIndex: number): void {
		this.lastProgress = this.time.now();
		this.concurrency.release(itemIndex);
	}

	/** WaveSpeed takes no money for it: it is no longer one that somebody must fetch. */
	refunded(itemIndex: number, predictionId: string): void {
		const others = (this.paid.get(itemIndex) ?? []).filter((id) => id !== predictionId);
		if (others.length > 0) this.paid.set(itemIndex, others);
		else this.paid.delete(itemIndex);
		this.concurrency.release(itemIndex);
	}

	/** Nobody knows whether the item's submission was accepted. @param submittedAt ISO 8601 */
	outcomeUnknown(itemIndex: number, submittedAt: string): void {
		this.lost.set(itemIndex, submittedAt);
	}

	/** The node is done with the item, whatever its prediction does. */
	left(itemIndex: number): void {
		this.concurrency.release(itemIndex);
	}

	/** @returns milliseconds since anything of the run was accepted or ended */
	idleMs(): number {
		return this.time.now() - this.lastProgress;
	}

	/** @returns the id of the item's prediction, the newest where there were several */
	predictionOf(itemIndex: number): string | undefined {
		return this.paid.get(itemIndex)?.at(-1);
	}

	/** @returns what the run has paid for, by item */
	predictions(): PaidPrediction[] {
		return [...this.paid]
			.sort(([one], [other]) => one - other)
			.flatMap(([item, ids]) => ids.map((predictionId) => ({ item, predictionId })));
	}

	possibleCharges(): PossibleCharge[] {
		return [...this.lost]
			.sort(([one], [other]) => one - other)
			.map(([item, submittedAt]) => ({ item, submittedAt }));
	}
}
