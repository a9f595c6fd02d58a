import type { Prediction } from '../api/prediction';
import type { ModelRequest } from './readRequest';

export interface SubmitOptions {
	/** What WaveSpeed is to call when the prediction has ended. */
	webhookUrl?: string;
	/** Gives up knocking when the whole run has got nowhere for so long; milliseconds. */
	patienceMs?: number;
}

/** A prediction that is paid for. */
export interface Accepted extends ModelRequest {
	prediction: Prediction;
	/** When it was accepted, on the item's clock; undefined for one of an earlier try. */
	acceptedAt?: number;
	/** Accepted a moment ago, so that “not found” may only mean “not yet everywhere”. */
	isNew: boolean;
	/** US dollars, where somebody asked before it was submitted. */
	quotedPriceUsd?: number;
}
