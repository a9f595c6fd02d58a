import type { IDataObject } from 'n8n-workflow';

import { redact } from '../errors/redact';
import { describeValue, readWords } from './answerValues';
import { CallFailure } from './callFailure';
import { isPredictionId } from './paths';

/**
 * The state of a prediction. The failed ones are those at which the vendor's newest clients stop; any
 * other status, known or not, means that it is still running.
 */
export type Standing = 'running' | 'completed' | 'failed';

/** `completed` is WaveSpeed's own word; the others come from the makers of its models. */
const COMPLETED: ReadonlySet<string> = new Set([
	'complete',
	'completed',
	'done',
	'finished',
	'succeeded',
	'success',
	'successful',
]);
const FAILED: ReadonlySet<string> = new Set([
	'failed',
	'cancelled',
	'canceled',
	'timeout',
	'deleted',
]);
const RUNNING: ReadonlySet<string> = new Set(['', 'created', 'pending', 'processing', 'queued']);

export interface Prediction {
	readonly id: string;
	readonly standing: Standing;
	/** The API's own word, e.g. `processing`, in lower case and safe to show. */
	readonly status: string;
	/** False for a status that this node does not know. */
	readonly isKnownStatus: boolean;
	readonly outputs: unknown;
	readonly error: string;
	readonly errorCode?: number | string;
	/** All fields under the API's names. */
	readonly fields: IDataObject;
}

/**
 * @param data the envelope's data, or the body of a callback
 * @param expected.id the requested id: an answer about another prediction does not count, and one with a
 * status but no prediction id is about this one
 * @param expected.secrets values that must not appear in any text
 * @throws CallFailure `unreadable` if there is no prediction id
 */
export function readPrediction(
	data: unknown,
	{ id: asked, secrets }: { id?: string; secrets?: readonly string[] } = {},
): Prediction {
	const fields = { ...(data as IDataObject) };
	const isNameless = fields.id === undefined || fields.id === null;
	const id = readId(data) ?? (isNameless && typeof fields.status === 'string' ? asked : undefined);
	if (id === undefined || (asked !== undefined && id !== asked))
		throw new CallFailure('unreadable', { got: 'noData', came: describeValue(data) });
	const status =
		typeof fields.status === 'string' ? redact(fields.status, secrets).toLowerCase() : '';
	const errorCode = readErrorCode(fields.code, secrets);
	return {
		id,
		standing: readStanding(status),
		status,
		isKnownStatus: COMPLETED.has(status) || FAILED.has(status) || RUNNING.has(status),
		outputs: fields.outputs,
		error: readWords(fields.error) ?? '',
		...(errorCode !== undefined && { errorCode }),
		fields: { ...fields, id },
	};
}

/** The address of a prediction's result ends with the prediction's id. */
const RESULT_ADDRESS = /\/predictions\/([A-Za-z0-9_-]{1,128})(?:\/result)?\/?$/;
const RESULT_ADDRESS_LIMIT_CHARACTERS = 2_000;

/** @returns the prediction id of an answer, from its own field or from its result's address */
export function readId(data: unknown): string | undefined {
	if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
	const { id, urls } = data as { id?: unknown; urls?: { get?: unknown } | null };
	if (isPredictionId(id)) return id;
	// An invalid id is no reason to look for another one elsewhere.
	if (id !== undefined && id !== null) return undefined;
	const address = urls?.get;
	if (typeof address !== 'string' || address.length > RESULT_ADDRESS_LIMIT_CHARACTERS)
		return undefined;
	return RESULT_ADDRESS.exec(address)?.[1];
}

/** An accepted prediction, known only by its id so far. */
export function predictionUnderWay(id: string): Prediction {
	return {
		id,
		standing: 'running',
		status: '',
		isKnownStatus: true,
		outputs: [],
		error: '',
		fields: { id },
	};
}

/** @returns what a status, as the API writes it, means for the prediction */
export function readStanding(status: string): Standing {
	if (COMPLETED.has(status)) return 'completed';
	return FAILED.has(status) ? 'failed' : 'running';
}

/** 0 and 200 both mean that nothing went wrong. */
function readErrorCode(code: unknown, secrets?: readonly string[]): number | string | undefined {
	const number = typeof code === 'string' && /^\d{1,6}$/.test(code) ? Number(code) : code;
	if (typeof number === 'number') return number === 0 || number === 200 ? undefined : number;
	return typeof code === 'string' && code !== '' ? redact(code, secrets) : undefined;
}
