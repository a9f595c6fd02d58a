/**
 * The errors of this node. Each message is complete: what happened, then what to do. An error is
 * finished when it is made; who knows more later makes another one of it (`with`). They become n8n
 * errors or error rows in `toN8nError.ts` only.
 */

import { boundedDetails, boundedMessage } from './boundedDetails';
import type { Reason } from './reasons';

/** What an error tells beside its message: it becomes `details` of an error row. */
export interface ErrorDetails {
	/** One word for workflows to branch on, e.g. `predictionFailed`. */
	reason: Reason;
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

/** An item, or all of the run together: a limit for a run is no item’s fault. */
export type Concerned = number | 'run';

/** What can be said of an error after it was made. */
export interface Additions {
	/** A message in the place of its own; a function gets its own. */
	message?: string | ((own: string) => string);
	/** Details beside its own, or in their place where both have one; undefined takes one away. */
	details?: Partial<ErrorDetails>;
	description?: string;
	itemIndex?: Concerned;
}

export abstract class WaveSpeedError extends Error {
	readonly details: Readonly<ErrorDetails>;

	constructor(
		message: string,
		details: ErrorDetails,
		/** A second line for the editor, e.g. the API's own words. */
		readonly description?: string,
		/** What the error is about, where that is not the item that reports it. */
		readonly itemIndex?: Concerned,
	) {
		super(boundedMessage(message));
		this.name = new.target.name;
		this.details = boundedDetails(details);
		this.description = description === undefined ? undefined : boundedMessage(description);
	}

	/** @returns an error of the same class with what is known now; this one stays as it is */
	with({ message, details, description, itemIndex }: Additions): this {
		const Same = this.constructor as new (...facts: unknown[]) => this;
		const words = typeof message === 'function' ? message(this.message) : message;
		const made = new Same(
			words ?? this.message,
			{ ...this.details, ...details },
			description ?? this.description,
			itemIndex ?? this.itemIndex,
		);
		// Where it happened does not change by knowing more about it.
		made.stack = this.stack;
		return made;
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
