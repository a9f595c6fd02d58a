import type { WaveSpeedError } from '../errors/errorClasses';
import { FAILURES_NAMED } from '../policy';
import type { Run } from './run';

/**
 * Where the node stops on errors and several items are wrong by themselves, the one error that n8n
 * shows names them all: whoever mends a table wants to see every wrong row at once.
 */
export function tellAllFailures(error: WaveSpeedError, run: Run): void {
	const failures = run.ownFailures();
	if (failures.length < 2) return;
	// Often one thing is wrong with all of them, such as the key.
	if (new Set(failures.map(([, failure]) => (failure as Error).message)).size === 1) return;
	const named = failures
		.slice(0, FAILURES_NAMED)
		.map(([item, failure]) => `Item ${item}: ${(failure as Error).message}`);
	const more = failures.length - named.length;
	error.message = [
		`${failures.length} of ${run.itemCount} items are wrong.`,
		...named,
		...(more > 0 ? [`And ${more} more.`] : []),
	].join(' ');
	error.details.failedItems = failures.map(([item]) => item);
}
