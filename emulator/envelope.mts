/** What the API wraps around nearly every answer; 200 in `code` means success. */
export interface Envelope<T = unknown> {
	code: number;
	message: string;
	data?: T;
}

export function success<T>(data: T): Envelope<T> {
	return { code: 200, message: 'success', data };
}

/** A refusal; thrown anywhere below a route it becomes the API's answer. */
export class ApiError extends Error {
	/**
	 * @param status HTTP status
	 * @param code the envelope's code, which is the status for everything but the task-level codes
	 */
	constructor(
		readonly status: number,
		message: string,
		readonly code: number = status,
	) {
		super(message);
	}

	toBody(): unknown {
		return { message: this.message, code: this.code } satisfies Envelope;
	}
}

/** The one refusal that is known to come without the envelope (vendor's page on base64 output). */
export class BareApiError extends ApiError {
	override toBody(): unknown {
		return { error: this.message };
	}
}
