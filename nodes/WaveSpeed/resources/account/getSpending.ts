import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { accountOf } from '../../api/connection';
import { type Billing, dollarsPer, sumUsd } from '../../billing/billingList';
import { AcceptedTimes, searchBillings } from '../../billing/searchBillings';
import { stableJson } from '../../digest';
import type { Item } from '../../item/item';
import { readBooleanOption } from '../../item/readBooleanOption';
import type { Operation } from '../operation';
import { readSpendingFilters } from './spendingFilters';

/**
 * What the account's predictions really cost: a row for each model and day, or for each charge and
 * refund.
 */
async function getSpending(item: Item): Promise<INodeExecutionData[]> {
	const { run, services, api, index } = item;
	const now = await run.once('spending until', async () => services.time.date());
	const filters = readSpendingFilters(item, now);
	const isSimple = readBooleanOption(item, 'simplify', 'Simplify', true);
	const billings = await run.oncePerAccount(
		api,
		`spending ${stableJson(filters)}`,
		async () =>
			await searchBillings(api, filters, run.shared(AcceptedTimes, accountOf(api.connection))),
	);
	const rows = isSimple
		? spendingRows(billings)
		: billings.map(({ fields }) => withoutError(fields));
	return rows.map((json) => ({ json, pairedItem: { item: index } }));
}

/** n8n would take an `error` for a failure of the row. */
function withoutError(fields: INodeExecutionData['json']): INodeExecutionData['json'] {
	const { error, ...rest } = fields;
	return error === undefined || error === null || error === '' ? rest : { ...rest, failure: error };
}

export const getSpendingOperation: Operation = {
	name: 'Get Spending',
	value: 'getSpending',
	action: 'Get account spending',
	description: 'Get what predictions really cost and what was refunded, by model and day',
	steps: getSpending,
};

/** What one model cost on one day, in UTC and in US dollars. */
interface SpendingRow extends IDataObject {
	/** `2026-11-27`; null if WaveSpeed gives no time. */
	day: string | null;
	model: string | null;
	predictions: number;
	/** The charges, before refunds. */
	billed_usd: number;
	refunded_usd: number;
	/** The charges minus the refunds. */
	spent_usd: number;
	/** The charges without the account's discount. */
	list_price_usd?: number;
}

/**
 * The billings by day and model, oldest day first. A refund counts on the day it was paid, which may be
 * the day after its charge.
 * @param billings of one search, which has one unit
 */
function spendingRows(billings: readonly Billing[]): SpendingRow[] {
	const perUnit = dollarsPer(billings);
	const groups = new Map<string, Billing[]>();
	for (const billing of billings) {
		const key = JSON.stringify([dayOf(billing), billing.model ?? null]);
		const group = groups.get(key);
		if (group) group.push(billing);
		else groups.set(key, [billing]);
	}
	return [...groups]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([, group]) => spendingRow(group, perUnit));
}

function spendingRow(group: readonly Billing[], perUnit: number): SpendingRow {
	const charges = group.filter(({ isRefund }) => !isRefund);
	const refunds = group.filter(({ isRefund }) => isRefund);
	const billed = charges.map(({ price }) => price);
	const refunded = refunds.map(({ price }) => price);
	const listed = charges.flatMap(({ listPrice }) => listPrice ?? []);
	const [first] = group;
	return {
		day: first ? dayOf(first) : null,
		model: first?.model ?? null,
		predictions: new Set(charges.map((charge) => charge.predictionId ?? charge)).size,
		billed_usd: sumUsd(billed, perUnit),
		refunded_usd: sumUsd(refunded, perUnit),
		spent_usd: sumUsd([...billed, ...refunded.map((price) => -price)], perUnit),
		// For only a part of the charges it would look like a discount that does not exist.
		...(charges.length > 0 &&
			listed.length === charges.length && { list_price_usd: sumUsd(listed, perUnit) }),
	};
}

function dayOf({ at }: Billing): string | null {
	return at?.toISOString().slice(0, 10) ?? null;
}
