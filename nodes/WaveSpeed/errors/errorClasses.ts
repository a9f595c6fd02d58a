/**
 * The errors of this node. Each message is complete: what happened, then what to do. An error is finished
 * when it is made; code that knows more later makes a new one from it (`with`). Only `toN8nError.ts`
 * turns them into n8n errors or error rows.
 */

import { DETAIL_LIMIT_CHARACTERS, DETAILS_DEPTH_LIMIT, MESSAGE_LIMIT_CHARACTERS } from '../policy';
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
	/** Fields of the incoming item that the user wants in the row, unchanged. */
	inputFields?: object;
	/** True when a charge is possible although no prediction id is known. */
	chargePossible?: boolean;
	[further: string]: unknown;
}

/** An item, or the whole run: exceeding a limit for the run is no single item’s fault. */
type Concerned = number | 'run';

/** What can be added to an error after it was made. */
interface Additions {
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

/**
 * Adds the prediction's id to an error: after a submission, even for a bug in this node, the id is the
 * way to the output.
 * @returns the error itself if it already names the prediction, or if there is none
 */
export function namingPrediction(
	error: WaveSpeedError,
	predictionId: string | undefined,
): WaveSpeedError {
	const named = error.details.predictionId ?? predictionId;
	if (named === undefined) return error;
	if (error.details.predictionId === named && error.message.includes(named)) return error;
	return error.with({
		details: { predictionId: named },
		message: (own) =>
			own.includes(named) ? own : `${sayingNothingMore(own)} The prediction is ${named}.`,
	});
}

/** @returns the message of an error that comes after a submission, without denying that one */
export function sayingNothingMore(message: string): string {
	return message.replace(
		/\b(nothing) was ((?:uploaded or )?submitted|charged)\b/gi,
		'$1 more was $2',
	);
}

/** Room at the end of a shortened message: that is where it says what to do. */
const END_CHARACTERS = 600;

/**
 * Shortens a message in the middle: its beginning says what happened, its end what to do and what it
 * cost.
 */
function boundedMessage(message: string): string {
	if (message.length <= MESSAGE_LIMIT_CHARACTERS) return message;
	const begin = message.slice(0, MESSAGE_LIMIT_CHARACTERS - END_CHARACTERS - 3).trimEnd();
	return `${begin} … ${message.slice(-END_CHARACTERS).trimStart()}`;
}

/**
 * A copy of an error's details in which no text is longer than a signed address and nothing is nested
 * deeper than a row of n8n should be. Lists keep all their entries: they hold the ids of paid
 * predictions. The fields of the incoming item are the user's own, and stay as they are in any other row.
 */
function boundedDetails(details: ErrorDetails): ErrorDetails {
	const { inputFields, ...ours } = details;
	const copy = bounded(ours, DETAILS_DEPTH_LIMIT) as ErrorDetails;
	return inputFields === undefined ? copy : { ...copy, inputFields };
}

function bounded(value: unknown, levels: number): unknown {
	if (typeof value === 'string') {
		return value.length <= DETAIL_LIMIT_CHARACTERS
			? value
			: `${value.slice(0, SHORTENED_CHARACTERS)}… (${value.length} characters)`;
	}
	if (typeof value !== 'object' || value === null) return value;
	if (levels === 0) return '…';
	if (Array.isArray(value)) return value.map((entry) => bounded(entry, levels - 1));
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, member]) =>
			member === undefined ? [] : [[name.slice(0, 200), bounded(member, levels - 1)]],
		),
	);
}

/** Half an address is useless, so a text too long to be an address keeps only its beginning. */
const SHORTENED_CHARACTERS = 200;
