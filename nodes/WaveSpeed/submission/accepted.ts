import type { IDataObject } from 'n8n-workflow';

import type { Prediction } from '../api/prediction';
import type { ReuseOutcome } from '../reuse/reuseOutcome';
import type { ModelRequest } from './request/readRequest';

/** A prediction that is paid for. */
export interface Accepted {
	model: string;
	prediction: Prediction;
	/** What was sent, as far as this try knows: n8n evaluates expressions again in every try. */
	madeFrom?: IDataObject;
	/** The request before the node gave it a seed: a further attempt is made from it. */
	asked: ModelRequest;
	/** When it was accepted, on the item's clock; undefined if an earlier try submitted it. */
	acceptedAt?: number;
	/** It was accepted a moment ago, so “not found” may only mean “not everywhere yet”. */
	isNew: boolean;
	/** US dollars, if a price was requested before it was submitted. */
	quotedPriceUsd?: number;
	/** Whether it was paid for earlier; undefined if reuse is off. */
	reuse?: ReuseOutcome;
}
