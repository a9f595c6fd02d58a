import type { AttemptPlan } from '../attempts/attemptPlan';
import type { Job } from '../models/jobs';
import type { ReuseChoice } from '../reuse/readReuse';

/** An operation's settings for the submissions of an item. */
export interface SubmitOptions {
	/** The kind of work that the chosen model must do. @default any */
	job?: Job;
	/** The address that WaveSpeed calls when the prediction has ended. */
	webhookUrl?: string;
	/** Gives up if the whole run makes no progress for this long; milliseconds. */
	patienceMs?: number;
	/**
	 * Does not wait for a place: the items that have one wait for this item before they free it.
	 * @default it waits
	 */
	onlyIfPlaceFree?: boolean;
	/** Takes a paid prediction if there is one; undefined for no reuse. */
	reuseChoice?: ReuseChoice;
	/** @default one attempt */
	plan?: AttemptPlan;
}
