import type { Prediction } from '../api/prediction';
import type { AttemptRow } from '../attempts/failedAttempt';
import type { ReuseOutcome } from '../reuse/reuseOutcome';
import type { ModelRequest } from '../submission/request/readRequest';

/** A prediction whose wait is over, and what is known about its submission. */
export interface FinishedPrediction {
	prediction: Prediction;
	model: string;
	/** When it was accepted, on the item's clock; undefined if an earlier try submitted it. */
	acceptedAt?: number;
	/** US dollars, if a price was requested before it was submitted. */
	quotedPriceUsd?: number;
	/** Whether it was paid for earlier; undefined if reuse is off. */
	reuse?: ReuseOutcome;
	/** What was sent, as far as this try knows: n8n evaluates expressions again in every try. */
	madeFrom?: unknown;
	/** The request that further attempts are made from. */
	asked?: ModelRequest;
	/** All attempts, this one last, if the user wants further ones. */
	attempts?: AttemptRow[];
}
