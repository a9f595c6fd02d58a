import type { IDataObject } from 'n8n-workflow';

import { CallFailure } from './callFailure';
import { isPredictionId } from './paths';

/**
 * Where a prediction stands. Failed states are those the vendor's newest clients stop at; everything
 * else, known or not, means that it goes on.
 */
export type Standing = 'running' | 'completed' | 'failed';

const FAILED = new Set(['failed', 'cancelled', 'canceled', 'timeout', 'deleted']);

export interface Prediction {
	readonly id: string;
	readonly standing: Standing;
	/** The API's own word, e.g. `processing`. */
	readonly status: string;
	readonly outputs: unknown;
	readonly error: string;
	readonly errorCode?: number | string;
	/** Everything as the API names it. */
	readonly fields: IDataObject;
}

/**
 * @param data the envelope's data, or the body of a callback
 * @throws CallFailure `unreadable` for what has no prediction id
 */
export function readPrediction(data: unknown): Prediction {
	const fields = { ...(data as IDataObject) };
	if (!isPredictionId(fields.id)) throw new CallFailure('unreadable', { got: 'noData' });
	const status = typeof fields.status === 'string' ? fields.status : '';
	return {
		id: fields.id,
		standing: readStanding(status),
		status,
		outputs: fields.outputs,
		error: typeof fields.error === 'string' ? fields.error : '',
		...(isErrorCode(fields.code) && { errorCode: fields.code }),
		fields,
	};
}

function readStanding(status: string): Standing {
	const word = status.trim().toLowerCase();
	if (word === 'completed') return 'completed';
	return FAILED.has(word) ? 'failed' : 'running';
}

/** 0 and 200 both say that nothing went wrong. */
function isErrorCode(code: unknown): code is number | string {
	return (typeof code === 'number' && code !== 0 && code !== 200) || (typeof code === 'string' && code !== '');
}
