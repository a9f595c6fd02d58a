import { SENSITIVE } from '../generation.mts';
import type { Action } from './fault.mts';

const refusal = (status: number, code: number, message: string): Action => ({
	kind: 'reply',
	status,
	body: { code, message },
});

/** Refusals of the real API in the words and with the codes they were seen with, for use as a fault's `do`. */
export const knownAnswers = {
	/** The account has too little money. */
	missingCredit: () => refusal(400, 1407, 'insufficient credits'),
	/** A matter of rights, not of money. @param role of who made the key */
	insufficientRole: (role = 'viewer') =>
		refusal(403, 403, `insufficient role: this key was created by a ${role}`),
	/** Some models cannot be had for the credit a new account gets as a present. */
	trialCreditNotEnough: () =>
		refusal(403, 403, 'this model is not available with trial credit, please top up'),
	/** The content is refused at submission. @param status 400 or 200: both were seen */
	contentRefused: (status: 200 | 400 = 400) => refusal(status, 1200, SENSITIVE),
	/** The model was withdrawn. @param status 400 or 404: both were seen */
	modelGone: (model: string, status: 400 | 404 = 400) =>
		refusal(status, status, `model ${model} not found or offline`),
	/** No upload ticket for this kind of file, under a status that says all is well. */
	uploadRefused: () => refusal(200, 500, 'Upload failed: invalid file type'),
	/** Too much at once. The API sends no Retry-After. */
	tooManyAtOnce: () => refusal(429, 429, 'You have reached your concurrency limit'),
};
