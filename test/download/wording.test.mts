import {
	DownloadFailure,
	type DownloadProblem,
} from '../../nodes/WaveSpeed/download/downloadFailure.ts';
import { explainDownload, explainInline } from '../../nodes/WaveSpeed/download/downloadErrors.ts';

const URL =
	'https://user:secret-value@files.example/predictions/abc/1.mp4?X-Amz-Signature=secret-value#secret-value';

/** Every problem there is, with the facts it comes with. The type says when one is missing. */
const PROBLEMS: Record<DownloadProblem, DownloadFailure['facts'][]> = {
	address: [
		{ refusal: 'private' },
		{ refusal: 'plainHttp' },
		{ refusal: 'scheme' },
		{ refusal: 'unreadable' },
		{ refusal: 'private', target: 'http://10.0.0.1/a?token=secret-value' },
	],
	blocked: [{}],
	changed: [{}],
	cut: [{}, { networkCode: 'ECONNRESET' }],
	damaged: [{}],
	deadline: [{ limit: 1_800_000 }],
	empty: [{}],
	expired: [{ status: 403 }],
	idle: [{ limit: 30_000 }],
	noAnswer: [{ limit: 60_000 }],
	notMedia: [{}],
	redirects: [{ limit: 5 }],
	status: [{ status: 500 }],
	stopped: [{}],
	storage: [{}],
	tooLarge: [{ limit: 2_147_483_648 }],
	tooMuch: [{}],
	unreachable: [{ networkCode: 'ENOTFOUND' }, {}],
};

const cases = Object.entries(PROBLEMS).flatMap(([problem, facts]) =>
	facts.flatMap((each) =>
		[
			{ receivedBytes: 0, connections: 1 },
			{ receivedBytes: 12_897_484, announcedBytes: 41_943_040, connections: 18 },
		].map((at) => [problem as DownloadProblem, each, at] as const),
	),
);

describe('what is said of a download that failed', () => {
	test.each(cases)('is complete and gives nothing away: %s %j %j', (problem, facts, at) => {
		const error = explainDownload(new DownloadFailure(problem, facts), { url: URL, ...at });
		expect(error.message).toMatch(
			/^The output https:\/\/files\.example\/predictions\/abc\/1\.mp4 could not be downloaded: .+\. .+\.$/,
		);
		expect(error.message).not.toMatch(/undefined|null|NaN|\[object|secret-value|\.\.|\s{2}/);
		expect(error.message).toMatch(/Get Result|support/);
		expect(error.details.reason).toMatch(/^[a-z]+[A-Za-z]*$/);
		expect(JSON.stringify(error.details)).not.toContain('secret-value');
		expect(error.details).toMatchObject({
			url: 'https://files.example/predictions/abc/1.mp4',
			problem,
		});
	});

	test('says how far it came', () => {
		const error = explainDownload(new DownloadFailure('cut'), {
			url: URL,
			receivedBytes: 12_897_484,
			announcedBytes: 41_943_040,
			connections: 6,
		});
		expect(error.message).toContain(
			'closed the connection at 12.3 MB of 40 MB in the last of 6 connections.',
		);
	});

	test.each(['empty', 'storage', 'tooLarge'] as const)(
		'is complete for an output inside the answer: %s',
		(problem) => {
			const { message } = explainInline(problem, 1_048_576);
			expect(message).toMatch(/^The output .+\. .+Get Result.+\.$/);
			expect(message).not.toMatch(/undefined|NaN/);
		},
	);
});
