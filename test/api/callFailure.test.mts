import {
	CallFailure,
	detailsOf,
	type CallFailureFacts,
} from '../../nodes/WaveSpeed/api/callFailure.ts';

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

const AT = { baseUrl: 'https://api.test', secrets: [] };

describe('the details of a failed call', () => {
	it('have no entry for what is not known, since an empty one looks like an answer', () => {
		expect(detailsOf(new CallFailure('noAnswer'), AT)).toStrictEqual({});
	});

	it('name everything that is known', () => {
		const failure = new CallFailure('refused', {
			status: 400,
			serverCode: 1402,
			serverMessage: 'media unreadable',
		});
		const at = { ...AT, predictionId: 'a1', model: 'a/b', status: 'processing' };
		expect(detailsOf(failure, at)).toStrictEqual({
			predictionId: 'a1',
			model: 'a/b',
			status: 'processing',
			httpStatus: 400,
			errorCode: 1402,
			serverMessage: 'media unreadable',
		});
	});

	it.each<[CallFailureFacts, object]>([
		[{ status: 400, serverCode: 400 }, { httpStatus: 400 }],
		[{ serverCode: 400 }, { errorCode: 400 }],
		[{ status: 400 }, { httpStatus: 400 }],
	])('of %j say a number once: %j', (facts, details) => {
		expect(detailsOf(new CallFailure('refused', facts), AT)).toStrictEqual(details);
	});
});
