import type { IDataObject } from 'n8n-workflow';

import type { Prediction } from '../api/prediction';
import type { AttemptPlan } from '../attempts/attemptPlan';
import type { ReuseChoice } from '../reuse/readReuse';
import type { ReuseOutcome } from '../reuse/reuseOutcome';
import type { ModelRequest } from './request/readRequest';

export interface SubmitOptions {
	/** What WaveSpeed is to call when the prediction has ended. */
	webhookUrl?: string;
	/** Gives up knocking when the whole run has got nowhere for so long; milliseconds. */
	patienceMs?: number;
	/** Takes a prediction that is paid for already, where there is one; undefined for none of those. */
	reuseChoice?: ReuseChoice;
	/** @default one attempt */
	plan?: AttemptPlan;
}

/** A prediction that is paid for. */
export interface Accepted {
	model: string;
	prediction: Prediction;
	/** What was sent, as far as this try knows it: n8n evaluates expressions anew in every try. */
	madeFrom?: IDataObject;
	/** The request before the node gave it a seed: a further attempt is made from it. */
	asked: ModelRequest;
	/** When it was accepted, on the item's clock; undefined for one of an earlier try. */
	acceptedAt?: number;
	/** Accepted a moment ago, so that “not found” may only mean “not yet everywhere”. */
	isNew: boolean;
	/** US dollars, where somebody asked before it was submitted. */
	quotedPriceUsd?: number;
	/** Whether it was paid for before; undefined where nobody asked for that. */
	reuse?: ReuseOutcome;
}
