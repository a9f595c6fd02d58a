import { isRateLimit } from '../../nodes/WaveSpeed/api/api.ts';
import type { ApiCall } from '../../nodes/WaveSpeed/api/call.ts';
import { CallFailure, namesPrediction } from '../../nodes/WaveSpeed/api/callFailure.ts';
import { readPredictionList } from '../../nodes/WaveSpeed/api/predictionList.ts';
import { readPrediction } from '../../nodes/WaveSpeed/api/prediction.ts';
import { mayHaveBeenAccepted } from '../../nodes/WaveSpeed/submission/mayHaveBeenAccepted.ts';
import { apiThatAnswers } from './apiThatAnswers.mts';

/**
 * Answers as some client of the vendor, some document of it, or somebody's bug report has them, made up
 * here. Each says what the node takes it for.
 */

const ID = 'ded09b4c9b104fb88a38feab74c9d54c';
const GET: ApiCall = { method: 'GET', path: '/api/v3/x' };

/** In one word or two what becomes of a submission answered so. */
async function submissionAnswered(status: number, body: unknown): Promise<string> {
	const { api } = apiThatAnswers(status, body);
	try {
		const { id } = await api.once(GET, { parse: (data) => readPrediction(data) });
		return `accepted ${id}`;
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw failure;
		const { facts, kind } = failure;
		if (isRateLimit(failure)) return 'to be sent again later';
		if (!mayHaveBeenAccepted(failure)) {
			return `refused ${facts.serverCode ?? facts.status}: ${facts.serverMessage ?? kind}`;
		}
		return namesPrediction(failure) ? `accepted ${facts.predictionId}` : 'unknown';
	}
}

describe('a submission answered with', () => {
	const PREDICTION = { id: ID, status: 'created', outputs: [] };
	const RESULT_URL = `https://api.wavespeed.ai/api/v3/predictions/${ID}/result`;

	it.each<[string, number, unknown]>([
		['the envelope of today', 200, { code: 200, message: 'success', data: PREDICTION }],
		['HTTP 201', 201, { code: 200, data: PREDICTION }],
		['no code', 200, { data: PREDICTION }],
		['the code as text', 200, { code: '200', data: PREDICTION }],
		['the code 0', 200, { code: 0, data: PREDICTION }],
		['no envelope, as documented in August 2026', 200, { ...PREDICTION, error: '' }],
		['no envelope and a null error', 200, { ...PREDICTION, error: null }],
		['no envelope but a code', 200, { code: 200, message: 'success', ...PREDICTION }],
		['no envelope, data null', 200, { data: null, ...PREDICTION }],
		['fields nobody knows', 200, { data: { ...PREDICTION, queue: { place: 4 }, x: null } }],
		['the id alone', 200, { data: { id: ID } }],
		['no id but its address', 200, { data: { status: 'created', urls: { get: RESULT_URL } } }],
		['a finished prediction at once', 200, { data: { ...PREDICTION, status: 'succeeded' } }],
		['HTTP 429 and an id', 429, { code: 429, message: 'slow down', data: { id: ID } }],
		['code 429 and an id', 200, { code: 429, message: 'slow down', data: { id: ID } }],
		['code 400 and an id', 200, { code: 400, data: { id: ID } }],
		['code 402 and an id', 402, { code: 402, data: { id: ID } }],
		['code 404 and an id', 404, { code: 404, data: { id: ID } }],
		['code 1402 and an id', 400, { code: 1402, data: { id: ID } }],
		['code 1200 and an id', 400, { code: 1200, data: { id: ID, status: 'failed' } }],
		[
			'an error without envelope, with an id and a status',
			400,
			{ ...PREDICTION, status: 'failed', error: 'no' },
		],
		[
			'an error without envelope, data null, with an id and a status',
			400,
			{ data: null, ...PREDICTION, error: 'no' },
		],
		['an error without envelope, with an id and outputs', 500, { id: ID, outputs: [] }],
		[
			'an error without envelope, with an id and its address',
			500,
			{ id: ID, urls: { get: RESULT_URL } },
		],
		['HTTP 504 and an id', 504, { code: 5004, data: PREDICTION }],
		[
			'sync mode that timed out',
			200,
			{ code: 200, data: { ...PREDICTION, status: 'processing', code: 5004 } },
		],
	])('%s was accepted', async (_what, status, body) => {
		expect(await submissionAnswered(status, body)).toBe(`accepted ${ID}`);
	});

	it.each([
		['dashes', '7c2f0e3b-5c6d-4a0d-9a53-d8b1c0d4e5f6'],
		['a prefix and underscores', 'pred_2026_Abc'],
	])('an id with %s is taken as it is', async (_what, id) => {
		expect(await submissionAnswered(200, { data: { id } })).toBe(`accepted ${id}`);
	});

	it.each<[string, number, unknown, string]>([
		['HTTP 429', 429, { code: 429, message: 'concurrency limit' }, 'to be sent again later'],
		['code 429', 200, { code: 429, message: 'concurrency limit' }, 'to be sent again later'],
		[
			'HTTP 429 and the number of the request beside the error',
			429,
			{ id: 'req_123', error: 'slow down' },
			'to be sent again later',
		],
		['code 1200, HTTP 400', 400, { code: 1200, message: 'sensitive' }, 'refused 1200: sensitive'],
		['code 1200, HTTP 200', 200, { code: 1200, message: 'sensitive' }, 'refused 1200: sensitive'],
		[
			'code 1200 in a task without id',
			400,
			{ code: 400, message: 'success', data: { code: 1200, error: { message: 'sensitive' } } },
			'refused 1200: sensitive',
		],
		['code 1407', 400, { code: 1407, message: 'no credit' }, 'refused 1407: no credit'],
		[
			'an error without envelope',
			400,
			{ error: 'no base64 with webhooks' },
			'refused 400: no base64 with webhooks',
		],
		['an error as an object', 400, { error: { message: 'wrong size' } }, 'refused 400: wrong size'],
		[
			'errors as a list',
			422,
			{ errors: [{ message: 'a' }, { message: 'b' }] },
			'refused 422: a; b',
		],
		['details as a list', 422, { detail: [{ msg: 'a' }, { loc: 'x' }] }, 'refused 422: a'],
		['no words', 403, {}, 'refused 403: refused'],
		['a web page and HTTP 403', 403, '<html>no</html>', 'refused 403: refused'],
		['an error without envelope and HTTP 200', 200, { error: 'try later' }, 'unknown'],
		[
			'no right to run anything, HTTP 200',
			200,
			{ code: 403, message: 'insufficient role' },
			'refused 403: insufficient role',
		],
		[
			'no right to run anything, with a name for it',
			403,
			{ code: 403, message: 'insufficient role', error_code: 'ROLE_FORBIDDEN' },
			'refused ROLE_FORBIDDEN: insufficient role',
		],
		[
			'a wrong key and null data',
			401,
			{ code: 401, message: 'Invalid API key', data: null },
			'refused 401: Invalid API key',
		],
		['plain words and HTTP 404', 404, 'Not Found', 'refused 404: refused'],
		['plain words and HTTP 429', 429, 'Too Many Requests', 'to be sent again later'],
		['plain words and HTTP 500', 500, 'Internal Server Error', 'unknown'],
		['empty data', 200, { code: 200, message: 'success', data: {} }, 'unknown'],
		['a status and no id', 200, { code: 200, data: { status: 'created' } }, 'unknown'],
		[
			'outputs at once and no id, as sync mode has it',
			200,
			{ data: { status: 'completed', outputs: ['https://files.test/a.png'] } },
			'unknown',
		],
		['nothing', 200, '', 'unknown'],
		['null data', 200, { code: 200, message: 'success', data: null }, 'unknown'],
		['a list', 200, [], 'unknown'],
		['an empty object', 200, {}, 'unknown'],
		['an id that is a number, which no prediction has', 200, { data: { id: 7 } }, 'unknown'],
		['an id that is a path', 200, { data: { id: '../../x' } }, 'unknown'],
		['HTTP 500', 500, { code: 500, message: 'oops' }, 'unknown'],
		['code 5000', 200, { code: 5000, message: 'oops' }, 'unknown'],
	])('%s', async (_what, status, body, expected) => {
		expect(await submissionAnswered(status, body)).toBe(expected);
	});
});

describe('a list answered with', () => {
	const listOf = async (body: unknown) =>
		await apiThatAnswers(200, body).api.read(GET, { parse: readPredictionList });

	it.each<[string, unknown, unknown[]]>([
		['the envelope', { data: { page: 1, items: [{ id: ID }], total: 1 } }, [{ id: ID }]],
		['no envelope', { page: 1, items: [{ id: ID }], has_more: false }, [{ id: ID }]],
		['a bare list', [{ id: ID }], [{ id: ID }]],
		['a bare list in the envelope', { code: 200, data: [{ id: ID }] }, [{ id: ID }]],
		['null for an empty list', { data: { page: 1, items: null } }, []],
		['entries that are none', { data: { items: [null, 7, { id: ID }] } }, [{ id: ID }]],
	])('%s', async (_what, body, expected) => {
		expect(await listOf(body)).toEqual(expected);
	});

	it('no list says what came', async () => {
		await expect(listOf({ data: { page: 1 } })).rejects.toMatchObject({
			facts: { came: 'an object with page' },
		});
	});
});

describe('a call that may bring nothing', () => {
	it.each([[{ code: 200, message: 'success', data: null }], [{ code: 200 }], ['']])(
		'is done when %j comes, at the first time',
		async (body) => {
			const { api, asked } = apiThatAnswers(200, body);
			await expect(api.read({ ...GET, mayBeEmpty: true })).resolves.toEqual({});
			expect(asked.times).toBe(1);
		},
	);

	it.each([
		['<html>Sign in</html>', 'html'],
		['{"code":', 'brokenJson'],
		[{ code: 200, data: 7 }, 'noData'],
	])('is not done when %j comes', async (body, got) => {
		const { api } = apiThatAnswers(200, body);
		await expect(api.read({ ...GET, mayBeEmpty: true })).rejects.toMatchObject({
			kind: 'unreadable',
			facts: { got },
		});
	});

	it('is not done when it is refused', async () => {
		const { api } = apiThatAnswers(200, { code: 403, message: 'no', data: null });
		await expect(api.read({ ...GET, mayBeEmpty: true })).rejects.toMatchObject({
			kind: 'refused',
			facts: { status: 403, serverMessage: 'no' },
		});
	});
});
