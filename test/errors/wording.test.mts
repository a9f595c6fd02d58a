import {
	CallFailure,
	type CallFailureFacts,
	type CallFailureKind,
} from '../../nodes/WaveSpeed/api/callFailure.ts';
import { readPrediction } from '../../nodes/WaveSpeed/api/prediction.ts';
import * as ofCalls from '../../nodes/WaveSpeed/api/apiErrors.ts';
import { WaveSpeedError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';
import * as ofPredictions from '../../nodes/WaveSpeed/waiting/predictionErrors.ts';
import * as ofSubmissions from '../../nodes/WaveSpeed/submission/submitErrors.ts';
import * as ofWaits from '../../nodes/WaveSpeed/waiting/waitErrors.ts';

const AT = { baseUrl: 'https://api.wavespeed.ai', secrets: ['key-key-key'] };
const MODEL = 'openai/sora-2/text-to-video';
const SINCE = new Date('2026-11-22T10:00:00Z');

/** What a user reads and what a workflow branches on. */
const told = (error: WaveSpeedError) => ({
	class: error.name,
	message: error.message,
	...(error.description && { description: error.description }),
	details: error.details,
});

const FAILURES: Array<[CallFailureKind, CallFailureFacts]> = [
	['notSent', { networkCode: 'ECONNREFUSED' }],
	['notSent', { networkCode: 'ENOTFOUND' }],
	['notSent', { networkCode: 'EAI_AGAIN' }],
	['notSent', { networkCode: 'EPROTO' }],
	['notSent', { networkCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
	['notSent', { networkCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
	['notSent', { networkCode: 'UNABLE_TO_GET_ISSUER_CERT' }],
	['notSent', {}],
	['noAnswer', { networkCode: 'ECONNRESET' }],
	['noAnswer', {}],
	['redirected', { status: 302 }],
	['unreadable', { status: 200, got: 'html' }],
	['unreadable', { status: 200, got: 'tooMuch' }],
	['unreadable', { status: 200, got: 'brokenJson' }],
	['stopped', {}],
	['impossible', {}],
	...[400, 401, 402, 403, 404, 407, 408, 418, 429, 500, 503].flatMap(
		(status): Array<[CallFailureKind, CallFailureFacts]> => [
			['refused', { status }],
			['refused', { status, serverMessage: 'the server’s words' }],
			['refused', { status, got: 'html' }],
		],
	),
	['refused', {}],
	['refused', { status: 401, serverMessage: 'please top up' }],
	['refused', { status: 401, serverMessage: 'activate your key first' }],
	['refused', { status: 401, serverMessage: 'a topup is missing' }],
	['refused', { status: 400, serverMessage: 'a topup is missing' }],
	['refused', { status: 422 }],
	['refused', { status: 400, serverMessage: 'insufficient credits', serverCode: 1407 }],
	['refused', { status: 400, serverMessage: 'not enough balance' }],
	['refused', { status: 400, serverMessage: 'your balance is too low' }],
	['refused', { status: 400, serverCode: 1407 }],
	['refused', { status: 400, serverCode: 'bad_role' }],
];

describe('the words of a failed call', () => {
	it.each(FAILURES)('%s %j', (kind, facts) => {
		const failure = new CallFailure(kind, facts);
		expect({
			plain: told(ofCalls.explainFailure(failure, AT)),
			ofAPrediction: told(
				ofCalls.explainFailure(failure, {
					...AT,
					model: MODEL,
					predictionId: 'abc123',
					status: 'processing',
				}),
			),
			ofASubmission: told(
				ofSubmissions.explainSubmitRefusal(
					failure,
					{ ...AT, model: MODEL },
					{ field: 'size', message: 'The input “size” is wrong.' },
				),
			),
			ofUnknownOutcome: told(
				ofSubmissions.outcomeUnknown({ ...AT, model: MODEL }, { since: SINCE, failure }),
			),
			ofALostList: told(
				ofSubmissions.outcomeUnknown(AT, {
					since: SINCE,
					lostBecause: 'the connection broke',
					unlisted: failure,
				}),
			),
		}).toMatchSnapshot();
	});
});

describe('the words of a prediction', () => {
	it.each([
		[{ status: 'failed', error: 'no', code: 1200 }],
		[{ status: 'failed', error: 'no key-key-key', code: 1400 }],
		[{ status: 'failed', code: 1401 }],
		[{ status: 'failed', code: 1402 }],
		[{ status: 'failed', code: 1407 }],
		[{ status: 'failed', code: 5003 }],
		[{ status: 'failed', code: 5004 }],
		[{ status: 'failed', code: 'toString' }],
		[{ status: 'failed', code: 'no key-key-key' }],
		[{ status: 'cancelled' }],
		[{ status: 'canceled' }],
		[{ status: 'timeout' }],
		[{ status: 'deleted' }],
	])('that ended as %j', (fields) => {
		const prediction = readPrediction({ id: 'abc123', ...fields });
		expect([
			told(ofPredictions.predictionFailed(prediction, AT)),
			told(ofPredictions.predictionFailed(prediction, { ...AT, model: MODEL })),
		]).toMatchSnapshot();
	});

	it.each([
		[{ status: 'processing' }, 1_000],
		[{ status: 'key-key-key' }, 119_000],
		[{ model: MODEL }, 120_000],
		[{}, 7_140_000],
		[{}, 7_200_000],
		[{}, 86_400_000],
	])('that was waited for too long: %j, %i ms', (at, ms) => {
		expect(
			told(ofWaits.waitedTooLong({ ...AT, predictionId: 'abc123', ...at }, ms)),
		).toMatchSnapshot();
	});

	it('that was stopped, that has no outputs, that may have been submitted', () => {
		const empty = readPrediction({ id: 'abc123', status: 'completed' });
		expect([
			told(ofWaits.stopped(AT)),
			told(ofWaits.stopped({ ...AT, model: MODEL })),
			told(ofWaits.stopped({ ...AT, model: MODEL, predictionId: 'abc123' })),
			told(ofWaits.stopped({ ...AT, predictionId: 'abc123' })),
			told(ofPredictions.noOutputs(empty, AT)),
			told(ofPredictions.noOutputs(empty, { ...AT, model: MODEL })),
			told(ofSubmissions.outcomeUnknown(AT, { since: SINCE })),
		]).toMatchSnapshot();
	});

	it.each(['refused', 'unreadable', 'redirected', 'stopped', 'noAnswer'] as const)(
		'is lost in words of its own when it was %s',
		(kind) => {
			expect([
				ofSubmissions.howItWasLost(new CallFailure(kind, { status: 502, got: 'html' })),
				ofSubmissions.howItWasLost(new CallFailure(kind, { status: 500 })),
			]).toMatchSnapshot();
		},
	);
});
