import { CallFailure, rethrown } from '../api/callFailure';
import { findModel } from '../item/catalogueOfItem';
import type { Item } from '../item/item';
import { retriedExecutionOf } from '../n8n/retriedExecution';
import { ATTEMPTS_OF_A_LOST_PLACE, LIST_DAYS } from '../policy';
import { fingerprintOf } from './fingerprint';
import type { ModelRequest } from './readRequest';
import { rememberFound, searchFor } from './recoverLost';
import { drawSeed } from './seed';
import { digestInput } from './sentInput';
import type { Submitted } from './storedSubmissions';
import { nodeInExecutionsBefore, ownerOf } from './submissionOwner';
import type { SubmissionRecord } from './submissionRecords';
import { outcomeUnknown } from './submitErrors';

/**
 * What an execution that was stopped or killed has submitted for this place, when it is retried from
 * n8n's list of executions, be it as a retry of a retry. n8n keeps nothing of it; the list of predictions
 * does.
 * @throws OutcomeUnknownError where predictions are listed that may be its own
 */
export async function leftByFormerExecution(
	item: Item,
	request: ModelRequest,
	record: SubmissionRecord,
): Promise<Submitted | undefined> {
	const former = retriedExecutionOf(item.host);
	if (!former) return undefined;
	const { model, input } = request;
	const now = item.environment.time.date();
	const weekAgo = new Date(now.getTime() - LIST_DAYS);
	// A retry of a retry may find what the first of them has left.
	const began = former.firstBeganAt ?? former.startedAt;
	const since = began && began > weekAgo ? began : weekAgo;
	const formerExecutions = nodeInExecutionsBefore(item.host, former.id);
	const seeds = await seedsOf(item, request, record, formerExecutions);
	const fingerprint = fingerprintOf(request);
	const { found, candidates } = await searchFor(item, {
		model,
		since,
		until: now,
		seeds,
		sent: digestInput(input),
		fingerprint,
		owner: ownerOf(item.host, record.place),
		formerOwners: formerExecutions.map((execution) => `${execution} ${record.place}`),
		equalLosses: former.startedAt ? 1 : 0,
		lossesOfModel: Infinity,
		isTaken: (id) => item.run.records(item.host).isTaken(id),
	}).catch((failure: unknown) => {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		throw outcomeUnknown(item.at({ model }), { since, isRetry: true, unlisted: failure });
	});
	if (found !== undefined) {
		const submitted = { since: since.toISOString(), model, fingerprint, predictionId: found.id };
		rememberFound(item, record, submitted);
		return submitted;
	}
	if (candidates.length > 0)
		throw outcomeUnknown(item.at({ model }), { since, isRetry: true, candidates });
	return undefined;
}

/** The seeds that an execution before this one in the chain may have drawn at this place. */
async function seedsOf(
	item: Item,
	{ model, input }: ModelRequest,
	{ place, refunds }: SubmissionRecord,
	formerExecutions: readonly string[],
): Promise<number[]> {
	const schema = await findModel(item, model);
	const attempts = Array.from(
		{ length: refunds + ATTEMPTS_OF_A_LOST_PLACE },
		(_one, index) => index,
	);
	return formerExecutions
		.flatMap((execution) =>
			attempts.map((attempt) => drawSeed(schema, input, [execution, place, attempt])),
		)
		.filter((seed) => seed !== undefined);
}
