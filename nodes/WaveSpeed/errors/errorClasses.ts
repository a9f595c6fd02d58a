/**
 * The errors of this node. Each message is complete: what happened, then what to do. An error is finished
 * when it is made; code that knows more later makes a new one from it (`with`). Only `toN8nError.ts`
 * turns them into n8n errors or error rows.
 */

import { boundedDetails, boundedMessage } from './boundedDetails';
import type { Reason } from './reasons';

/** What an error holds beside its message: it becomes `details` of an error row. */
export interface ErrorDetails {
	/** One word for workflows to branch on, e.g. `predictionFailed`. */
	reason: Reason;
	/** Present as soon as the API accepted the submission: it leads to the paid output. */
	predictionId?: string;
	model?: string;
	/** The prediction's last known status. */
	status?: string;
	/** What has already been made, e.g. URLs whose download failed. */
	outputs?: unknown[];
	/** The address of the prediction's result. */
	resultUrl?: string;
	/** The HTTP status of the API's answer. */
	httpStatus?: number;
	/** The API's own number for the failure, e.g. 1200 for content moderation. */
	errorCode?: number | string;
	/** The API's own message, shortened and without markup, secrets or signed URLs. */
	serverMessage?: string;
	/** The field of the model or of the panel that the error is about. */
	field?: string;
	/** True when a charge is possible although no prediction id is known. */
	chargePossible?: boolean;
	[further: string]: unknown;
}

/** An item, or the whole run: exceeding a limit for the run is no single item’s fault. */
export type Concerned = number | 'run';

/** What can be added to an error after it was made. */
export interface Additions {
	/** A new message; a function receives the old one. */
	message?: string | ((own: string) => string);
	/** Further details, which replace existing ones; undefined removes one. */
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
		/** What the error is about, if not the item that reports it. */
		readonly itemIndex?: Concerned,
	) {
		super(boundedMessage(message));
		this.name = new.target.name;
		this.details = boundedDetails(details);
		this.description = description === undefined ? undefined : boundedMessage(description);
	}

	/** @returns an error of the same class with the additions; this one stays unchanged */
	with({ message, details, description, itemIndex }: Additions): this {
		const Same = this.constructor as new (...facts: unknown[]) => this;
		const words = typeof message === 'function' ? message(this.message) : message;
		const made = new Same(
			words ?? this.message,
			{ ...this.details, ...details },
			description ?? this.description,
			itemIndex ?? this.itemIndex,
		);
		// Knowing more about it does not change where it happened.
		made.stack = this.stack;
		return made;
	}
}

/** A field, a setting or a file is wrong; nothing was sent. */
export class InputError extends WaveSpeedError {}

/** The API refused: key, credit, permission, model, or the input itself. Nothing was charged. */
export class RefusedError extends WaveSpeedError {}

/** The API could not be reached, or its answer was unusable. Nothing was charged by this. */
export class UnavailableError extends WaveSpeedError {}

/**
 * A submission was sent and nobody knows whether it was accepted. The node never sends it again by
 * itself.
 */
export class OutcomeUnknownError extends WaveSpeedError {}

/** The prediction ended without a result. */
export class PredictionFailedError extends WaveSpeedError {}

/** The prediction goes on, but the node stopped waiting for it. */
export class WaitEndedError extends WaveSpeedError {}

/** The prediction succeeded, but one of its files could not be downloaded. */
export class DownloadError extends WaveSpeedError {}
