import type { CallFailure } from '../api/callFailure';
import type { ErrorDetails } from './errorClasses';

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

/** What an error's details say of it, the reason apart. */
export function detailsOf(failure: CallFailure, at: ErrorContext): Omit<ErrorDetails, 'reason'> {
	const { status, serverCode, serverMessage } = failure.facts;
	return {
		...(at.predictionId !== undefined && { predictionId: at.predictionId }),
		...(at.model !== undefined && { model: at.model }),
		...(at.status !== undefined && { status: at.status }),
		...(status !== undefined && { httpStatus: status }),
		...(serverCode !== undefined && serverCode !== status && { errorCode: serverCode }),
		...(serverMessage !== undefined && { serverMessage }),
	};
}
