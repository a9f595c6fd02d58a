import type { ErrorContext, ErrorDetails } from '../errors/errorClasses';
import type { CallFailure } from './callFailure';

/** The error details of a failed call, except for the reason. */
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
