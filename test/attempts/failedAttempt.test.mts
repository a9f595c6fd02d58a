import {
	isRefundedFailure,
	isVendorsFailure,
} from '../../nodes/WaveSpeed/attempts/failedAttempt.ts';
import {
	PredictionFailedError,
	RefusedError,
	type ErrorDetails,
} from '../../nodes/WaveSpeed/errors/errorClasses.ts';

const failed = (details: Partial<ErrorDetails>) =>
	new PredictionFailedError('x', { reason: 'predictionFailed', status: 'failed', ...details });

describe('a failure after which another attempt is made', () => {
	it.each([
		['says nothing more', {}],
		['timed out', { status: 'timeout' }],
		['has a code of the vendor’s own', { errorCode: 1403 }],
		['has a code of a server', { errorCode: 5000 }],
	])('is one that %s', (_what, details) => {
		expect(isVendorsFailure(failed(details))).toBe(true);
	});

	it.each([
		['was cancelled, and may have cost something', failed({ status: 'cancelled' })],
		['has no status', failed({ status: undefined })],
		['is completed, and empty', failed({ reason: 'noOutputs', status: 'completed' })],
		['is about a call', new RefusedError('x', { reason: 'refused', status: 'failed' })],
		['is a mistake of the node’s own', new TypeError('x')],
	])('is none that %s', (_what, error) => {
		expect(isRefundedFailure(error)).toBe(false);
		expect(isVendorsFailure(error)).toBe(false);
	});

	it.each([
		['a code about content', { errorCode: 1200 }],
		['a code below those of servers', { errorCode: 4999 }],
		['words about content', { serverMessage: 'refused by the safety system' }],
	])('is none with %s, though it is refunded', (_what, details) => {
		expect(isRefundedFailure(failed(details))).toBe(true);
		expect(isVendorsFailure(failed(details))).toBe(false);
	});
});
