import type { IDataObject } from 'n8n-workflow';

import { redact } from '../errors/redact';
import { CallFailure } from './callFailure';
import { isPredictionId } from './paths';

/**
 * Where a prediction stands. Failed states are those the vendor's newest clients stop at; everything
 * else, known or not, means that it goes on.
 */
export type Standing = 'running' | 'completed' | 'failed';

/** `completed` is WaveSpeed's own word; the others are what its models' makers say for it. */
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
	/** The API's own word, e.g. `processing`, in lower case and fit to be shown. */
	readonly status: string;
	/** False for a word nobody has heard yet. */
	readonly isKnownStatus: boolean;
	readonly outputs: unknown;
	readonly error: string;
	readonly errorCode?: number | string;
	/** Everything as the API names it. */
	readonly fields: IDataObject;
}

/**
 * @param data the envelope's data, or the body of a callback
 * @param expected.id the id that was asked for: an answer about somebody else's prediction is none
 * @param expected.secrets what must not come back in words that are shown
 * @throws CallFailure `unreadable` for what has no prediction id
 */
export function readPrediction(
	data: unknown,
	{ id, secrets }: { id?: string; secrets?: readonly string[] } = {},
): Prediction {
	const fields = { ...(data as IDataObject) };
	if (!isPredictionId(fields.id) || (id !== undefined && fields.id !== id))
		throw new CallFailure('unreadable', { got: 'noData' });
	const status =
		typeof fields.status === 'string' ? redact(fields.status, secrets).toLowerCase() : '';
	const errorCode = readErrorCode(fields.code, secrets);
	return {
		id: fields.id,
		standing: readStanding(status),
		status,
		isKnownStatus: COMPLETED.has(status) || FAILED.has(status) || RUNNING.has(status),
		outputs: fields.outputs,
		error: typeof fields.error === 'string' ? fields.error : '',
		...(errorCode !== undefined && { errorCode }),
		fields,
	};
}

/** An accepted prediction of which nothing but the id is known yet. */
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

function readStanding(status: string): Standing {
	if (COMPLETED.has(status)) return 'completed';
	return FAILED.has(status) ? 'failed' : 'running';
}

/** 0 and 200 both say that nothing went wrong. */
function readErrorCode(code: unknown, secrets?: readonly string[]): number | string | undefined {
	if (typeof code === 'number') return code === 0 || code === 200 ? undefined : code;
	return typeof code === 'string' && code !== '' ? redact(code, secrets) : undefined;
}
