import type { AttemptPlan } from '../attempts/attemptPlan';
import type { ReuseChoice } from '../reuse/readReuse';

/** What an operation lays down for the submissions of an item. */
export interface SubmitOptions {
	/** What WaveSpeed is to call when the prediction has ended. */
	webhookUrl?: string;
	/** Gives up knocking when the whole run has got nowhere for so long; milliseconds. */
	patienceMs?: number;
	/**
	 * Does not wait for a place: those who have one wait for this item before they free it.
	 * @default it waits
	 */
	onlyIfPlaceFree?: boolean;
	/** Takes a prediction that is paid for already, where there is one; undefined for none of those. */
	reuseChoice?: ReuseChoice;
	/** @default one attempt */
	plan?: AttemptPlan;
}
