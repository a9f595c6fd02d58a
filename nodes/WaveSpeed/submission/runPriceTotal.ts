import type { RunPrice } from './priceErrors';

/**
 * The prices of a run's predictions, added up before the first of them is submitted. Each item asks for
 * the sums, so they are kept and not made anew for each.
 */
export class RunPriceTotal {
	private readonly prices = new Map<number, { micros: number; isPaid: boolean }>();
	/** In millionths of a dollar: 50 × 0.4 is not 20 in floating point. */
	private totalMicros = 0;
	private paidMicros = 0;
	private limitUsd = Infinity;

	/** @param isPaid an earlier try submitted it: it counts, and is not paid for again */
	add(itemIndex: number, usd: number, isPaid: boolean): void {
		const former = this.prices.get(itemIndex);
		if (former) this.count(-former.micros, former.isPaid);
		const price = { micros: Math.round(usd * 1e6), isPaid };
		this.prices.set(itemIndex, price);
		this.count(price.micros, isPaid);
	}

	/** Of the limits that items set by expressions the lowest counts for all. */
	limitTo(usd: number): void {
		this.limitUsd = Math.min(this.limitUsd, usd);
	}

	/** What is still to be paid. */
	unpaidUsd(): number {
		return (this.totalMicros - this.paidMicros) / 1e6;
	}

	/** @returns what the run would cost, where that is over the limit */
	excess(): RunPrice | undefined {
		const totalUsd = this.totalMicros / 1e6;
		if (totalUsd <= this.limitUsd) return undefined;
		return {
			predictions: this.prices.size,
			totalUsd,
			paidUsd: this.paidMicros / 1e6,
			limitUsd: this.limitUsd,
		};
	}

	private count(micros: number, isPaid: boolean): void {
		this.totalMicros += micros;
		if (isPaid) this.paidMicros += micros;
	}
}
