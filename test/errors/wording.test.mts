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

/** What a user reads and what a workflow branches on, in one line. */
const line = (label: string, error: WaveSpeedError) => {
	const { reason, ...details } = error.details;
	const more = Object.keys(details).length > 0 ? ` ${JSON.stringify(details)}` : '';
	return `${label} ${error.name} ${reason}: ${error.message}${error.description ? ` // ${error.description}` : ''}${more}`;
};
const NOT_SUBMITTED = ' Nothing was submitted, nothing was charged.';

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
	['refused', { status: 403, serverMessage: 'insufficient role: viewer' }],
	['refused', { status: 400, serverMessage: 'model a/b not found or offline' }],
	['refused', { status: 400, serverCode: 1200, serverMessage: 'sensitive' }],
	['refused', { status: 400, serverCode: 1402, serverMessage: 'media unreadable' }],
	['unreadable', { status: 200, got: 'noData', came: 'an object with page' }],
	['impossible', { n8nMessage: 'Credential with ID "1" does not exist' }],
];

/** One line for what is always said, and one more where something else is said of a prediction or a submission. */
function linesOf(kind: CallFailureKind, facts: CallFailureFacts): string[] {
	const failure = new CallFailure(kind, facts);
	const said = [facts.status, facts.networkCode, facts.got, facts.serverCode, facts.serverMessage];
	const label = [kind, ...said.filter((fact) => fact !== undefined)].join(' ');
	const plain = ofCalls.explainFailure(failure, AT);
	const prediction = ofCalls.explainFailure(failure, {
		...AT,
		model: MODEL,
		predictionId: 'abc123',
	});
	const problem = { field: 'size', message: 'The input “size” is wrong.' };
	const submission = ofSubmissions.explainSubmitRefusal(failure, { ...AT, model: MODEL }, problem);
	const kept =
		' Prediction abc123 is kept: run Get Result with this id instead of submitting again.';
	return [
		line(label, plain),
		...(prediction.message === plain.message + kept
			? []
			: [line('  of a prediction:', prediction)]),
		...(submission.message === plain.message + NOT_SUBMITTED
			? []
			: [line('  of a submission:', submission)]),
	];
}

/** A table that a person reads: one test for all words, so that a change shows what it changes. */
describe('the words of', () => {
	it('failed calls', () => {
		const lines = FAILURES.flatMap(([kind, facts]) => linesOf(kind, facts));
		expect(lines.join('\n')).toMatchSnapshot();
	});

	it('submissions of unknown outcome', () => {
		const lost = ['refused', 'unreadable', 'redirected', 'stopped', 'noAnswer'] as const;
		const failures = lost.flatMap((kind) =>
			[{ status: 502, got: 'html' as const }, { status: 500 }].map(
				(facts) => new CallFailure(kind, facts),
			),
		);
		const lines = [
			...failures.map(
				(failure) =>
					`${failure.kind} ${failure.facts.status}: ${ofSubmissions.howItWasLost(failure)}`,
			),
			line(
				'whole',
				ofSubmissions.outcomeUnknown(
					{ ...AT, model: MODEL },
					{ since: SINCE, failure: failures[0]! },
				),
			),
			line(
				'no list',
				ofSubmissions.outcomeUnknown(AT, {
					since: SINCE,
					lostBecause: 'the connection broke',
					unlisted: failures[0]!,
				}),
			),
			line('a cut-off try', ofSubmissions.outcomeUnknown(AT, { since: SINCE })),
		];
		expect(lines.join('\n')).toMatchSnapshot();
	});

	it('predictions that ended', () => {
		const ends = [
			...[1200, 1400, 1401, 1402, 1407, 5003, 5004, 'toString', 'no key-key-key'].map((code) => ({
				status: 'failed',
				code,
			})),
			{ status: 'failed', error: 'no key-key-key' },
			...['cancelled', 'canceled', 'timeout', 'deleted'].map((status) => ({ status })),
		];
		const empty = readPrediction({ id: 'abc123', status: 'completed' });
		const lines = [
			...ends.map((fields) =>
				line(
					Object.values(fields).join(' '),
					ofPredictions.predictionFailed(readPrediction({ id: 'abc123', ...fields }), {
						...AT,
						model: MODEL,
					}),
				),
			),
			line('completed', ofPredictions.noOutputs(empty, AT)),
		];
		expect(lines.join('\n')).toMatchSnapshot();
	});

	it('waits that ended', () => {
		const waited: Array<[{ status?: string }, number]> = [
			[{ status: 'processing' }, 1_000],
			[{ status: 'key-key-key' }, 119_000],
			[{}, 120_000],
			[{}, 7_140_000],
			[{}, 7_200_000],
			[{}, 86_400_000],
		];
		const lines = [
			...waited.map(([at, ms]) =>
				line(`${ms} ms`, ofWaits.waitedTooLong({ ...AT, predictionId: 'abc123', ...at }, ms)),
			),
			line('before', ofWaits.stopped({ ...AT, model: MODEL })),
			line('after', ofWaits.stopped({ ...AT, predictionId: 'abc123' })),
		];
		expect(lines.join('\n')).toMatchSnapshot();
	});

	it('an error are not all: its details are what workflows read', () => {
		const at = { ...AT, model: MODEL, predictionId: 'abc123', status: 'processing' };
		const failure = new CallFailure('refused', {
			status: 503,
			serverCode: 5003,
			serverMessage: 'busy',
		});
		expect(ofCalls.explainFailure(failure, at).details).toEqual({
			reason: 'serverError',
			predictionId: 'abc123',
			model: MODEL,
			status: 'processing',
			httpStatus: 503,
			errorCode: 5003,
			serverMessage: 'busy',
		});
		expect(
			ofSubmissions.outcomeUnknown({ ...AT, model: MODEL }, { since: SINCE, failure }).details,
		).toMatchObject({
			chargePossible: true,
			submittedAt: SINCE.toISOString(),
		});
	});
});
