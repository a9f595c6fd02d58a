import { BoundedMap } from '../../boundedMap';
import { digestOf } from '../../digest';
import { PREDICTIONS_KNOWN, SUBMISSION_REMEMBERED } from '../../policy';
import type { Time } from '../../time';

/** A submission of this process whose id is not known yet: in progress or lost. */
interface OpenSubmission {
	/** The execution, node and place that it belongs to. */
	owner: string;
	model: string;
	fingerprint: string;
	/** On the registry's clock. */
	at: number;
}

/**
 * What all executions of this process have submitted. A prediction that belongs, or may belong, to
 * another execution is not taken for a lost one.
 */
export class SubmissionRegistry {
	private readonly open = new Map<string, OpenSubmission>();
	/** The owner of each prediction, by a digest of its id. */
	private readonly owners = new BoundedMap<string, string>(PREDICTIONS_KNOWN);

	constructor(private readonly time: Pick<Time, 'now'>) {}

	/** A POST is about to be sent. */
	opened(owner: string, { model, fingerprint }: { model: string; fingerprint: string }): void {
		const at = this.time.now();
		for (const [key, submission] of this.open) {
			if (at - submission.at <= SUBMISSION_REMEMBERED) break;
			this.open.delete(key);
		}
		this.open.set(owner, { owner, model, fingerprint, at });
	}

	/** The prediction is known to be the owner's. */
	accepted(owner: string, predictionId: string): void {
		this.open.delete(owner);
		this.owners.set(digestOf(predictionId), digestOf(owner));
	}

	/** Nothing was accepted. */
	refused(owner: string): void {
		this.open.delete(owner);
	}

	/** Whether a prediction is known to be the owner's. */
	belongsTo(predictionId: string, owner: string): boolean {
		return this.owners.get(digestOf(predictionId)) === digestOf(owner);
	}

	/** Whether a prediction is known to be somebody else's. */
	belongsToAnother(predictionId: string, owner: string): boolean {
		return (
			this.owners.get(digestOf(predictionId)) !== undefined && !this.belongsTo(predictionId, owner)
		);
	}

	/**
	 * Whether somebody else has an open submission that the same prediction may belong to.
	 * @param execution the prefix of owners that do not count as somebody else
	 * @param fingerprint of the input; undefined if it may be any input of the model
	 */
	hasRival(execution: string, model: string, fingerprint: string | undefined): boolean {
		return [...this.open.values()].some(
			(submission) =>
				!submission.owner.startsWith(execution) &&
				submission.model === model &&
				(fingerprint === undefined || submission.fingerprint === fingerprint),
		);
	}
}
