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
import { nodeInExecution, ownerOf } from './submissionOwner';
import type { SubmissionRecord } from './submissionRecords';
import { outcomeUnknown } from './submitErrors';

/**
 * What an execution that was stopped or killed has submitted for this place, when it is retried from
 * n8n's list of executions. n8n keeps nothing of it; the list of predictions does.
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
	const since = former.startedAt && former.startedAt > weekAgo ? former.startedAt : weekAgo;
	const seeds = await seedsOf(item, request, record, former.id);
	const fingerprint = fingerprintOf(request);
	const { found, candidates } = await searchFor(item, {
		model,
		since,
		until: now,
		seeds,
		sent: digestInput(input),
		fingerprint,
		owner: ownerOf(item.host, record.place),
		...(former.id !== undefined && {
			formerOwner: `${nodeInExecution(item.host, former.id)} ${record.place}`,
		}),
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

/** The seeds that the former execution may have drawn at this place. */
async function seedsOf(
	item: Item,
	{ model, input }: ModelRequest,
	{ place }: SubmissionRecord,
	formerExecutionId: string | undefined,
): Promise<number[]> {
	if (formerExecutionId === undefined) return [];
	const schema = await findModel(item, model);
	const former = nodeInExecution(item.host, formerExecutionId);
	return Array.from({ length: ATTEMPTS_OF_A_LOST_PLACE }, (_value, attempt) =>
		drawSeed(schema, input, [former, place, attempt]),
	).filter((seed) => seed !== undefined);
}
