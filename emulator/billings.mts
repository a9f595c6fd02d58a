import { randomUUID } from 'node:crypto';
import type { Account } from './account.mts';
import type { Clock } from './clock.mts';
import type { EmulatedPrediction } from './prediction.mts';
import type { Quirks } from './quirks.mts';

/** One movement of the account's money. */
export interface Billing {
	/** 32 hexadecimal digits. */
	readonly id: string;
	readonly type: 'deduct' | 'refund';
	/** Above 0 for refunds as well: the type says which way it went. */
	readonly priceUsd: number;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly prediction: EmulatedPrediction;
}

/** Ends whose price is paid back. Nobody promises it for what was deleted or cancelled. */
const REFUNDED: ReadonlySet<string> = new Set(['failed', 'timeout']);

/** What was charged for predictions and what was paid back for those that failed. */
export class Billings {
	readonly all: Billing[] = [];
	private readonly refunds = new Map<string, () => void>();

	constructor(
		private readonly account: Account,
		private readonly options: { clock: Clock; quirks: Quirks },
	) {}

	/** Writes down the charge of a prediction that was just accepted. */
	charged(prediction: EmulatedPrediction): void {
		this.add('deduct', prediction);
	}

	/** Pays the price back, once, where this end of the prediction calls for it. */
	ended(prediction: EmulatedPrediction): void {
		if (!REFUNDED.has(prediction.status) || this.refunds.has(prediction.id)) return;
		const refund = (): void => {
			this.account.refund(prediction.priceUsd);
			this.add('refund', prediction);
		};
		const { refundDelayMs } = this.options.quirks;
		this.refunds.set(prediction.id, () => undefined);
		if (refundDelayMs === 0) refund();
		else this.refunds.set(prediction.id, this.options.clock.after(refundDelayMs, refund));
	}

	/** Those that the API shows by now, oldest first. */
	get visible(): Billing[] {
		const { clock, quirks } = this.options;
		return this.all.filter(({ at }) => at + quirks.billingDelayMs <= clock.now());
	}

	/** Calls off the refunds that are still to come. */
	close(): void {
		for (const cancel of this.refunds.values()) cancel();
	}

	private add(type: Billing['type'], prediction: EmulatedPrediction): void {
		this.all.push({
			id: randomUUID().replaceAll('-', ''),
			type,
			priceUsd: prediction.priceUsd,
			at: this.options.clock.now(),
			prediction,
		});
	}
}
