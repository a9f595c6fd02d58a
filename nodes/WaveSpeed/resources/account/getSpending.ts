import type { INodeExecutionData } from 'n8n-workflow';

import { accountOf } from '../../api/connection';
import { AcceptedTimes, searchBillings } from '../../billing/searchBillings';
import { stableJson } from '../../digest';
import type { Item } from '../../item/item';
import type { Operation } from '../operation';
import { readSpendingFilters } from './readSpendingFilters';
import { spendingRows } from './spendingRows';

/**
 * What the account's predictions really cost: a row for each model and day, or for each charge and
 * refund.
 */
async function getSpending(item: Item): Promise<INodeExecutionData[]> {
	const { run, services, api, index } = item;
	const now = await run.once('spending until', async () => services.time.date());
	const filters = readSpendingFilters(item, now);
	// Items with equal filters share one search, but not with items of another account.
	const billings = await run.once(
		`spending ${accountOf(api.connection)} ${stableJson(filters)}`,
		async () =>
			await searchBillings(api, filters, run.shared(AcceptedTimes, accountOf(api.connection))),
	);
	const rows = item.parameter('simplify', true)
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
