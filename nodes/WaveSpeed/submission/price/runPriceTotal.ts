import type { RunPrice } from './priceErrors';

/**
 * The prices of a run's predictions, added up before the first of them is submitted, and those of
 * further attempts before each of those. Kept in millionths of a dollar: 50 × 0.4 is not 20 in floating
 * point.
 */
export class RunPriceTotal {
	private predictions = 0;
	private total = 0;
	private paid = 0;
	private limitUsd = Infinity;

	/**
	 * Once for each prediction.
	 * @param usd US dollars @param isPaid submitted before: it counts, and is not paid for again
	 */
	add(usd: number, isPaid: boolean): void {
		this.predictions++;
		this.total += millionths(usd);
		if (isPaid) this.paid += millionths(usd);
	}

	/** Takes off one that was added as to be paid, but is not submitted after all. @param usd US dollars */
	takeBack(usd: number): void {
		this.predictions--;
		this.total -= millionths(usd);
	}

	/** Items may set limits by expressions: the lowest of them counts for all. */
	limitTo(usd: number): void {
		this.limitUsd = Math.min(this.limitUsd, usd);
	}

	/** What is still to be paid, or was paid since the run began; US dollars. */
	unpaidUsd(): number {
		return (this.total - this.paid) / 1e6;
	}

	/**
	 * @param furtherUsd the price of one more prediction, in US dollars
	 * @returns what the run would cost, if that is over the limit
	 */
	excess(furtherUsd?: number): RunPrice | undefined {
		const totalUsd = (this.total + millionths(furtherUsd ?? 0)) / 1e6;
		if (totalUsd <= this.limitUsd) return undefined;
		return {
			predictions: this.predictions + (furtherUsd === undefined ? 0 : 1),
			totalUsd,
			paidUsd: (furtherUsd === undefined ? this.paid : this.total) / 1e6,
			limitUsd: this.limitUsd,
		};
	}
}

function millionths(usd: number): number {
	return Math.round(usd * 1e6);
}
