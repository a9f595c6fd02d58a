import type { Prediction } from '../api/prediction';
import type { AttemptRow } from '../attempts/failedAttempt';
import type { ReuseOutcome } from '../reuse/reuseOutcome';
import type { ModelRequest } from '../submission/request/readRequest';

/** A prediction whose wait is over, and what is known about its submission. */
export interface FinishedPrediction {
	prediction: Prediction;
	model: string;
	/** When it was accepted, on the item's clock; undefined for one of an earlier try. */
	acceptedAt?: number;
	/** US dollars, if somebody asked before it was submitted. */
	quotedPriceUsd?: number;
	/** Whether it was paid for before; undefined if nobody asked for that. */
	reuse?: ReuseOutcome;
	/** What was sent, as far as this try knows it: n8n evaluates expressions anew in every try. */
	madeFrom?: unknown;
	/** The request that further attempts are made from. */
	asked?: ModelRequest;
	/** All attempts, this one last, if the user has asked for further ones. */
	attempts?: AttemptRow[];
}
