import type { Time } from '../time';
import type { ConcurrencyLimit } from './concurrencyLimit';

/** A prediction of the run, for the error of a run that failed after paying for some. */
export interface PaidPrediction {
	/** As the run counts its members. */
	member: number;
	predictionId: string;
}

/** A submission of the run of which nobody knows whether it was accepted. */
export interface PossibleCharge {
	member: number;
	/** ISO 8601, on this machine's clock. */
	submittedAt: string;
}

/**
 * The one that is told what becomes of each member's prediction. It knows what was paid for, frees the
 * member's place among those under way, and sees whether the run as a whole gets anywhere.
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
	accepted(member: number, predictionId: string): void {
		this.resumed(member, predictionId);
		this.lastProgress = this.time.now();
	}

	/** An earlier try has submitted it: an error must name it, whether the item comes so far again or not. */
	remembered(member: number, predictionId: string): void {
		this.paid.set(member, [...this.paidWithout(member, predictionId), predictionId]);
		this.lost.delete(member);
	}

	/** The item goes on with a prediction that an earlier try submitted. */
	resumed(member: number, predictionId: string): void {
		this.remembered(member, predictionId);
		this.concurrency.accepted(member);
	}

	/** The item's prediction has ended, well or badly. */
	ended(member: number): void {
		this.lastProgress = this.time.now();
		this.concurrency.release(member);
	}

	/** WaveSpeed takes no money for it: it is no longer one that somebody must fetch. */
	refunded(member: number, predictionId: string): void {
		this.paid.set(member, this.paidWithout(member, predictionId));
		this.concurrency.release(member);
	}

	/** Nobody knows whether the item's submission was accepted. @param submittedAt ISO 8601 */
	outcomeUnknown(member: number, submittedAt: string): void {
		this.lost.set(member, submittedAt);
	}

	/** The node is done with the item, whatever its prediction does. */
	left(member: number): void {
		this.concurrency.release(member);
	}

	/** @returns milliseconds since anything of the run was accepted or ended */
	idleMs(): number {
		return this.time.now() - this.lastProgress;
	}

	/** @returns the id of the member's prediction, the newest if there were several */
	predictionOf(member: number): string | undefined {
		return this.paid.get(member)?.at(-1);
	}

	private paidWithout(member: number, predictionId: string): string[] {
		return (this.paid.get(member) ?? []).filter((id) => id !== predictionId);
	}

	/** @returns what the run has paid for, by member */
	predictions(): PaidPrediction[] {
		return [...this.paid]
			.sort(([one], [other]) => one - other)
			.flatMap(([member, ids]) => ids.map((predictionId) => ({ member, predictionId })));
	}

	possibleCharges(): PossibleCharge[] {
		return [...this.lost]
			.sort(([one], [other]) => one - other)
			.map(([member, submittedAt]) => ({ member, submittedAt }));
	}
}
