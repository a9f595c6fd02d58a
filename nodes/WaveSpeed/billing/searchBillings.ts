import {
	BILLING_PAGE_SIZE,
	billingListCall,
	readBillings,
	type Billing,
	type BillingFilters,
	type BillingTimes,
} from './billingList';
import { CallFailure, rethrown } from '../api/callFailure';
import { saysNothingFollows } from '../api/predictionList';
import { InputError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import { BILLING_IDS_PER_SEARCH, BILLING_PAGES } from '../policy';

/**
 * Reads the account's billings page by page, oldest first. What does not match the filters is left out,
 * should the server not know one of them.
 * @throws CallFailure; InputError where all that match are more than the node goes through
 */
export async function searchBillings(item: Item, filters: BillingFilters): Promise<Billing[]> {
	const { predictionIds } = filters;
	if (!predictionIds) return (await readPages(item, filters)).filter(matching(filters));
	const found: Billing[] = [];
	for (let first = 0; first < predictionIds.length; first += BILLING_IDS_PER_SEARCH) {
		const some = predictionIds.slice(first, first + BILLING_IDS_PER_SEARCH);
		found.push(...(await readPages(item, { ...filters, predictionIds: some })));
	}
	return found.filter(matching(filters));
}

async function readPages(item: Item, filters: BillingFilters): Promise<Billing[]> {
	const found: Billing[] = [];
	const known = new Set<string>();
	for (let page = 1; page <= BILLING_PAGES; page++) {
		const { listed, isLast } = await readPage(item, filters, page);
		const fresh = listed.filter(({ id }) => id === undefined || !known.has(id));
		for (const billing of fresh) {
			if (billing.id !== undefined) known.add(billing.id);
			found.push(billing);
		}
		if (isLast || listed.length < BILLING_PAGE_SIZE || fresh.length === 0) return found;
	}
	throw new InputError(
		`More than ${BILLING_PAGES * BILLING_PAGE_SIZE} charges and refunds match. Ask for a shorter time with “From” and “To”, or for one model.`,
		{ reason: 'tooManyBillings', field: 'filters' },
	);
}

/** Times go as the vendor documents them, and as its own client sends them where that is refused. */
async function readPage(item: Item, filters: BillingFilters, page: number) {
	const timeFormat = await item.run.once('billing times', async () => ({
		times: 'ms' as BillingTimes,
	}));
	const read = async (times: BillingTimes) => {
		const parse = (data: object) => {
			const listed = readBillings(data);
			const isLast = saysNothingFollows(data, (page - 1) * BILLING_PAGE_SIZE + listed.length);
			return { listed, isLast };
		};
		return await item.api.read(billingListCall(filters, page, times), { parse });
	};
	const hasTimes = filters.from !== undefined || filters.to !== undefined;
	try {
		return await read(timeFormat.times);
	} catch (failure) {
		const isRefused = failure instanceof CallFailure && failure.facts.status === 400;
		if (!isRefused || !hasTimes || timeFormat.times === 'iso') throw rethrown(failure);
		const page = await read('iso');
		timeFormat.times = 'iso';
		return page;
	}
}

function matching({ from, to, model, predictionIds }: BillingFilters) {
	const ids = predictionIds && new Set(predictionIds);
	return (billing: Billing): boolean =>
		!(from && billing.at && billing.at < from) &&
		!(to && billing.at && billing.at > to) &&
		!(model !== undefined && billing.model !== undefined && billing.model !== model) &&
		!(ids && !(billing.predictionId !== undefined && ids.has(billing.predictionId)));
}
