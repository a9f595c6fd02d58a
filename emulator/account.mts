import { ApiError } from './envelope.mts';

const MICRO = 1_000_000;

/** The one account behind the emulator: its key and its money. */
export class Account {
	private microUsd: number;

	constructor(
		private readonly options: { apiKey?: string; balanceUsd: number; neverToppedUp: boolean },
	) {
		this.microUsd = Math.round(options.balanceUsd * MICRO);
	}

	get balanceUsd(): number {
		return this.microUsd / MICRO;
	}

	/** @throws ApiError 401 where the header does not carry an accepted key */
	authenticate(authorization: string | undefined): void {
		const key = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
		if (key === undefined || (this.options.apiKey !== undefined && key !== this.options.apiKey)) {
			throw new ApiError(401, 'Unauthorized: invalid API key');
		}
		if (this.options.neverToppedUp) {
			throw new ApiError(
				401,
				'Unauthorized: this API key is not active yet, top up the account first',
			);
		}
	}

	/**
	 * Takes the price of one prediction.
	 * The vendor documents neither status nor body for an empty account; HTTP 400 with code 1407 was seen.
	 * @throws ApiError 400, code 1407
	 */
	charge(priceUsd: number): void {
		const price = Math.round(priceUsd * MICRO);
		if (price > this.microUsd)
			throw new ApiError(400, 'Insufficient credits: top up the account to run this model', 1407);
		this.microUsd -= price;
	}

	/** Pays the price of a prediction back. */
	refund(priceUsd: number): void {
		this.microUsd += Math.round(priceUsd * MICRO);
	}
}
