import { CallFailure, rethrown } from '../../api/callFailure';
import type { Prediction } from '../../api/prediction';
import { stopped } from '../../api/apiErrors';
import type { Item } from '../../item/item';
import { IdsInCustomData } from '../../n8n/idsInCustomData';
import type { Submitted } from '../records/storedSubmissions';
import { ownerOf } from '../records/submissionOwner';
import type { SubmissionRecord } from '../records/submissionRecords';
import { outcomeUnknown } from '../submitErrors';
import { findLostSubmission, type LostSubmission } from './findLostSubmission';

/**
 * Looks once more for a submission of this item whose outcome was unknown when the execution was parked.
 * @throws WaveSpeedError if it is still not found
 */
export async function findLostAgain(
	item: Item,
	record: SubmissionRecord,
): Promise<{ predictionId: string; model: string }> {
	const earlier = record.recall();
	if (!earlier)
		throw outcomeUnknown(item.at(), {
			since: item.services.time.date(),
			lostBecause: undefined,
		});
	const { model } = earlier;
	const { predictionId } = earlier;
	return {
		model,
		predictionId: predictionId ?? (await findLost(item, model, record, earlier)).id,
	};
}

/**
 * @returns the prediction that an earlier try may have submitted without getting an answer
 * @throws WaveSpeedError if it is not found, or its list could not be fetched
 */
export async function findLost(
	item: Item,
	model: string,
	record: SubmissionRecord,
	earlier: Submitted,
): Promise<Prediction> {
	const records = item.run.records(item.host);
	const lost = records.lostOf(item.api);
	const since = new Date(earlier.since);
	const { found, candidates } = await searchFor(item, {
		model,
		since,
		seeds: [earlier.seed],
		sent: earlier.sent,
		fingerprint: earlier.fingerprint,
		owner: ownerOf(item.host, record.place),
		equalLosses: lost.equalTo(model, earlier.fingerprint),
		lossesOfModel: lost.ofModel(model),
		isTaken: (id) => records.isTaken(id),
	}).catch((failure: unknown) => {
		// Whatever the reason for the missing list, a charge remains possible, and the error must say so.
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
	rememberFound(item, record, { ...earlier, model, predictionId: found.id });
	return found;
}

/** @throws WaveSpeedError if the execution is stopped meanwhile */
export async function searchFor(item: Item, lost: LostSubmission) {
	try {
		return await findLostSubmission(item, lost);
	} catch (failure) {
		if (failure instanceof CallFailure && failure.kind === 'stopped')
			throw stopped(item.at({ model: lost.model }));
		throw rethrown(failure);
	}
}

/** From here on it is the item’s own, as if its answer had come. */
export function rememberFound(item: Item, record: SubmissionRecord, submitted: Submitted): void {
	const { predictionId = '' } = submitted;
	record.remember(submitted);
	item.services.submissions.accepted(ownerOf(item.host, record.place).place, predictionId);
	item.run.ledger.accepted(item.member, predictionId);
	item.run.shared(IdsInCustomData).show(item.host, predictionId);
	item.host.logger.info(
		`Item ${item.index}: prediction ${predictionId} was submitted by an earlier try and is used.`,
	);
}
