import { CallFailure, rethrown } from '../api/callFailure';
import { accountOf } from '../api/connection';
import { findModel } from '../item/catalogueOfItem';
import type { Item } from '../item/item';
import { REUSE_LIST_PAGES } from '../policy';
import { readListOfModel } from '../submission/earlierTries/listOfModel';
import type { SubmissionRecord } from '../submission/records/submissionRecords';
import type { ModelRequest } from '../submission/request/readRequest';
import { digestInput } from '../submission/request/sentInput';
import type { UploadedRequest } from '../submission/request/uploadBinaryInputs';
import { EqualRequests } from './assignPaidResults';
import { fileAddressesIn } from './fileAddresses';
import { PaidResults } from './paidResults';
import type { ReuseChoice } from './readReuse';
import { paidResultsUnknown } from './reuseErrors';

/** An item that prefers a paid result to paying for a new one. */
export interface PaidResultWish {
	results: PaidResults;
	/** The items of the run that ask for the same, this one among them. */
	equal: EqualRequests;
	order: number;
}

/**
 * Reads which predictions of the account may be reused, and registers that the item wants one. It is
 * free.
 * @param choice undefined if nothing is to be reused
 * @param record of the item: if it has submitted something before, nothing else is looked for
 * @throws WaveSpeedError if the list cannot be fetched: submitting might pay again for an existing result
 */
export async function askForPaidResult(
	item: Item,
	{ model, input, files: uploads }: ModelRequest & Pick<UploadedRequest, 'files'>,
	choice: ReuseChoice | undefined,
	record: SubmissionRecord,
): Promise<PaidResultWish | undefined> {
	if (!choice || record.recall() || record.attempts.length > 0) return undefined;
	const { windowMs } = choice;
	const { order } = record;
	const reusable = item.run.shared(Reusable, accountOf(item.api.connection));
	const list = `${model} ${windowMs}`;
	try {
		const results = await reusable.listed(
			list,
			async () => await listPaidResults(item, model, windowMs),
		);
		const digests = digestInput(input);
		const meaning = results.meaningOf(digests, input.seed);
		const equal = reusable.askedFor(`${list} ${meaning}`, () => {
			const addresses = fileAddressesIn(input);
			const meaningWithoutFiles = results.meaningOf(digests, input.seed, addresses);
			return new EqualRequests(results, { meaning, meaningWithoutFiles, addresses, uploads });
		});
		equal.join(order);
		return { results, equal, order };
	} catch (failure) {
		if (failure instanceof CallFailure) throw paidResultsUnknown(failure, item.at({ model }));
		throw rethrown(failure);
	}
}

/** What the items of a run may take from one account: each list is fetched once, equal items ask together. */
class Reusable {
	private readonly lists = new Map<string, Promise<PaidResults>>();
	private readonly requests = new Map<string, EqualRequests>();

	async listed(list: string, fetch: () => Promise<PaidResults>): Promise<PaidResults> {
		const results = this.lists.get(list) ?? fetch();
		this.lists.set(list, results);
		return await results;
	}

	askedFor(meaning: string, begin: () => EqualRequests): EqualRequests {
		const equal = this.requests.get(meaning) ?? begin();
		this.requests.set(meaning, equal);
		return equal;
	}
}

async function listPaidResults(item: Item, model: string, windowMs: number): Promise<PaidResults> {
	const schema = await findModel(item, model);
	const createdAfter = new Date(item.services.time.date().getTime() - windowMs);
	const results = new PaidResults(schema, createdAfter.getTime());
	const isWhole = await readListOfModel(item, {
		model,
		createdAfter,
		pages: REUSE_LIST_PAGES,
		onRow: (row, input) => results.add(row, input),
		isEnough: (oldest) => oldest < createdAfter.getTime(),
	});
	results.isCut = !isWhole;
	return results;
}
