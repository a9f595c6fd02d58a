import type { IDataObject } from 'n8n-workflow';

import type { Prediction } from '../api/prediction';
import type { ReuseOutcome } from '../reuse/reuseOutcome';
import type { ModelRequest } from './request/readRequest';

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
	/** US dollars, if somebody asked before it was submitted. */
	quotedPriceUsd?: number;
	/** Whether it was paid for before; undefined if nobody asked for that. */
	reuse?: ReuseOutcome;
}
