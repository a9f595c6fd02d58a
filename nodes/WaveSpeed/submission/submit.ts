import type { IDataObject } from 'n8n-workflow';

import { asksForTooMuch, isRateLimit } from '../api/api';
import { CallFailure, rethrown } from '../api/callFailure';
import { modelPath } from '../api/paths';
import { predictionUnderWay, readPrediction, type Prediction } from '../api/prediction';
import { readResult } from '../api/readResult';
import { readServerProblem } from '../schema/readServerProblem';
import { explainFailure } from '../api/apiErrors';
import type { WaveSpeedError } from '../errors/errorClasses';
import { explainSubmitRefusal, howItWasLost, outcomeUnknown } from './submitErrors';
import { stopped } from '../waiting/waitErrors';
import {
	NOT_FOUND_TOLERANCE,
	READ_BACKOFF_FIRST,
	SUBMIT_ATTEMPTS,
	WAIT_DEADLINE_DEFAULT,
} from '../policy';
import type { Item } from '../item/item';
import { fingerprintOf, SubmissionMemory, type Submitted } from './submissionRecords';
import { findLostSubmission } from './findLostSubmission';
import { mayHaveBeenAccepted } from './mayHaveBeenAccepted';

export interface Submission {
	model: string;
	input: IDataObject;
	webhookUrl?: string;
	/** Gives up knocking when the whole run has got nowhere for so long; milliseconds. */
	patienceMs?: number;
	/** What it was quoted at, in US dollars: remembered, so that a later try can count it as paid. */
	quotedPriceUsd?: number;
	/** Why nothing new may be paid for; a prediction of an earlier try is taken up all the same. */
	unaffordable?: WaveSpeedError;
}

export interface Accepted {
	model: string;
	prediction: Prediction;
	/** When it was accepted, on the item's clock; undefined for one of an earlier try. */
	acceptedAt?: number;
	/** Accepted a moment ago, so that “not found” may only mean “not yet everywhere”. */
	isNew: boolean;
}

/**
 * Brings a submission to the API at most once, whatever happens: an earlier try's prediction is taken
 * up again, an earlier try of unknown outcome is looked for, and only then a POST is sent.
 * @throws WaveSpeedError
 */
export async function submitAtMostOnce(item: Item, submission: Submission): Promise<Accepted> {
	const memory = submissionMemory(item, submission);
	const earlier = memory.recall();
	const again = earlier && (await takeUp(item, submission, memory, earlier));
	// What one item submits now must not be found by another that looks for a lost submission like it.
	await item.run.checkpoint('earlier tries taken up', item.index);
	if (!again && submission.unaffordable) throw submission.unaffordable;
	return again ?? (await sendOnce(item, submission, memory));
}

/** What earlier tries know about a submission; equal model and input are the same submission. */
export function submissionMemory(
	item: Item,
	{ model, input }: Pick<Submission, 'model' | 'input'>,
): SubmissionMemory {
	const { baseUrl } = item.api.connection;
	return new SubmissionMemory(item.host, fingerprintOf(baseUrl, model, input));
}

/**
 * @returns undefined where the earlier prediction has failed: it is refunded, and trying again is what
 * Retry On Fail is for
 */
async function takeUp(
	item: Item,
	submission: Submission,
	memory: SubmissionMemory,
	earlier: Submitted,
): Promise<Accepted | undefined> {
	const { model } = submission;
	const taken =
		earlier.predictionId === undefined
			? { isNew: false, prediction: await adopt(item, submission, memory, earlier) }
			: await lookAgain(item, model, earlier.predictionId, earlier.since);
	const { id, standing } = taken.prediction;
	if (standing !== 'failed') return { model, ...taken };
	memory.forget();
	item.run.refunded(id);
	item.run.flights.landed(item.index);
	return undefined;
}

/** The prediction whose id an earlier try brought back. */
async function lookAgain(
	item: Item,
	model: string,
	predictionId: string,
	since: string,
): Promise<{ prediction: Prediction; isNew: boolean }> {
	const { host, api, index, run } = item;
	host.logger.info(`Item ${index}: waiting for prediction ${predictionId} of an earlier try.`);
	run.paid.push({ item: index, predictionId });
	run.flights.submitted(index);
	try {
		return { prediction: await readResult(api, predictionId), isNew: false };
	} catch (failure) {
		// A prediction accepted a moment ago may not be known everywhere yet.
		if (failure instanceof CallFailure && failure.facts.status === 404 && isRecent(item, since)) {
			return { prediction: predictionUnderWay(predictionId), isNew: true };
		}
		throw explain(failure, item, { model, predictionId });
	}
}

function isRecent(item: Item, since: string): boolean {
	return Math.abs(item.environment.time.date().getTime() - Date.parse(since)) < NOT_FOUND_TOLERANCE;
}

/** The prediction that an earlier try may have submitted without hearing of it. */
async function adopt(
	item: Item,
	{ model, input }: Submission,
	memory: SubmissionMemory,
	earlier: Submitted,
): Promise<Prediction> {
	const since = new Date(earlier.since);
	const found = await findLostSubmission(item, {
		model,
		input,
		since,
		isTaken: (id) => memory.knownIds().has(id),
	}).catch((failure: unknown) => {
		// Whatever keeps the list away, the charge stays possible, and that is what has to be told.
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		throw outcomeUnknown(item.at({ model }), since, earlier, failure);
	});
	if (!found) throw outcomeUnknown(item.at({ model }), since, earlier);
	item.host.logger.info(
		`Item ${item.index}: prediction ${found.id} was found to be that of an earlier try.`,
	);
	accept(item, memory, since, found);
	return found;
}

/** Sends the POST; again only after a failure that proves that nothing was accepted. */
async function sendOnce(
	item: Item,
	submission: Submission,
	memory: SubmissionMemory,
): Promise<Accepted> {
	const { run, signal } = item;
	const { time } = item.environment;
	const { model, patienceMs = WAIT_DEADLINE_DEFAULT } = submission;
	for (let attempts = 0; ; ) {
		await run.flights.take(item.index, signal);
		if (signal?.aborted) throw stopped(item.at({ model }));
		try {
			return await post(item, submission, memory);
		} catch (failure) {
			if (!(failure instanceof CallFailure)) throw rethrown(failure);
			if (isRateLimit(failure)) {
				const hopeless = asksForTooMuch(failure) || time.now() - run.lastProgress > patienceMs;
				if (hopeless) throw explainSubmitRefusal(failure, item.at({ model }));
				run.flights.refused(item.index);
			} else {
				if (++attempts >= SUBMIT_ATTEMPTS) throw explainSubmitRefusal(failure, item.at({ model }));
				const ceiling = READ_BACKOFF_FIRST * 2 ** attempts;
				await time.sleep(ceiling * (0.5 + time.random() / 2), signal);
			}
		}
	}
}

/**
 * @throws CallFailure only where nothing can have been accepted and another attempt is right
 * @throws WaveSpeedError for everything else
 */
async function post(
	item: Item,
	{ model, input, webhookUrl, quotedPriceUsd }: Submission,
	memory: SubmissionMemory,
): Promise<Accepted> {
	const { api, environment, run } = item;
	let since = environment.time.date();
	const accepted = (prediction: Prediction): Accepted => {
		accept(item, memory, since, prediction);
		return { model, prediction, acceptedAt: environment.time.now(), isNew: true };
	};
	const lastLook = () => {
		// Where the node is going to fail anyway, nothing more is paid for.
		run.throwIfDoomed();
		since = environment.time.date();
		memory.remember({ since: since.toISOString(), quotedPriceUsd });
	};
	try {
		const data = await api.once(
			{
				method: 'POST',
				path: modelPath(model),
				body: input,
				// n8n sends no body at all for an empty object, and the API wants one.
				...(Object.keys(input).length === 0 && { body: '{}' }),
				headers: { 'Content-Type': 'application/json' },
				...(webhookUrl && { query: { webhook: webhookUrl } }),
			},
			{ lastLook },
		);
		return accepted(readPrediction(data, { secrets: api.connection.secrets }));
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		if (mayHaveBeenAccepted(failure)) {
			const { predictionId } = failure.facts;
			// An answer that says no and names a prediction: its result will tell which of both is true.
			if (predictionId !== undefined) return accepted(predictionUnderWay(predictionId));
			// The mark without an id stays in memory: the next try looks in the list before it sends anything.
			memory.remember({
				since: since.toISOString(),
				quotedPriceUsd,
				lostBecause: howItWasLost(failure),
			});
			throw outcomeUnknown(item.at({ model }), since, failure);
		}
		memory.forget();
		if (failure.kind === 'notSent' || isRateLimit(failure)) throw rethrown(failure);
		if (failure.kind === 'stopped') throw stopped(item.at({ model }));
		const problem = readServerProblem(failure.facts.serverMessage ?? '');
		throw explainSubmitRefusal(failure, item.at({ model }), problem);
	}
}

/** From here on every failure carries the id; the log keeps it even if n8n is killed. */
function accept(item: Item, memory: SubmissionMemory, since: Date, prediction: Prediction): void {
	const { id } = prediction;
	memory.remember({ ...memory.recall(), since: since.toISOString(), predictionId: id });
	item.run.paid.push({ item: item.index, predictionId: id });
	item.run.flights.submitted(item.index);
	item.run.progressed();
	item.host.logger.info(`Item ${item.index}: WaveSpeed accepted prediction ${id}.`);
}

function explain(
	failure: unknown,
	item: Item,
	at: { model: string; predictionId: string },
): unknown {
	if (!(failure instanceof CallFailure)) return failure;
	if (failure.kind === 'stopped') return stopped(item.at(at));
	return explainFailure(failure, item.at(at));
}
