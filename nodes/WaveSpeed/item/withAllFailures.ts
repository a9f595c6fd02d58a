import type { WaveSpeedError } from '../errors/errorClasses';
import { joinNames } from '../errors/inWords';
import { FAILURES_NAMED } from '../policy';
import type { Run } from './run';

/** Said once if it is true of all. */
const NOTHING_SUBMITTED = ' Nothing was submitted.';

/**
 * If the node stops on errors and several items are wrong by themselves, the one error that n8n shows
 * names them all: people who correct a table want to see every wrong row at once. Items with the same
 * message share it; one that all of the run have, and that is about no field, such as a wrong key, appears
 * alone.
 */
export function withAllFailures(error: WaveSpeedError, run: Run): WaveSpeedError {
	const failures = run.ownFailures();
	if (failures.length < 2) return error;
	const details = { failedItems: failures.map(([item]) => item) };
	const alike = byMessage(failures);
	if (alike.length === 1 && failures.length === run.itemCount) {
		const { message, details: own } = error;
		const isOfItems = own.field !== undefined;
		return error.with({
			message: isOfItems ? `All ${run.itemCount} items: ${message}` : message,
			details,
			// n8n would blame the first one for it.
			itemIndex: 'run',
		});
	}
	const isFree = failures.every(([, { message }]) => message.endsWith(NOTHING_SUBMITTED));
	const named = alike.slice(0, FAILURES_NAMED);
	const more = alike.slice(FAILURES_NAMED).flatMap(([, items]) => items).length;
	const message = [
		`${failures.length} of ${run.itemCount} items ${isFree ? 'are wrong' : 'failed'}, counted from 0 as n8n does.`,
		...named.map(([words, items]) => {
			return `${nameItems(items)}: ${isFree ? words.slice(0, -NOTHING_SUBMITTED.length) : words}`;
		}),
		...(more > 0 ? [`And ${more} more.`] : []),
	].join(' ');
	if (isFree) return error.with({ message: `${message}${NOTHING_SUBMITTED}`, details });
	return error.with({ message, details });
}

/** @returns each message with its items, in the order of the first item */
function byMessage(failures: ReadonlyArray<[number, WaveSpeedError]>): Array<[string, number[]]> {
	const alike = new Map<string, number[]>();
	for (const [item, { message }] of failures) {
		const items = alike.get(message) ?? [];
		items.push(item);
		alike.set(message, items);
	}
	return [...alike];
}

/** @returns `Item 3`, `Items 0, 3 and 5` or `Items 0 to 7 and 9` */
function nameItems(items: readonly number[]): string {
	const rows: Array<{ first: number; last: number }> = [];
	for (const item of items) {
		const row = rows.at(-1);
		if (row?.last === item - 1) row.last = item;
		else rows.push({ first: item, last: item });
	}
	const named = rows.slice(0, FAILURES_NAMED);
	const names = named.flatMap(({ first, last }) => {
		if (last - first > 1) return [`${first} to ${last}`];
		return last > first ? [String(first), String(last)] : [String(first)];
	});
	const more = items.filter((item) => item > (named.at(-1)?.last ?? 0)).length;
	if (more > 0) names.push(`${more} more`);
	return `${items.length > 1 ? 'Items' : 'Item'} ${joinNames(names, 'and')}`;
}
