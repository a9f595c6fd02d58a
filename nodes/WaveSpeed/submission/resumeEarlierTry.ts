import { explainFailure } from '../api/apiErrors';
import { CallFailure, rethrown } from '../api/callFailure';
import { predictionUnderWay, type Prediction } from '../api/prediction';
import { readResult } from '../api/readResult';
import type { Item } from '../item/item';
<<<<<<< HEAD
import { NOT_FOUND_TOLERANCE } from '../policy';
=======
import { findModel } from '../models/catalogueOfItem';
import { retriedExecutionOf } from '../n8n/retriedExecution';
import { showIdInExecution } from '../n8n/showIdInExecution';
import { ATTEMPTS_OF_A_LOST_PLACE, LIST_DAYS, NOT_FOUND_TOLERANCE } from '../policy';
>>>>>>> real
import { isRefunded, predictionFailed } from '../waiting/predictionErrors';
import { stopped } from '../waiting/waitErrors';
import type { Accepted } from './accepted';
import { fingerprintOf } from './fingerprint';
import { leftByFormerExecution } from './leftByFormerExecution';
import type { ModelRequest } from './readRequest';
import { findLost } from './recoverLost';
import type { Submitted } from './storedSubmissions';
import type { SubmissionRecord } from './submissionRecords';

/**
 * Takes up what an earlier try of this item has submitted, whatever its expressions give now: the place
 * in the execution tells whose it is. A submission of unknown outcome is looked for first.
 * @returns undefined where nothing was submitted, or where it has failed and is refunded: submitting
 * again is what Retry On Fail is for
 * @throws WaveSpeedError where the earlier prediction cannot be had, or was not found and may be paid for
 */
export async function resumeEarlierTry(
	item: Item,
	request: ModelRequest,
	record: SubmissionRecord,
): Promise<Accepted | undefined> {
	const earlier = record.recall() ?? (await leftByFormerExecution(item, request, record));
	if (!earlier) return undefined;
	tellOfOtherInput(item, request, earlier);
	const model = earlier.model || request.model;
	const { prediction, isNew } =
		earlier.predictionId === undefined
			? { prediction: await findLost(item, model, record, earlier), isNew: false }
			: await lookAgain(item, model, earlier.predictionId, earlier.since);
	if (prediction.standing === 'failed') {
		if (!isRefunded(prediction)) throw predictionFailed(prediction, item.at({ model }));
		record.refunded();
		item.run.ledger.refunded(item.index, prediction.id);
		return undefined;
	}
	return { ...request, model, prediction, isNew, quotedPriceUsd: earlier.quotedPriceUsd };
}

function tellOfOtherInput(item: Item, request: ModelRequest, earlier: Submitted): void {
	if (earlier.fingerprint === '' || earlier.fingerprint === fingerprintOf(request)) return;
	item.host.logger.info(
		`Item ${item.index}: its input is another one than in the try before (an expression such as $now gives a new value in every try). The prediction of that try is taken up all the same.`,
	);
}

/** The prediction whose id is known. */
async function lookAgain(
	item: Item,
	model: string,
	predictionId: string,
	since: string,
): Promise<{ prediction: Prediction; isNew: boolean }> {
	const { host, api, index, run } = item;
	host.logger.info(`Item ${index}: waiting for prediction ${predictionId} of an earlier try.`);
	run.ledger.resumed(index, predictionId);
	try {
		return { prediction: await readResult(api, predictionId), isNew: false };
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		// A prediction accepted a moment ago may not be known everywhere yet.
		if (failure.facts.status === 404 && isRecent(item, since)) {
			return { prediction: predictionUnderWay(predictionId), isNew: true };
		}
		const at = item.at({ model, predictionId });
		throw failure.kind === 'stopped' ? stopped(at) : explainFailure(failure, at);
	}
}

function isRecent(item: Item, since: string): boolean {
	return Math.abs(item.environment.time.date().getTime() - Date.parse(since)) < NOT_FOUND_TOLERANCE;
}
<<<<<<< HEAD
=======

/**
 * Looks once more for a submission of this item whose outcome was unknown when the execution was parked.
 * @throws WaveSpeedError where it is still not found
 */
export async function findLostAgain(item: Item): Promise<{ predictionId: string; model: string }> {
	const record = item.run.records(item.host).claim(item.host);
	const earlier = record.recall();
	if (!earlier)
		throw outcomeUnknown(item.at(), {
			since: item.environment.time.date(),
			lostBecause: undefined,
		});
	const { model } = earlier;
	const { predictionId } = earlier;
	return {
		model,
		predictionId: predictionId ?? (await findLost(item, model, record, earlier)).id,
	};
}

/** @returns the prediction that an earlier try may have submitted without hearing of it */
async function findLost(
	item: Item,
	model: string,
	record: SubmissionRecord,
	earlier: Submitted,
): Promise<Prediction> {
	const records = item.run.records(item.host);
	const losses = records.lossesOf(model);
	const since = new Date(earlier.since);
	const { found, candidates } = await search(item, {
		model,
		since,
		seeds: earlier.seed === undefined ? [] : [earlier.seed],
		sent: earlier.sent,
		fingerprint: earlier.fingerprint,
		owner: ownerOf(item.host, record.place),
		equalLosses: losses.filter(({ fingerprint }) => fingerprint === earlier.fingerprint).length,
		lossesOfModel: losses.length,
		isTaken: (id) => records.isTaken(id),
	}).catch((failure: unknown) => {
		// Whatever keeps the list away, the charge stays possible, and that is what has to be told.
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		throw outcomeUnknown(item.at({ model }), {
			since,
			lostBecause: earlier.lostBecause,
			unlisted: failure,
		});
	});
	if (found === undefined) {
		throw outcomeUnknown(item.at({ model }), {
			since,
			lostBecause: earlier.lostBecause,
			candidates,
		});
	}
	remember(item, record, { ...earlier, model, predictionId: found.id });
	return found;
}

/**
 * What an execution that was stopped or killed has submitted for this place, when it is retried from
 * n8n's list of executions. n8n keeps nothing of it; the list of predictions does.
 * @throws OutcomeUnknownError where predictions are listed that may be its own
 */
async function leftByFormerExecution(
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
	const { found, candidates } = await search(item, {
		model,
		since,
		until: now,
		seeds,
		sent: digestInput(input),
		fingerprint,
		owner: ownerOf(item.host, record.place),
		equalLosses: former.startedAt ? 1 : 0,
		lossesOfModel: Infinity,
		isTaken: (id) => item.run.records(item.host).isTaken(id),
	}).catch((failure: unknown) => {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		throw outcomeUnknown(item.at({ model }), { since, isRetry: true, unlisted: failure });
	});
	if (found !== undefined) {
		const submitted = { since: since.toISOString(), model, fingerprint, predictionId: found.id };
		remember(item, record, submitted);
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

async function search(item: Item, lost: LostSubmission) {
	try {
		return await findLostSubmission(item, lost);
	} catch (failure) {
		if (failure instanceof CallFailure && failure.kind === 'stopped')
			throw stopped(item.at({ model: lost.model }));
		throw rethrown(failure);
	}
}

function remember(item: Item, record: SubmissionRecord, submitted: Submitted): void {
	const { predictionId = '' } = submitted;
	record.remember(submitted);
	item.environment.submissions.accepted(ownerOf(item.host, record.place).place, predictionId);
	item.run.ledger.accepted(item.index, predictionId);
	showIdInExecution(item.run, item.host, predictionId);
	item.host.logger.info(
		`Item ${item.index}: prediction ${predictionId} was found to be that of an earlier try.`,
	);
}
>>>>>>> real
