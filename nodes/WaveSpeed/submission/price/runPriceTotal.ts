import type { RunPrice } from './priceErrors';

/**
 * Adds up the prices of a run's predictions before the first one is submitted, and those of further
 * attempts before each of them. It counts in millionths of a dollar: 50 × 0.4 is not 20 in floating
 * point.
 */
export class RunPriceTotal {
	private predictions = 0;
	private total = 0;
	private paid = 0;
	private readonly unpaid = new Map<string, number>();
	private limitUsd = Infinity;

	/**
	 * Call it once for each prediction.
	 * @param usd US dollars
	 * @param isPaid submitted earlier: it counts, but is not paid for again
	 * @param account that pays, from `accountOf`: the limit of the run counts all accounts together
	 */
	add(usd: number, isPaid: boolean, account: string): void {
		this.predictions++;
		this.total += millionths(usd);
		if (isPaid) this.paid += millionths(usd);
		else this.addUnpaid(millionths(usd), account);
	}

	/**
	 * Subtracts an unpaid price again if its prediction is not submitted after all.
	 * @param usd US dollars
	 */
	takeBack(usd: number, account: string): void {
		this.predictions--;
		this.total -= millionths(usd);
		this.addUnpaid(-millionths(usd), account);
	}

	/** Subtracts a paid price again that was refunded. @param usd US dollars */
	refund(usd: number): void {
		this.predictions--;
		this.total -= millionths(usd);
		this.paid -= millionths(usd);
	}

	/** Items may set limits by expressions: the lowest counts for all. */
	limitTo(usd: number): void {
		this.limitUsd = Math.min(this.limitUsd, usd);
	}

	/** The account's prices not yet paid when the run began; US dollars. */
	unpaidUsd(account: string): number {
		return (this.unpaid.get(account) ?? 0) / 1e6;
	}

	/**
	 * @param furtherUsd the price of one more prediction, in US dollars
	 * @returns what the run would cost, if that exceeds the limit
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

	private addUnpaid(amount: number, account: string): void {
		this.unpaid.set(account, (this.unpaid.get(account) ?? 0) + amount);
	}
}

function millionths(usd: number): number {
	return Math.round(usd * 1e6);
}
