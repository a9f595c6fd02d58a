import type { Prediction } from '../api/prediction';
import type { ModelRequest } from '../submission/readRequest';

/** A prediction that is waited for no longer, and what is known of its submission. */
export interface FinishedPrediction extends Partial<ModelRequest> {
	prediction: Prediction;
	model: string;
	/** When it was accepted, on the item's clock; undefined for one of an earlier try. */
	acceptedAt?: number;
	/** US dollars, where somebody asked before it was submitted. */
	quotedPriceUsd?: number;
}
