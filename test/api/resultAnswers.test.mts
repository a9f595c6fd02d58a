import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';
import { readFailedTask, readResult } from '../../nodes/WaveSpeed/api/readResult.ts';
import { apiThatAnswers } from './apiThatAnswers.mts';

/** Answers as clients, documents and bug reports have them, made up here: what becomes of a wait for one. */
const ID = 'ded09b4c9b104fb88a38feab74c9d54c';

describe('a result answered with', () => {
	const DONE = { id: ID, status: 'completed', outputs: ['https://files.test/a.png'] };
	const told = async (status: number, body: unknown) => {
		const { api, asked } = apiThatAnswers(status, body);
		const { standing, error, errorCode } = await readResult(api, ID);
		return { standing, error, errorCode, asked: asked.times };
	};

	it.each<[string, unknown, string]>([
		['the envelope', { code: 200, data: DONE }, 'completed'],
		['no envelope', { ...DONE, error: '' }, 'completed'],
		['no id of its own', { data: { status: 'completed', outputs: [] } }, 'completed'],
		['a null id', { data: { ...DONE, id: null } }, 'completed'],
		['“succeeded”', { data: { ...DONE, status: 'succeeded' } }, 'completed'],
		['capitals', { data: { ...DONE, status: 'Completed' } }, 'completed'],
		[
			'numbers as text',
			{ code: '200', data: { ...DONE, executionTime: '12', code: '0' } },
			'completed',
		],
		['a status nobody knows', { data: { ...DONE, status: 'warming up' } }, 'running'],
		['a null status', { data: { ...DONE, status: null } }, 'running'],
		['“pending”', { data: { id: ID, status: 'pending' } }, 'running'],
		['no outputs', { data: { id: ID, status: 'completed' } }, 'completed'],
	])('%s', async (_what, body, standing) => {
		expect(await told(200, body)).toMatchObject({ standing, asked: 1 });
	});

	it.each<[string, number, unknown, string, unknown]>([
		[
			'an error as text',
			200,
			{ data: { id: ID, status: 'failed', error: 'no', code: 1403 } },
			'no',
			1403,
		],
		[
			'an error as an object',
			200,
			{ data: { id: ID, status: 'failed', error: { message: 'no' } } },
			'no',
			undefined,
		],
		[
			'a code as text',
			200,
			{ data: { id: ID, status: 'failed', error: 'no', code: '1200' } },
			'no',
			1200,
		],
		[
			'HTTP 400',
			400,
			{ code: 400, message: 'bad', data: { id: ID, status: 'failed', error: 'no' } },
			'no',
			400,
		],
		[
			'HTTP 400, a code of its own',
			400,
			{ code: 400, data: { id: ID, status: 'failed', error: 'no', code: 'E7' } },
			'no',
			'E7',
		],
		['HTTP 400, no words at all', 400, { code: 400, data: { id: ID, status: 'failed' } }, '', 400],
		[
			'HTTP 500',
			500,
			{ code: 500, message: 'task failed', data: { id: ID, status: 'failed' } },
			'task failed',
			500,
		],
		[
			'HTTP 422, no envelope',
			422,
			{ id: ID, status: 'failed', error: { message: 'no' } },
			'no',
			undefined,
		],
		[
			'an envelope that says no',
			200,
			{ code: 1200, message: 'sensitive', data: { id: ID, status: 'failed' } },
			'sensitive',
			1200,
		],
	])(
		'a failed task and %s is a prediction that failed',
		async (_what, status, body, error, code) => {
			expect(await told(status, body)).toEqual({
				standing: 'failed',
				error,
				errorCode: code,
				asked: 1,
			});
		},
	);

	it.each(['failed', 'cancelled', 'timeout', 'deleted'])(
		'the status “%s” is an end, with words of its own and without',
		async (status) => {
			const ended = { id: ID, status, error: 'Task was ended by user' };
			expect(await told(200, { code: 200, data: ended })).toEqual({
				standing: 'failed',
				error: 'Task was ended by user',
				errorCode: undefined,
				asked: 1,
			});
			expect(await told(200, { data: { status } })).toMatchObject({
				standing: 'failed',
				error: '',
			});
		},
	);

	it('a failed task whose words name a status has failed, and is not asked for again', async () => {
		const failed = { status: 'failed', error: 'HTTP 500: timeout, connection lost (429)' };
		expect(await told(200, { data: failed })).toMatchObject({ standing: 'failed', asked: 1 });
	});

	it.each([
		[404, 'Not Found', 1],
		[429, 'Too Many Requests', 11],
		[500, 'Internal Server Error', 6],
	])('HTTP %i and plain words is no news of the task', async (status, words, times) => {
		const { api, asked } = apiThatAnswers(status, words);
		await expect(readResult(api, ID)).rejects.toMatchObject({ kind: 'refused', facts: { status } });
		expect(asked.times).toBe(times);
	});

	it('HTTP 500 and a task that goes on is asked for again', async () => {
		const { api, asked } = apiThatAnswers(500, { data: { id: ID, status: 'processing' } });
		await expect(readResult(api, ID)).rejects.toMatchObject({ kind: 'refused' });
		expect(asked.times).toBe(6);
	});

	it('a failed task and no code anywhere is a prediction without an error code', async () => {
		const { api } = apiThatAnswers(422, { id: ID, status: 'failed' });
		expect(await readResult(api, ID)).not.toHaveProperty('errorCode');
	});

	it('an id after which it was cut says nothing about how the task stands', () => {
		const cut = new CallFailure('noAnswer', { status: 200, predictionId: ID });
		expect(readFailedTask(cut, ID, [])).toBeUndefined();
	});

	it('a failed task and the key hides the key', async () => {
		const key = 'key-key-key';
		const { api } = apiThatAnswers(400, { data: { id: ID, status: 'failed', code: key } });
		expect(await readResult(api, ID)).toMatchObject({ errorCode: '[hidden]' });
	});

	it('somebody else’s failed task says nothing about the one that was asked for', async () => {
		const { api } = apiThatAnswers(400, { data: { id: 'other', status: 'failed', error: 'no' } });
		await expect(readResult(api, ID)).rejects.toMatchObject({ kind: 'refused' });
	});

	it('something else says what came', async () => {
		const { api } = apiThatAnswers(200, { note: 1, version: 2 });
		await expect(readResult(api, ID)).rejects.toMatchObject({
			kind: 'unreadable',
			facts: { got: 'noData', came: 'an object with note, version' },
		});
	});
});
