/**
 * The errors of this node. Each message is complete: what happened, then what to do. They become n8n
 * errors or error rows in `convert.ts` only.
 */

/** What an error tells beside its message: it becomes `details` of an error row. */
export interface ErrorDetails {
	/** One word for workflows to branch on, e.g. `predictionFailed`. */
	reason: string;
	/** Present from the moment the API accepted the submission: the paid output hangs on it. */
	predictionId?: string;
	model?: string;
	/** The prediction's last known status. */
	status?: string;
	/** What was made already, e.g. URLs whose download failed. */
	outputs?: unknown[];
	/** The address that answers the prediction's result. */
	resultUrl?: string;
	/** The HTTP status of the API's answer. */
	httpStatus?: number;
	/** The API's own number for the failure, e.g. 1200 for content moderation. */
	errorCode?: number | string;
	/** The API's own words, shortened and without markup, secrets or signed URLs. */
	serverMessage?: string;
	/** The field of the model or of the panel that the error is about. */
	field?: string;
	/** True when a charge is possible although no prediction id is known. */
	chargePossible?: boolean;
	[further: string]: unknown;
}

export abstract class WaveSpeedError extends Error {
	/** The item that the error belongs to, where it is not the one that reports it. */
	itemIndex?: number;

	constructor(
		message: string,
		readonly details: ErrorDetails,
		/** A second line for the editor, e.g. the API's own words. */
		readonly description?: string,
	) {
		super(message);
		this.name = new.target.name;
	}
}

/** A field, a setting or a file is wrong; nothing was sent. */
export class InputError extends WaveSpeedError {}

/** The API refused: key, credit, permission, model, or the input itself. Nothing was charged. */
export class RefusedError extends WaveSpeedError {}

/** The API could not be reached or did not answer sense. Nothing was charged by this. */
export class UnavailableError extends WaveSpeedError {}

/** A submission was sent and nobody knows whether it was accepted. It is never sent again by itself. */
export class OutcomeUnknownError extends WaveSpeedError {}

/** The prediction ended without a result. */
export class PredictionFailedError extends WaveSpeedError {}

/** The prediction goes on, but the node stopped waiting for it. */
export class WaitEndedError extends WaveSpeedError {}

/** The prediction is there, but a file of it could not be fetched. */
export class DownloadError extends WaveSpeedError {}
