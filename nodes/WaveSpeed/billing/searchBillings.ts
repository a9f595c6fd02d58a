import {
	BILLING_PAGE_SIZE,
	billingListCall,
	readBillings,
	type Billing,
	type BillingFilters,
	type BillingTimes,
} from './billingList';
import type { Api } from '../api/api';
import { CallFailure, rethrown } from '../api/callFailure';
import { saysMoreFollow, saysNothingFollows } from '../api/predictionList';
import { InputError } from '../errors/errorClasses';
import { BILLING_IDS_PER_SEARCH, BILLING_PAGES } from '../policy';

/**
 * How this server takes the times of a search, once it has refused the documented way: shared by all callers,
 * so that the refusal happens only once.
 */
export class AcceptedTimes {
	times: BillingTimes = 'ms';
}

/**
 * Reads the account's billings page by page, oldest first. It filters them again, in case the server does
 * not know one of the filters.
 * @throws CallFailure; InputError if more match than the node reads
 */
export async function searchBillings(
	api: Api,
	filters: BillingFilters,
	accepted: AcceptedTimes,
): Promise<Billing[]> {
	const { predictionIds } = filters;
	if (!predictionIds) return (await readPages(api, filters, accepted)).filter(matching(filters));
	const found: Billing[] = [];
	for (let first = 0; first < predictionIds.length; first += BILLING_IDS_PER_SEARCH) {
		const some = predictionIds.slice(first, first + BILLING_IDS_PER_SEARCH);
		found.push(...(await readPages(api, { ...filters, predictionIds: some }, accepted)));
	}
	return found.filter(matching(filters));
}

async function readPages(
	api: Api,
	filters: BillingFilters,
	accepted: AcceptedTimes,
): Promise<Billing[]> {
	const found: Billing[] = [];
	const known = new Set<string>();
	let mayBeLast = false;
	for (let page = 1; page <= BILLING_PAGES; page++) {
		const read = await readPage(api, filters, page, accepted).catch((failure: unknown) => {
			// Some servers refuse a page behind the last.
			if (mayBeLast && isNoSuchPage(failure)) return undefined;
			throw rethrown(failure);
		});
		if (!read) return found;
		const { listed, data } = read;
		const fresh = listed.filter(({ id }) => id === undefined || !known.has(id));
		for (const billing of fresh) {
			if (billing.id !== undefined) known.add(billing.id);
			found.push(billing);
		}
		if (fresh.length === 0 || saysNothingFollows(data, found.length)) return found;
		// A page may be smaller than requested, and yet more may follow. Billings without ids could be those
		// of the page before.
		mayBeLast = listed.length < BILLING_PAGE_SIZE && !saysMoreFollow(data, found.length);
		if (mayBeLast && known.size < found.length) return found;
	}
	throw new InputError(
		`More than ${BILLING_PAGES * BILLING_PAGE_SIZE} charges and refunds match. Ask for a shorter time with “From” and “To”, or for one model.`,
		{ reason: 'tooManyBillings', field: 'filters' },
	);
}

function isNoSuchPage(failure: unknown): boolean {
	return failure instanceof CallFailure && [400, 404, 416, 422].includes(failure.facts.status ?? 0);
}

/** Sends times as the vendor documents them, or as its own client sends them if that is refused. */
async function readPage(api: Api, filters: BillingFilters, page: number, accepted: AcceptedTimes) {
	const read = async (times: BillingTimes) => {
		const parse = (data: object) => ({ listed: readBillings(data), data });
		return await api.read(billingListCall(filters, page, times), { parse });
	};
	const hasTimes = filters.from !== undefined || filters.to !== undefined;
	try {
		return await read(accepted.times);
	} catch (failure) {
		const isRefused = failure instanceof CallFailure && failure.facts.status === 400;
		if (!isRefused || !hasTimes || accepted.times === 'iso') throw rethrown(failure);
		const page = await read('iso');
		accepted.times = 'iso';
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
