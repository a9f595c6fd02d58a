import type { IDataObject } from 'n8n-workflow';

import { isRateLimit } from '../api/api';
import { CallFailure, rethrown } from '../api/callFailure';
import { modelPath, predictionResultPath } from '../api/paths';
import { readPrediction, type Prediction } from '../api/prediction';
import { mapServerProblem } from '../catalogue/mapServerProblem';
import { explainFailure, explainSubmitRefusal, outcomeUnknown, stopped } from '../errors/wording';
import {
	NOT_FOUND_TOLERANCE,
	READ_BACKOFF_FIRST,
	SUBMIT_ATTEMPTS,
	WAIT_DEADLINE_DEFAULT,
} from '../policy';
import type { Item } from '../run/item';
import { fingerprintOf, SubmissionMemory, type Submitted } from '../run/memory';
import { findSubmitted } from './findSubmitted';

export interface Submission {
	model: string;
	input: IDataObject;
	webhookUrl?: string;
	/** Gives up knocking when the whole run has got nowhere for so long; milliseconds. */
	patienceMs?: number;
}

export interface Accepted {
	model: string;
	prediction: Prediction;
	/** When it was accepted, on the item's clock; undefined for one of an earlier try. */
	acceptedAt?: number;
}

/**
 * Brings a submission to the API at most once, whatever happens: an earlier try's prediction is taken
 * up again, an earlier try of unknown outcome is looked for, and only then a POST is sent.
 * @throws WaveSpeedError
 */
export async function submitAtMostOnce(item: Item, submission: Submission): Promise<Accepted> {
	const { model, input } = submission;
	const memory = new SubmissionMemory(
		item.host,
		fingerprintOf(item.api.connection.baseUrl, model, input),
	);
	const earlier = memory.recall();
	if (earlier) {
		const prediction = await takeUp(item, submission, memory, earlier);
		if (prediction && prediction.standing !== 'failed') return { model, prediction };
		// A failed prediction is refunded; trying again is what Retry On Fail is for.
		memory.forget();
	}
	return await sendOnce(item, submission, memory);
}

async function takeUp(
	item: Item,
	{ model, input }: Submission,
	memory: SubmissionMemory,
	earlier: Submitted,
): Promise<Prediction | undefined> {
	const { host, api, index } = item;
	if (earlier.predictionId !== undefined) {
		const { predictionId } = earlier;
		host.logger.info(`Item ${index}: waiting for prediction ${predictionId} of an earlier try.`);
		item.run.paid.push({ item: index, predictionId });
		try {
			return readPrediction(
				await api.read({ method: 'GET', path: predictionResultPath(predictionId) }),
			);
		} catch (failure) {
			if (isNotYetFound(failure, item, earlier)) return underWay(predictionId);
			throw explain(failure, item, { model, predictionId });
		}
	}
	const since = new Date(earlier.since);
	const found = await findSubmitted(item, { model, input, since, taken: memory.knownIds() });
	if (!found) throw outcomeUnknown(item.at({ model }), since);
	host.logger.info(`Item ${index}: prediction ${found.id} was found to be that of an earlier try.`);
	accept(item, memory, earlier.since, found);
	return found;
}

/** Sends the POST; again only after a failure that proves that nothing was accepted. */
async function sendOnce(item: Item, submission: Submission, memory: SubmissionMemory): Promise<Accepted> {
	const { run, signal } = item;
	const { time } = item.environment;
	const { model } = submission;
	const patience = submission.patienceMs ?? WAIT_DEADLINE_DEFAULT;
	for (let attempts = 0; ; ) {
		await run.flights.take(item.index, signal);
		if (signal?.aborted) throw stopped(item.at({ model }));
		// Where the node is going to fail anyway, nothing more is paid for.
		run.throwIfDoomed();
		const since = time.date();
		memory.remember({ since: since.toISOString() });
		try {
			const prediction = await post(item, submission, memory, since);
			accept(item, memory, since.toISOString(), prediction);
			return { model, prediction, acceptedAt: time.now() };
		} catch (failure) {
			if (!(failure instanceof CallFailure)) throw rethrown(failure);
			const limited = isRateLimit(failure);
			const hopeless = limited
				? time.now() - run.lastProgress > patience
				: ++attempts >= SUBMIT_ATTEMPTS;
			if (hopeless) throw explainSubmitRefusal(failure, item.at({ model }));
			if (limited) run.flights.refused(item.index);
		}
		if (attempts > 0) {
			await time.sleep(READ_BACKOFF_FIRST * 2 ** attempts * (0.5 + time.random() / 2), signal);
		}
	}
}

/**
 * @throws CallFailure only where nothing can have been accepted and another attempt is right
 * @throws WaveSpeedError for everything else
 */
async function post(
	item: Item,
	submission: Submission,
	memory: SubmissionMemory,
	since: Date,
): Promise<Prediction> {
	const { model, input, webhookUrl } = submission;
	try {
		const data = await item.api.once({
			method: 'POST',
			path: modelPath(model),
			body: input,
			// n8n sends no body at all for an empty object, and the API wants one.
			...(Object.keys(input).length === 0 && { body: '{}' }),
			headers: { 'Content-Type': 'application/json' },
			...(webhookUrl && { query: { webhook: webhookUrl } }),
		});
		return readPrediction(data);
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		if (!mayHaveBeenAccepted(failure)) {
			memory.forget();
			const again = failure.kind === 'notSent' || isRateLimit(failure);
			if (again) throw rethrown(failure);
			const problem = mapServerProblem(failure.facts.serverMessage ?? '');
			throw explainSubmitRefusal(failure, item.at({ model }), problem);
		}
		// The mark without an id stays in memory: the next try looks in the list before it sends anything.
		throw outcomeUnknown(item.at({ model }), since, failure);
	}
}

/**
 * Only an answer that the API gives before it creates anything proves that nothing was accepted.
 * 5xx is none: a gateway may have passed the request on.
 */
function mayHaveBeenAccepted(failure: CallFailure): boolean {
	switch (failure.kind) {
		case 'notSent':
		case 'impossible':
		case 'redirected':
			return false;
		case 'refused': {
			const status = failure.facts.status ?? 0;
			// 408 and 409 are told by gateways about requests that may have been passed on.
			return status < 400 || status >= 500 || status === 408 || status === 409;
		}
		case 'stopped':
			return failure.facts.beforeSending !== true;
		default:
			return true;
	}
}

/** From here on every failure carries the id; the log keeps it even if n8n is killed. */
function accept(item: Item, memory: SubmissionMemory, since: string, prediction: Prediction): void {
	const { id } = prediction;
	memory.remember({ since, predictionId: id });
	item.run.paid.push({ item: item.index, predictionId: id });
	item.run.flights.submitted(item.index);
	item.run.progressed();
	item.host.logger.info(`Item ${item.index}: WaveSpeed accepted prediction ${id}.`);
}

/** A prediction accepted a moment ago may not be known everywhere yet. */
function isNotYetFound(failure: unknown, item: Item, { since }: Submitted): boolean {
	if (!(failure instanceof CallFailure) || failure.facts.status !== 404) return false;
	return item.environment.time.date().getTime() - Date.parse(since) < NOT_FOUND_TOLERANCE;
}

function underWay(id: string): Prediction {
	return { id, standing: 'running', status: '', outputs: [], error: '', fields: { id } };
}

function explain(failure: unknown, item: Item, at: { model: string; predictionId?: string }): unknown {
	if (!(failure instanceof CallFailure)) return failure;
	if (failure.kind === 'stopped') return stopped(item.at(at));
	return explainFailure(failure, item.at(at));
}
