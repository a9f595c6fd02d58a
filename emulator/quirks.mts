/**
 * Habits of the API that its sources disagree about, or that show only now and then. All can be
 * changed while the emulator runs; docs/emulator.md says where each was seen.
 */
export interface Quirks {
	/** Which list rows carry `input`: those of requests with `include_inputs: true`, all, or none. @default 'asked' */
	listInputs: 'asked' | 'always' | 'never';
	/**
	 * What a row's `input` looks like: with defaults filled in, as the submission's answer has it;
	 * exactly as it was sent; or in the server's own spelling (keys in order, blanks trimmed, sizes
	 * with `*`, a drawn seed in place of -1). @default 'resolved'
	 */
	listInputForm: 'resolved' | 'sent' | 'normalised';
	/** How a page tells of further ones: the number of all, a flag, or not at all. @default 'total' */
	listCount: 'total' | 'has_more' | 'none';
	/** Milliseconds from a submission until the list shows it. @default 0 */
	listDelayMs: number;
	/** Most rows on a page, whatever was asked for. @default 100 */
	listPageSize: number;
	/** What deleting is answered with. @default 'count' */
	deleteAnswer: 'count' | 'null';
	/** Whether callbacks are sent; one that was due meanwhile never is. @default true */
	callbacks: boolean;
	/** Whether callbacks carry the prediction's `input`. @default true */
	callbackInput: boolean;
	/** Whether results carry the prediction's `input`. @default false */
	resultInput: boolean;
	/** Whether submissions and results come in the envelope `{code, message, data}`. @default true */
	envelope: boolean;
	/** The status of a prediction that is done. @default 'completed' */
	doneWord: 'completed' | 'succeeded';
	/** Milliseconds from that status until the outputs are there. @default 0 */
	outputsDelayMs: number;
	/** HTTP status of the result of a failed prediction. @default 200 */
	failedResultStatus: number;
	/** Whether a failed prediction's `error` is a text or an object with a `message`. @default 'text' */
	errorForm: 'text' | 'object';
	/** How a model that is not there is refused: HTTP 404, or HTTP 400 "not found or offline". @default '404' */
	unknownModel: '404' | '400';
	/** Extensions of files that get no upload ticket, such as `.txt`: HTTP 200 with code 500. `*` means all. @default [] */
	refusedFileTypes: string[];
	/** Whether the key was made by somebody who may look and not run anything: HTTP 403. @default false */
	viewerKey: boolean;
	/** Milliseconds from a charge or refund until billings and usage show it. @default 0 */
	billingDelayMs: number;
	/** Milliseconds from a failure until its price is paid back; the vendor says up to 3 hours. @default 0 */
	refundDelayMs: number;
	/** How a page of billings tells of further ones. @default 'total' */
	billingCount: 'total' | 'has_more';
	/** Which times a search in billings takes: both, or one kind only. @default 'both' */
	billingTimes: 'both' | 'ms' | 'iso';
	/** The unit of the prices in billings: the vendor's older page has millionths. @default 'usd' */
	billingUnit: 'usd' | 'microUsd';
}

export function usualQuirks(): Quirks {
	return {
		listInputs: 'asked',
		listInputForm: 'resolved',
		listCount: 'total',
		listDelayMs: 0,
		listPageSize: 100,
		deleteAnswer: 'count',
		callbacks: true,
		callbackInput: true,
		resultInput: false,
		envelope: true,
		doneWord: 'completed',
		outputsDelayMs: 0,
		failedResultStatus: 200,
		errorForm: 'text',
		unknownModel: '404',
		refusedFileTypes: [],
		viewerKey: false,
		billingDelayMs: 0,
		refundDelayMs: 0,
		billingCount: 'total',
		billingTimes: 'both',
		billingUnit: 'usd',
	};
}
