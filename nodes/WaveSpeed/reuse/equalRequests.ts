import type { Prediction } from '../api/prediction';
import type { Item } from '../item/item';
import type { PaidResults, ReusablePrediction } from './paidResults';
import { readUsable } from './readUsable';
import { placeAsBefore } from './samePlaces';

/** A prediction that is paid for, as it stands now. */
export interface Found extends ReusablePrediction {
	prediction: Prediction;
}

interface Answer {
	byOrder: Map<number, Found>;
	/** Why not all could be looked at. */
	failure?: unknown;
}

/**
 * The items of a run that ask for the same. Each of them gets a paid result of its own: the newest there
 * are, in the order in which they were asked for when they were made.
 */
export class EqualRequests {
	private readonly orders: number[] = [];
	private answer?: Promise<Answer>;

	constructor(
		private readonly results: PaidResults,
		/** See `PaidResults.meaningOf`. */
		private readonly meaning: string,
	) {}

	/** @param order of the item among those of the run */
	join(order: number): void {
		this.orders.push(order);
	}

	/**
	 * To be asked when all have joined.
	 * @returns undefined where there are not enough for all
	 * @throws CallFailure where there may be one, which cannot be had
	 */
	async paidResultAt(order: number, item: Item): Promise<Found | undefined> {
		this.answer ??= this.find(item);
		const { byOrder, failure } = await this.answer;
		const found = byOrder.get(order);
		if (!found && failure !== undefined) throw failure;
		return found;
	}

	private async find(item: Item): Promise<Answer> {
		const records = item.run.records(item.host);
		const isFree = (id: string) => !records.isTaken(id) && !records.adopted.has(id);
		const found: Found[] = [];
		let failure: unknown;
		while (found.length < this.orders.length && failure === undefined) {
			const made = this.results.take(this.meaning, this.orders.length - found.length, isFree);
			if (made.length === 0) break;
			const looks = await Promise.allSettled(
				made.map(async (one) => ({ ...one, prediction: await readUsable(item, one.id) })),
			);
			for (const look of looks) {
				if (look.status === 'rejected') failure ??= look.reason;
				else if (isFound(look.value)) found.push(look.value);
			}
		}
		for (const { id } of found) records.adopted.add(id);
		return { byOrder: placeAsBefore(found, this.orders), failure };
	}
}

function isFound(one: ReusablePrediction & { prediction?: Prediction }): one is Found {
	return one.prediction !== undefined;
}
