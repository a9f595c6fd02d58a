import type { Item } from '../item/item';
import type { Accepted } from '../submission/submission';
import { fingerprintOf } from '../submission/request/sentInput';
import type { SubmissionRecord } from '../submission/records/submissionRecords';
import type { ModelRequest } from '../submission/request/readRequest';
import type { PaidResult } from './takePaidResult';

/** The item continues with a paid prediction; a later try of it finds the same one. */
export function reusePaidResult(
	item: Item,
	request: ModelRequest,
	{ prediction, madeFrom, outcome: reuse }: PaidResult,
	record: SubmissionRecord,
): Accepted {
	const { id } = prediction;
	record.remember({
		since: item.services.time.date().toISOString(),
		model: request.model,
		fingerprint: fingerprintOf(request),
		predictionId: id,
		reuse,
	});
	item.run.ledger.resumed(item.member, id);
	item.host.logger.info(
		`Item ${item.index}: it reuses prediction ${id}, which is already paid for.`,
	);
	return { model: request.model, madeFrom, asked: request, prediction, isNew: false, reuse };
}
