/** What the caller knows about the moment of a failure. */
export interface ErrorContext {
	baseUrl: string;
	secrets?: readonly string[];
	model?: string;
	predictionId?: string;
	status?: string;
	/** A sentence that names models to take in the place of one that is gone. */
	livingModels?: string;
}
