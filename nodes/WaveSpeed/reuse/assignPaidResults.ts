import type { Prediction } from '../api/prediction';
import { readResultIfThere } from '../api/readResult';
import type { Item } from '../item/item';
import { classifyOutputs } from '../outputs/classifyOutputs';
import { REUSE_PREDICTIONS_COMPARED } from '../policy';
import type { WhyNotCompared } from './listedFiles';
import type { PaidResults, ReusablePrediction } from './paidResults';
import { compareFiles, type WantedFiles } from './sameFiles';
import { restoreOrder } from './restoreOrder';

/** A paid prediction in its current state. */
interface UsablePrediction extends ReusablePrediction {
	prediction: Prediction;
}

/** What the items ask for. */
interface Wanted extends WantedFiles {
	/** See `PaidResults.meaningOf`. */
	meaning: string;
	meaningWithoutFiles: string;
}

interface AssignedPredictions {
	byOrder: Map<number, UsablePrediction>;
	/** Why some of them could not be fetched. */
	failure?: unknown;
}

/**
 * The items of a run that ask for the same. Each of them gets its own paid result: the newest ones, in
 * the order of the items that they were made for.
 */
export class EqualRequests {
	/** Why the files of a prediction that may be equal were not compared. */
	notCompared?: WhyNotCompared;
	private readonly orders: number[] = [];
	private answer?: Promise<AssignedPredictions>;

	constructor(
		private readonly results: PaidResults,
		private readonly wanted: Wanted,
	) {}

	/** @param order of the item among those of the run */
	join(order: number): void {
		this.orders.push(order);
	}

	/**
	 * Call it when all have joined.
	 * @returns undefined if there are not enough for all
	 * @throws CallFailure if there may be one, but it cannot be fetched
	 */
	async paidResultAt(order: number, item: Item): Promise<UsablePrediction | undefined> {
		this.answer ??= this.find(item);
		const { byOrder, failure } = await this.answer;
		const found = byOrder.get(order);
		if (!found && failure !== undefined) throw failure;
		return found;
	}

	private async find(item: Item): Promise<AssignedPredictions> {
		const found: UsablePrediction[] = [];
		let failure: unknown;
		try {
			await this.findEqual(item, found);
			await this.findWithSameFiles(item, found);
		} catch (error) {
			failure = error;
		}
		return { byOrder: restoreOrder(found, this.orders), failure };
	}

	/** Those that were made from exactly what would be sent. @throws CallFailure if one cannot be fetched */
	private async findEqual(item: Item, found: UsablePrediction[]): Promise<void> {
		for (;;) {
			const missing = this.orders.length - found.length;
			const made = this.results.take(this.wanted.meaning, missing, isFreeFor(item));
			if (made.length === 0) return;
			const looks = await Promise.allSettled(made.map(async (one) => await look(item, one)));
			for (const one of looks) {
				if (one.status === 'fulfilled' && one.value) found.push(one.value);
			}
			for (const one of looks) if (one.status === 'rejected') throw one.reason;
		}
	}

	/**
	 * Those that were made from the same files at other addresses: uploaded before n8n restarted, or by
	 * another n8n.
	 * @throws CallFailure if one cannot be fetched, or at Stop
	 */
	private async findWithSameFiles(item: Item, found: UsablePrediction[]): Promise<void> {
		if (this.wanted.uploads.size === 0) return;
		const isFree = isFreeFor(item);
		let compared = 0;
		for (const made of this.results.similarTo(this.wanted.meaningWithoutFiles)) {
			if (found.length === this.orders.length) return;
			if (!isFree(made.id)) continue;
			if (++compared > REUSE_PREDICTIONS_COMPARED) {
				this.notCompared ??= 'enough';
				return;
			}
			const verdict = await compareFiles(item, this.wanted, made);
			if (verdict !== 'same' && verdict !== 'other') this.notCompared ??= verdict;
			if (verdict !== 'same' || !this.results.claim(made)) continue;
			const usable = await look(item, made);
			if (usable) found.push(usable);
		}
	}
}

/** Whether nothing else in this execution has it. */
function isFreeFor(item: Item): (id: string) => boolean {
	const records = item.run.records(item.host);
	return (id) => !records.isTaken(id) && !records.adopted.has(id);
}

/** @returns undefined if it may not be reused @throws CallFailure if it cannot be fetched */
async function look(item: Item, made: ReusablePrediction): Promise<UsablePrediction | undefined> {
	const prediction = await readUsable(item, made.id);
	if (!prediction) return undefined;
	item.run.records(item.host).adopted.add(made.id);
	return { ...made, prediction };
}

/**
 * @returns undefined for a prediction that has since failed, no longer exists, or has no outputs
 * @throws CallFailure if it cannot be fetched
 */
async function readUsable(item: Item, id: string): Promise<Prediction | undefined> {
	const prediction = await readResultIfThere(item.api, id);
	if (prediction?.standing === 'running') return prediction;
	const hasOutputs = classifyOutputs(prediction?.outputs).length > 0;
	return prediction?.standing === 'completed' && hasOutputs ? prediction : undefined;
}
