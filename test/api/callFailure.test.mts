import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';

describe('a failed call', () => {
	it('says in a log what kind of failure it is, and nothing of what was sent', () => {
		const failure = new CallFailure('noAnswer', { networkCode: 'ECONNRESET' });
		expect(String(failure)).toBe('CallFailure: API call failed: noAnswer');
	});

	it('keeps what it knows of a prediction when nothing new is known of it', () => {
		const failure = new CallFailure('noAnswer', { predictionId: 'a1', retryAfterMs: 5 });
		const further = { status: 200, retryAfterMs: 7, predictionId: undefined };
		expect(failure.with(further)).toMatchObject({
			kind: 'noAnswer',
			facts: { predictionId: 'a1', status: 200, retryAfterMs: 7 },
		});
		expect(failure.facts).toStrictEqual({ predictionId: 'a1', retryAfterMs: 5 });
	});
});
