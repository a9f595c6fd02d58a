import type { Prediction } from '../api/prediction';
import type { Item } from '../item/item';
import type { Accepted } from '../submission/accepted';
import { fingerprintOf } from '../submission/earlierTries/fingerprint';
import type { SubmissionRecord } from '../submission/records/submissionRecords';
import type { ModelRequest } from '../submission/request/readRequest';
import type { ReuseOutcome } from './reuseOutcome';

/** The item goes on with a prediction that is paid for; a later try of it finds the same one. */
export function reusePaidResult(
	item: Item,
	request: ModelRequest,
	prediction: Prediction,
	reuse: ReuseOutcome,
	record: SubmissionRecord,
): Accepted {
	const { id } = prediction;
	record.remember({
		since: item.environment.time.date().toISOString(),
		model: request.model,
		fingerprint: fingerprintOf(request),
		predictionId: id,
		reuse,
	});
	item.run.ledger.resumed(item.member, id);
	item.host.logger.info(`Item ${item.index}: prediction ${id} is taken, which is paid for.`);
	const { model, input } = request;
	return { model, madeFrom: input, asked: request, prediction, isNew: false, reuse };
}
