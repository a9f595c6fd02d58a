import type { RunPrice } from './priceErrors';

/** The prices of a run's predictions, added up before the first of them is submitted. */
export class RunPriceTotal {
	private readonly prices = new Map<number, { usd: number; isPaid: boolean }>();
	private limitUsd = Infinity;

	/** @param isPaid an earlier try submitted it: it counts, and is not paid for again */
	add(member: number, usd: number, isPaid: boolean): void {
		this.prices.set(member, { usd, isPaid });
	}

	/** Of the limits that items set by expressions the lowest counts for all. */
	limitTo(usd: number): void {
		this.limitUsd = Math.min(this.limitUsd, usd);
	}

	/** What is still to be paid. */
	unpaidUsd(): number {
		const unpaid = [...this.prices.values()].filter(({ isPaid }) => !isPaid);
		return sum(unpaid.map(({ usd }) => usd));
	}

	/** @returns what the run would cost, where that is over the limit */
	excess(): RunPrice | undefined {
		const all = [...this.prices.values()];
		const totalUsd = sum(all.map(({ usd }) => usd));
		if (totalUsd <= this.limitUsd) return undefined;
		return {
			predictions: all.length,
			totalUsd,
			paidUsd: sum(all.filter(({ isPaid }) => isPaid).map(({ usd }) => usd)),
			limitUsd: this.limitUsd,
		};
	}
}

/** In millionths of a dollar: 50 × 0.4 is not 20 in floating point. */
function sum(prices: number[]): number {
	return prices.reduce((total, usd) => total + Math.round(usd * 1e6), 0) / 1e6;
}
