/** What the caller knows at the moment of a failure. */
export interface ErrorContext {
	baseUrl: string;
	secrets?: readonly string[];
	model?: string;
	predictionId?: string;
	status?: string;
	/** A sentence that suggests models to replace a discontinued one. */
	livingModels?: string;
}
