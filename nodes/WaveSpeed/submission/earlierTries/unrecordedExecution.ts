import type { Item } from '../../item/item';
import { retriedExecutionOf, type RetriedExecution } from '../../n8n/executionLineage';

/**
 * An execution whose predictions have to be looked for in the list. Where the records have all of them,
 * what the list shows beside those was made by others since.
 * @returns the execution that this one retries, if it may have submitted more than the records tell
 */
export function unrecordedExecution({ host, run }: Item): RetriedExecution | undefined {
	return run.records(host).isComplete ? undefined : retriedExecutionOf(host);
}
