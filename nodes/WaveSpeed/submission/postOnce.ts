import { asksForTooMuch, isRateLimit } from '../api/api';
import { CallFailure, rethrown } from '../api/callFailure';
import { modelPath } from '../api/paths';
import { predictionUnderWay, readPrediction, type Prediction } from '../api/prediction';
import { stopped } from '../api/apiErrors';
import { backoff } from '../tryAgain';
import { findModel } from '../item/catalogueOfItem';
import type { Item } from '../item/item';
import { IdsInCustomData } from '../n8n/idsInCustomData';
import {
	READ_BACKOFF_CAP,
	READ_BACKOFF_FIRST,
	SUBMIT_ATTEMPTS,
	WAIT_DEADLINE_DEFAULT,
} from '../policy';
import type { ReuseOutcome } from '../reuse/reuseOutcome';
import {
	explainSubmitRefusal,
	howItWasLost,
	outcomeUnknown,
	readServerProblem,
} from './submitErrors';
import type { Accepted, SubmitOptions } from './submission';
import { digestInput, fingerprintOf } from './request/sentInput';
import { mayHaveBeenAccepted } from './mayHaveBeenAccepted';
import { ownerOf } from './records/submissionOwner';
import type { SubmissionRecord } from './records/submissionRecords';
import type { ModelRequest } from './request/readRequest';
import { drawSeed } from './request/seed';

interface Submission extends ModelRequest, SubmitOptions {
	/** The result of the search for a paid prediction to reuse, if there was one. */
	reuse?: ReuseOutcome;
	/** The quoted price in US dollars: stored, so that a later try can count it as paid. */
	quotedPriceUsd?: number;
}

const BACKOFF = { first: READ_BACKOFF_FIRST, cap: READ_BACKOFF_CAP, jitter: 0.5 };

/**
 * Sends the POST that costs money, and repeats it only after a failure that proves that nothing was accepted.
 * @throws WaveSpeedError; NoPlaceFree if it must not wait for a place
 */
export async function postOnce(
	item: Item,
	submission: Submission,
	record: SubmissionRecord,
): Promise<Accepted> {
	const { run, signal, member } = item;
	const { time } = item.services;
	const { model, patienceMs = WAIT_DEADLINE_DEFAULT, onlyIfPlaceFree = false } = submission;
	const sent = await withSeed(item, submission, record);
	for (let attempts = 0; ; ) {
		if (onlyIfPlaceFree) run.concurrency.takeFree(member);
		else await run.concurrency.acquire(member, signal);
		if (signal?.aborted) throw stopped(item.at({ model }));
		try {
			return await post(item, sent, record);
		} catch (failure) {
			if (!(failure instanceof CallFailure)) throw rethrown(failure);
			if (isRateLimit(failure)) {
				const hopeless = asksForTooMuch(failure) || run.ledger.idleMs() > patienceMs;
				if (hopeless) throw explainSubmitRefusal(failure, item.at({ model }));
				run.concurrency.refused(member);
			} else {
				if (++attempts >= SUBMIT_ATTEMPTS) throw explainSubmitRefusal(failure, item.at({ model }));
				await time.sleep(backoff(attempts, BACKOFF, time), signal);
			}
		}
	}
}

interface Sent extends Submission {
	asked: ModelRequest;
	/** The seed drawn for it, which is part of its input. */
	seed?: number;
	/** Of the request without that seed. */
	fingerprint: string;
}

/** Gives the submission its own seed if the model takes one and the user has set none. */
async function withSeed(
	item: Item,
	submission: Submission,
	record: SubmissionRecord,
): Promise<Sent> {
	const { model, input } = submission;
	const fingerprint = fingerprintOf(submission);
	const identity = record.identityIn(ownerOf(item.host, '').execution, record.refunds);
	const seed = drawSeed(await findModel(item, model), input, identity);
	const asked = { model, input };
	if (seed === undefined) return { ...submission, asked, fingerprint };
	return { ...submission, asked, fingerprint, seed, input: { ...input, seed } };
}

/**
 * @throws CallFailure only if nothing can have been accepted and another attempt is right
 * @throws WaveSpeedError for everything else
 */
async function post(item: Item, submission: Sent, record: SubmissionRecord): Promise<Accepted> {
	const { api, services, run } = item;
	const { model, input, asked, webhookUrl, quotedPriceUsd, seed, fingerprint, reuse } = submission;
	const { submissions } = services;
	const owner = ownerOf(item.host, record.place).place;
	const kept = {
		model,
		fingerprint,
		quotedPriceUsd,
		...(seed !== undefined && { seed }),
		...(reuse && { reuse }),
	};
	let since = services.time.date();

	const keepBeforeSending = () => {
		// Nothing more is paid for if the node is going to fail anyway.
		run.throwIfFailed();
		since = services.time.date();
		record.remember({ ...kept, since: since.toISOString(), sent: digestInput(input) });
		submissions.opened(owner, submission);
	};
	// From here on every failure has the id; the log keeps it even if n8n is killed.
	const keepAccepted = (prediction: Prediction): Accepted => {
		const { id } = prediction;
		record.remember({ ...kept, since: since.toISOString(), predictionId: id });
		submissions.accepted(owner, id);
		run.ledger.accepted(item.member, id);
		run.shared(IdsInCustomData).show(item.host, id);
		item.host.logger.info(`Item ${item.index}: WaveSpeed accepted prediction ${id}.`);
		const acceptedAt = services.time.now();
		return {
			model,
			madeFrom: input,
			asked,
			prediction,
			acceptedAt,
			isNew: true,
			quotedPriceUsd,
			reuse,
		};
	};

	try {
		const data = await api.once(
			{
				method: 'POST',
				path: modelPath(model),
				body: input,
				// n8n sends no body at all for an empty object, but the API wants one.
				...(Object.keys(input).length === 0 && { body: '{}' }),
				headers: { 'Content-Type': 'application/json' },
				...(webhookUrl && { query: { webhook: webhookUrl } }),
			},
			{ beforeSending: keepBeforeSending },
		);
		return keepAccepted(readPrediction(data, { secrets: api.connection.secrets }));
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		const { predictionId } = failure.facts;
		// Whatever else it says, the answer names a prediction; its result will show what happened.
		if (predictionId !== undefined) return keepAccepted(predictionUnderWay(predictionId));
		if (mayHaveBeenAccepted(failure)) {
			// The record without an id stays: the next try searches the list before it sends anything.
			const lostBecause = howItWasLost(failure);
			const { sent } = record.recall() ?? {};
			record.remember({ ...kept, since: since.toISOString(), sent, lostBecause });
			throw outcomeUnknown(item.at({ model }), { since, failure });
		}
		record.forget();
		submissions.refused(owner);
		if (failure.kind === 'notSent' || isRateLimit(failure)) throw rethrown(failure);
		if (failure.kind === 'stopped') throw stopped(item.at({ model }));
		const problem = readServerProblem(failure.facts.serverMessage ?? '');
		throw explainSubmitRefusal(failure, item.at({ model }), problem);
	}
}
