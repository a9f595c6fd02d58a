import type { Time } from '../time';
import type { ConcurrencyLimit } from './concurrencyLimit';

/** A prediction of the run, for the error of a run that failed after submitting some. */
export interface LedgerEntry {
	/** As the run counts its members. */
	member: number;
	predictionId: string;
}

/** A submission of the run for which it is unknown whether it was accepted. */
export interface PossibleCharge {
	member: number;
	/** ISO 8601, on this machine's clock. */
	submittedAt: string;
}

/**
 * Records what becomes of each member's prediction. It knows what was paid for, frees the place of a
 * prediction that has ended, and shows whether the run as a whole makes progress.
 */
export class PredictionLedger {
	private readonly paid = new Map<number, string[]>();
	private readonly refunds = new Map<number, string[]>();
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

	/** An earlier try submitted it: an error must name it, even if the item does not get that far again. */
	remembered(member: number, predictionId: string): void {
		this.paid.set(member, [...this.paidWithout(member, predictionId), predictionId]);
		this.lost.delete(member);
	}

	/** The item continues with a prediction that an earlier try submitted. */
	resumed(member: number, predictionId: string): void {
		this.remembered(member, predictionId);
		this.concurrency.accepted(member);
	}

	/** The item's prediction has ended, successfully or not. */
	ended(member: number): void {
		this.lastProgress = this.time.now();
		this.concurrency.release(member);
	}

	/** WaveSpeed does not charge for it, so nobody has to fetch it. */
	refunded(member: number, predictionId: string): void {
		this.refundedBefore(member, predictionId);
		this.concurrency.release(member);
	}

	/** An attempt of an earlier try: it occupies no place in this one. */
	refundedBefore(member: number, predictionId: string): void {
		this.paid.set(member, this.paidWithout(member, predictionId));
		const others = (this.refunds.get(member) ?? []).filter((id) => id !== predictionId);
		this.refunds.set(member, [...others, predictionId]);
	}

	/** It is unknown whether the item's submission was accepted. @param submittedAt ISO 8601 */
	outcomeUnknown(member: number, submittedAt: string): void {
		this.lost.set(member, submittedAt);
	}

	/** The node has finished the item, whatever its prediction does. */
	left(member: number): void {
		this.concurrency.release(member);
	}

	/** @returns milliseconds since any submission of the run was accepted or any prediction ended */
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
	predictions(): LedgerEntry[] {
		return byMember(this.paid);
	}

	/** @returns what has failed at WaveSpeed and is not charged, by member */
	refundedPredictions(): LedgerEntry[] {
		return byMember(this.refunds);
	}

	possibleCharges(): PossibleCharge[] {
		return [...this.lost]
			.sort(([one], [other]) => one - other)
			.map(([member, submittedAt]) => ({ member, submittedAt }));
	}
}

function byMember(ids: ReadonlyMap<number, string[]>): LedgerEntry[] {
	return [...ids]
		.sort(([one], [other]) => one - other)
		.flatMap(([member, own]) => own.map((predictionId) => ({ member, predictionId })));
}
