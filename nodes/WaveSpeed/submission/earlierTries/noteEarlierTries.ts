import type { IExecutePaginationFunctions } from 'n8n-workflow';

import type { Run } from '../../item/run';
import type { LeftBehind, SubmissionRecords } from '../records/submissionRecords';

/**
 * Tells the run's ledger what earlier tries have submitted for an item, before any step of this try can
 * fail: its error can then name the prediction, even if the key or an option cannot be read.
 * @returns what they have submitted, by variation
 */
export function noteEarlierTries(host: IExecutePaginationFunctions, run: Run): LeftBehind[] {
	const index = host.getItemIndex();
	const left = recordsOf(host, run)?.leftToItem({ host, index }) ?? [];
	for (const { variation, submitted, attempts } of left) {
		const member = run.memberOf(index, variation);
		for (const { predictionId } of attempts) run.ledger.refundedBefore(member, predictionId);
		const { predictionId, since } = submitted ?? {};
		if (predictionId !== undefined) run.ledger.remembered(member, predictionId);
		else if (since !== undefined) run.ledger.outcomeUnknown(member, since);
	}
	return left;
}

/** @returns undefined if they cannot be read, which the step that needs them reports */
function recordsOf(host: IExecutePaginationFunctions, run: Run): SubmissionRecords | undefined {
	try {
		return run.records(host);
	} catch {
		return undefined;
	}
}
