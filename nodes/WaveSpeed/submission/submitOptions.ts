import type { AttemptPlan } from '../attempts/attemptPlan';
import type { ReuseChoice } from '../reuse/readReuse';

/** What an operation sets for the submissions of an item. */
export interface SubmitOptions {
	/** The address that WaveSpeed calls when the prediction has ended. */
	webhookUrl?: string;
	/** Gives up when the whole run has made no progress for so long; milliseconds. */
	patienceMs?: number;
	/**
	 * Does not wait for a place: those who have one wait for this item before they free it.
	 * @default it waits
	 */
	onlyIfPlaceFree?: boolean;
	/** Takes a prediction that is paid for already, if there is one; undefined for no reuse. */
	reuseChoice?: ReuseChoice;
	/** @default one attempt */
	plan?: AttemptPlan;
}
