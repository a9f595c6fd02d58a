import type { WaveSpeedError } from '../errors/errorClasses';
import { FAILURES_NAMED } from '../policy';
import type { Run } from './run';

/** Said once if it is true of all. */
const NOTHING_SUBMITTED = ' Nothing was submitted.';

/**
 * If the node stops on errors and several items are wrong by themselves, the one error that n8n shows
 * names them all: people who correct a table want to see every wrong row at once. If all have the same
 * message, as with a wrong key, it appears once.
 */
export function withAllFailures(error: WaveSpeedError, run: Run): WaveSpeedError {
	const failures = run.ownFailures();
	if (failures.length < 2) return error;
	const details = { failedItems: failures.map(([item]) => item) };
	const words = new Set(failures.map(([, { message }]) => message));
	if (words.size === 1) return error.with({ details });
	const isFree = failures.every(([, { message }]) => message.endsWith(NOTHING_SUBMITTED));
	const named = failures.slice(0, FAILURES_NAMED).map(([item, { message }]) => {
		return `Item ${item}: ${isFree ? message.slice(0, -NOTHING_SUBMITTED.length) : message}`;
	});
	const more = failures.length - named.length;
	const message = [
		`${failures.length} of ${run.itemCount} items are wrong, counted from 0 as n8n does.`,
		...named,
		...(more > 0 ? [`And ${more} more.`] : []),
	].join(' ');
	if (isFree) return error.with({ message: `${message}${NOTHING_SUBMITTED}`, details });
	return error.with({ message, details });
}
