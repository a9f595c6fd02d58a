import { CallFailure, rethrown } from '../../api/callFailure';
import type { Prediction } from '../../api/prediction';
import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import type { RetriedExecution } from '../../n8n/executionLineage';
import { ATTEMPTS_OF_A_LOST_PLACE, LIST_DAYS } from '../../policy';
import type { Submitted } from '../records/storedSubmissions';
import { nodeInExecutionsBefore, ownerOf } from '../records/submissionOwner';
import type { SubmissionRecord } from '../records/submissionRecords';
import type { ModelRequest } from '../request/readRequest';
import { drawSeed } from '../request/seed';
import { digestInput, fingerprintOf } from '../request/sentInput';
import { outcomeUnknown } from '../submitErrors';
import { rememberFound, searchFor } from './recoverLost';

/** What is looked for. */
export interface FormerSubmission extends ModelRequest {
	/** The execution that this one retries. */
	former: RetriedExecution;
	/** See `LostSubmission`. */
	attemptByAttempt: boolean;
}

/**
 * When a stopped or killed execution is retried from n8n's list, finds what it submitted to a model for
 * this place, even through several retries. n8n keeps no record of it; the list of predictions does. The
 * found prediction is then the item's own.
 * @returns the prediction as listed; undefined if there is none
 * @throws OutcomeUnknownError if listed predictions may be its own
 */
export async function leftByFormerExecution(
	item: Item,
	request: FormerSubmission,
	record: SubmissionRecord,
): Promise<{ submitted: Submitted; listed: Prediction } | undefined> {
	const { former, model, input, attemptByAttempt } = request;
	// Once per run: one list of a model serves every search.
	const { since, until } = await item.run.once('time of the executions before', async () =>
		periodOf(former, item.services.time.date()),
	);
	const formerExecutions = nodeInExecutionsBefore(item.host, former.id);
	const seeds = await seedsOf(item, request, record, formerExecutions);
	const fingerprint = fingerprintOf(request);
	const { found, candidates } = await searchFor(item, {
		model,
		since,
		until,
		seeds,
		sent: digestInput(input),
		fingerprint,
		owner: ownerOf(item.host, record.place),
		formerOwners: formerExecutions.map((execution) => `${execution} ${record.place}`),
		equalLosses: former.startedAt ? 1 : 0,
		lossesOfModel: Infinity,
		attemptByAttempt,
		isTaken: (id) => item.run.records(item.host).isTaken(id),
	}).catch((failure: unknown) => {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		throw outcomeUnknown(item.at({ model }), { since, isRetry: true, unlisted: failure });
	});
	if (found !== undefined) {
		const submitted = { since: since.toISOString(), model, fingerprint, predictionId: found.id };
		rememberFound(item, record, submitted);
		return { submitted, listed: found };
	}
	if (candidates.length > 0)
		throw outcomeUnknown(item.at({ model }), { since, isRetry: true, candidates });
	return undefined;
}

function periodOf({ firstBeganAt, startedAt }: RetriedExecution, until: Date) {
	const weekAgo = new Date(until.getTime() - LIST_DAYS);
	// A retry of a retry may find what the first of them left.
	const began = firstBeganAt ?? startedAt;
	return { since: began && began > weekAgo ? began : weekAgo, until };
}

/** The seeds that an earlier execution of the chain may have drawn at this place. */
async function seedsOf(
	item: Item,
	{ model, input }: ModelRequest,
	record: SubmissionRecord,
	formerExecutions: readonly string[],
): Promise<Array<number | undefined>> {
	const schema = await findModel(item, model);
	const attempts = Array.from(
		{ length: record.refunds + ATTEMPTS_OF_A_LOST_PLACE },
		(_one, index) => index,
	);
	return formerExecutions.flatMap((execution) =>
		attempts.map((attempt) => drawSeed(schema, input, record.identityIn(execution, attempt))),
	);
}
