import {
	predictionUnderWay,
	readId,
	readPrediction,
} from '../../nodes/WaveSpeed/api/prediction.ts';

const KEY = 'WSK_SECRET_7c1e9a4f2d8b60';

describe('a prediction', () => {
	it.each([
		['completed', 'completed', true],
		[' Completed ', 'completed', true],
		['failed', 'failed', true],
		['FAILED', 'failed', true],
		['cancelled', 'failed', true],
		['canceled', 'failed', true],
		['timeout', 'failed', true],
		['deleted', 'failed', true],
		['created', 'running', true],
		['pending', 'running', true],
		['processing', 'running', true],
		['queued', 'running', true],
		['', 'running', true],
		[undefined, 'running', true],
		[7, 'running', true],
		['moderating', 'running', false],
		['constructor', 'running', false],
	])(
		'with the status %p is %s; that the word is known is %p',
		(status, standing, isKnownStatus) => {
			const read = readPrediction({ id: 'a1', status });
			expect(read).toMatchObject({ id: 'a1', standing, isKnownStatus });
			expect(read.status).toBe(typeof status === 'string' ? status.trim().toLowerCase() : '');
		},
	);

	it.each([
		[0, undefined],
		[200, undefined],
		['0', undefined],
		['200', undefined],
		[1403, 1403],
		['1403', 1403],
		['999999', 999_999],
		['1234567', '1234567'],
		['14 or 15', '14 or 15'],
		[[1403], undefined],
		['', undefined],
		['E1', 'E1'],
		[null, undefined],
		[KEY, '[hidden]'],
	])('with the code %p has the error code %p', (code, errorCode) => {
		const read = readPrediction({ id: 'a1', code }, { secrets: [KEY] });
		expect(read.errorCode).toBe(errorCode);
		expect('errorCode' in read).toBe(errorCode !== undefined);
	});

	it.each([
		[{ error: 'x' }, 'x'],
		[{ error: null }, ''],
		[{ error: {} }, ''],
		[{}, ''],
	])('%j has the error “%s”', (fields, error) => {
		expect(readPrediction({ id: 'a1', ...fields }).error).toBe(error);
	});

	it.each([
		null,
		undefined,
		7,
		[],
		{},
		{ id: 7 },
		{ id: '' },
		{ id: 'a/b' },
		{ id: 'x'.repeat(129) },
	])('is not in %j', (data) => {
		expect(() => readPrediction(data)).toThrow(
			expect.objectContaining({
				kind: 'unreadable',
				facts: { got: 'noData', came: expect.any(String) },
			}),
		);
	});

	it('of somebody else is none', () => {
		expect(() => readPrediction({ id: 'a1' }, { id: 'a2' })).toThrow(
			expect.objectContaining({ kind: 'unreadable' }),
		);
		expect(readPrediction({ id: 'a1', outputs: [1], x: 1 }, { id: 'a1' })).toMatchObject({
			outputs: [1],
			fields: { id: 'a1', x: 1 },
		});
	});

	it.each([
		[{ id: 7, status: 'completed' }],
		[{ id: '../a1', status: 'completed' }],
		[{ outputs: [] }],
		[{ id: null, outputs: [] }],
		[{ id: null, status: 7 }],
	])('is not in %j, although it was asked for', (data) => {
		expect(() => readPrediction(data, { id: 'a1' })).toThrow(
			expect.objectContaining({ kind: 'unreadable' }),
		);
	});

	const address = 'https://api.test/api/v3/predictions/a1';

	it.each([
		[{ urls: { get: address } }, 'a1'],
		[{ id: null, urls: { get: `${address}/result` } }, 'a1'],
		[{ urls: { get: `${address}/result/` } }, 'a1'],
		[{ urls: { get: `${address}?x=1` } }, undefined],
		[{ urls: { get: `${address}/cancel` } }, undefined],
		[{ urls: { get: [address] } }, undefined],
		[{ urls: { get: null } }, undefined],
		[{ urls: null }, undefined],
		[{ id: 7, urls: { get: address } }, undefined],
		[{ id: '', urls: { get: address } }, undefined],
		[{ urls: { get: address.padStart(2_000, 'x') } }, 'a1'],
		[{ urls: { get: address.padStart(2_001, 'x') } }, undefined],
	])('with %j has the id %p', (data, id) => {
		expect(readId(data)).toBe(id);
	});

	it('hides the key where a status has it', () => {
		expect(readPrediction({ id: 'a1', status: KEY }, { secrets: [KEY] }).status).toBe('[hidden]');
	});

	it('of which only the id is known is under way', () => {
		expect(predictionUnderWay('a1')).toEqual({
			id: 'a1',
			standing: 'running',
			status: '',
			isKnownStatus: true,
			outputs: [],
			error: '',
			fields: { id: 'a1' },
		});
	});
});
