import { readFileSync, writeFileSync } from 'node:fs';

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

const AT = { baseUrl: 'https://api.wavespeed.ai', secrets: ['key-key-key'] };
const MODEL = 'openai/sora-2/text-to-video';
const SINCE = new Date('2026-11-22T10:00:00Z');

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

const PREDICTIONS = [
	{ status: 'failed', error: 'no', code: 1200 },
	{ status: 'failed', error: 'no key-key-key', code: 1400 },
	{ status: 'failed', code: 1401 },
	{ status: 'failed', code: 1402 },
	{ status: 'failed', code: 1407 },
	{ status: 'failed', code: 5003 },
	{ status: 'failed', code: 5004 },
	{ status: 'failed', code: 'toString' },
	{ status: 'failed', code: 'no key-key-key' },
	{ status: 'cancelled' },
	{ status: 'canceled' },
	{ status: 'timeout' },
	{ status: 'deleted' },
];

const WAITS: Array<[{ status?: string; model?: string }, number]> = [
	[{ status: 'processing' }, 1_000],
	[{ status: 'key-key-key' }, 119_000],
	[{ model: MODEL }, 120_000],
	[{}, 7_140_000],
	[{}, 7_200_000],
	[{}, 86_400_000],
];

/** Situations that are told in the same words, with the same facts, share a line. */
class Section {
	private readonly lines = new Map<string, string[]>();

	constructor(private readonly title: string) {}

	add(situation: string, { name, message, description, details }: WaveSpeedError): void {
		const { reason, ...facts } = details;
		const told = `${String(reason)}: ${message}${description ? ` | ${description}` : ''} (${name}, ${JSON.stringify(facts)})`;
		this.lines.set(told, [...(this.lines.get(told) ?? []), situation]);
	}

	toString(): string {
		const lines = [...this.lines].map(
			([told, situations]) => `- [${situations.join('; ')}] ${told}`,
		);
		return `## ${this.title}\n\n${lines.join('\n')}\n`;
	}
}

const nameOf = (facts: object): string =>
	Object.entries(facts)
		.map(([name, value]) => `${name} ${String(value)}`)
		.join(', ') || 'no more is known';

function failedCalls(): Section[] {
	const plain = new Section('A call that failed');
	const about = new Section('The same, about a prediction that is under way');
	const refused = new Section('The same, as a submission that cannot have been accepted');
	const unknown = new Section('The same, as a submission that may have been accepted');
	const atPrediction = { ...AT, model: MODEL, predictionId: 'abc123', status: 'processing' };
	const ofModel = { ...AT, model: MODEL };
	const field = { field: 'size', message: 'The input “size” is wrong.' };
	for (const [kind, facts] of FAILURES) {
		const failure = new CallFailure(kind, facts);
		const situation = `${kind}: ${nameOf(facts)}`;
		plain.add(situation, ofCalls.explainFailure(failure, AT));
		about.add(situation, ofCalls.explainFailure(failure, atPrediction));
		refused.add(situation, ofSubmissions.explainSubmitRefusal(failure, ofModel, field));
		unknown.add(situation, ofSubmissions.outcomeUnknown(ofModel, { since: SINCE, failure }));
	}
	for (const kind of ['refused', 'unreadable', 'redirected', 'stopped', 'noAnswer'] as const) {
		for (const facts of [{ status: 502, got: 'html' as const }, { status: 500 }]) {
			const failure = new CallFailure(kind, facts);
			const lostBecause = ofSubmissions.howItWasLost(failure);
			unknown.add(
				`${kind}: ${nameOf(facts)}`,
				ofSubmissions.outcomeUnknown(AT, { since: SINCE, lostBecause }),
			);
		}
	}
	unknown.add('nothing is known', ofSubmissions.outcomeUnknown(AT, { since: SINCE }));
	return [plain, about, refused, unknown];
}

function endedPredictions(): Section[] {
	const failed = new Section('A prediction that failed');
	for (const fields of PREDICTIONS) {
		const prediction = readPrediction({ id: 'abc123', ...fields });
		failed.add(nameOf(fields), ofPredictions.predictionFailed(prediction, AT));
		failed.add(
			`${nameOf(fields)}, model known`,
			ofPredictions.predictionFailed(prediction, { ...AT, model: MODEL }),
		);
	}
	const waited = new Section('A wait that ended');
	for (const [at, ms] of WAITS) {
		const where = { ...AT, predictionId: 'abc123', ...at };
		waited.add(`${ms / 1000} s, ${nameOf(at)}`, ofPredictions.waitedTooLong(where, ms));
	}
	waited.add('stopped', ofCalls.stopped(AT));
	waited.add('stopped, model known', ofCalls.stopped({ ...AT, model: MODEL }));
	waited.add('stopped, prediction known', ofCalls.stopped({ ...AT, predictionId: 'abc123' }));
	waited.add(
		'stopped, both known',
		ofCalls.stopped({ ...AT, model: MODEL, predictionId: 'abc123' }),
	);
	const empty = readPrediction({ id: 'abc123', status: 'completed' });
	waited.add('no outputs', ofPredictions.noOutputs(empty, AT));
	waited.add('no outputs, model known', ofPredictions.noOutputs(empty, { ...AT, model: MODEL }));
	return [failed, waited];
}

const TABLE = 'test/errors/messages.md';
const TITLE = `# What the node says when something goes wrong

Each line: [the situations] reason: message (class of the error, what else is in \`details\`).
Made by \`npm run test:messages\`; read what it changes, word by word.
`;

test('every situation is told in the words of the table', () => {
	const table = [TITLE, ...failedCalls().map(String), ...endedPredictions().map(String)].join('\n');
	if (process.env.UPDATE_MESSAGES) writeFileSync(TABLE, table);
	expect(table.split('\n')).toEqual(readFileSync(TABLE, 'utf8').split('\n'));
});

test.each(FAILURES)(
	'a submission that was lost tells also why the list could not be asked: %s %j',
	(kind, facts) => {
		const failure = new CallFailure(kind, facts);
		const lost = { since: SINCE, lostBecause: 'the connection broke' };
		const alone = ofSubmissions.outcomeUnknown(AT, lost);
		const error = ofSubmissions.outcomeUnknown(AT, { ...lost, unlisted: failure });
		const why = ofCalls.explainFailure(failure, AT);
		expect(error.message).toBe(
			`${alone.message} The list of predictions, which would show it, could not be fetched: ${why.message}`,
		);
		expect(error.details).toEqual({ ...why.details, ...alone.details });
	},
);
