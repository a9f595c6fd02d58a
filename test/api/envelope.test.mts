import { openEnvelope } from '../../nodes/WaveSpeed/api/envelope.ts';
import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';

const KEY = 'WSK_SECRET_7c1e9a4f2d8b60';

const open = (body: unknown, status = 200, contentType = 'application/json') =>
	openEnvelope(
		{
			status,
			contentType,
			text: typeof body === 'string' ? body : JSON.stringify(body),
			retryAfterMs: 5,
		},
		[KEY],
	);

const failureOf = (...answer: Parameters<typeof open>): CallFailure => {
	try {
		open(...answer);
	} catch (error) {
		if (error instanceof CallFailure) return error;
		throw error;
	}
	throw new Error('It was opened');
};

describe('an answer of the API', () => {
	it.each([
		[{ code: 200, message: 'success', data: { id: 'a' } }, { id: 'a' }],
		[{ code: 0, data: { id: 'a' } }, { id: 'a' }],
		[{ code: 204, data: { id: 'a' } }, { id: 'a' }],
		[{ code: 299, data: { id: 'a' } }, { id: 'a' }],
		[{ code: '200', data: { id: 'a' } }, { id: 'a' }],
		[{ code: 'none', data: { id: 'a' } }, { id: 'a' }],
		[{ code: '404 pages', data: { id: 'a' } }, { id: 'a' }],
		[{ code: 'E404', data: { id: 'a' } }, { id: 'a' }],
		[{ code: [404], data: { id: 'a' } }, { id: 'a' }],
		[{ code: true, data: { id: 'a' } }, { id: 'a' }],
		[{ data: [1, 2] }, [1, 2]],
	])('%j is its data', (body, data) => {
		expect(open(body)).toEqual(data);
	});

	it.each([[300], [301], [302], [307], [399]])(
		'with HTTP %i is a redirect, whatever it says',
		(status) => {
			expect(failureOf({ code: 200, data: {} }, status)).toMatchObject({
				kind: 'redirected',
				facts: { status },
			});
		},
	);

	it.each([
		[{ code: 199, data: { id: 'a' } }, 200, 200, 199],
		[{ code: 300, data: {} }, 200, 200, 300],
		[{ code: 400, data: {} }, 200, 400, 400],
		[{ code: '429' }, 200, 429, 429],
		[{ code: 599 }, 200, 599, 599],
		[{ code: 600 }, 200, 200, 600],
		[{ code: 1407 }, 200, 200, 1407],
		[{ code: 1407 }, 402, 402, 1407],
		[{ code: 200, data: { id: 'a' } }, 500, 500, 200],
		[{ message: 'no' }, 500, 500, undefined],
		[{ code: '404 pages' }, 400, 400, undefined],
		[{ code: 'E404' }, 400, 400, undefined],
		[{ code: 404 }, 400, 400, 404],
		[{ code: 400, data: { code: 1200 } }, 400, 400, 1200],
		[{ code: 400, data: { code: '1000' } }, 400, 400, 1000],
		[{ code: 400, data: { code: 999 } }, 400, 400, 400],
		[{ code: 429, error_code: 'too_many' }, 429, 429, 'too_many'],
		[{ code: 429, error_code: 7 }, 429, 429, 7],
		[{ code: 429, error_code: '' }, 429, 429, 429],
		[{ code: 429, error_code: {} }, 429, 429, 429],
		[{ code: 403, error_code: KEY }, 403, 403, '[hidden]'],
	])(
		'%j with HTTP %i is a refusal with status %i and code %s',
		(body, http, status, serverCode) => {
			expect(failureOf(body, http)).toMatchObject({
				kind: 'refused',
				facts: { status, serverCode, retryAfterMs: 5 },
			});
		},
	);

	it.each([
		[{ code: 500, data: { id: 'abc' } }, 'abc'],
		[{ code: 500, data: { id: '../x' } }, undefined],
		[{ code: 500, data: null }, undefined],
		[{ code: 500 }, undefined],
	])('%j that says no names the prediction %s', (body, id) => {
		const { facts } = failureOf(body);
		expect(facts.predictionId).toBe(id);
		expect(facts.prediction).toEqual(id === undefined ? undefined : body.data);
	});

	it.each([
		[{ message: 'a', error: 'b' }, 'a'],
		[{ message: ' ', error: 'b' }, 'b'],
		[{ message: 7, error: 'b' }, 'b'],
		[{ error: { message: 'c' } }, 'c'],
		[{ detail: 'd' }, 'd'],
		[{ detail: [{ msg: 'e' }, { msg: 7 }, null, { msg: 'f' }] }, 'e; f'],
		[{ detail: [], errors: [{ message: 'g' }, null, { message: 7 }, { message: 'h' }] }, 'g; h'],
		[{ errors: [] }, undefined],
		[{}, undefined],
		[{ message: `no ${KEY}` }, 'no [hidden]'],
		[{ errors: Array(21).fill({ message: 'x' }) }, Array(20).fill('x').join('; ')],
		[{ message: 'success', error: 'b' }, 'b'],
		[{ message: ' OK ', error: 'b' }, 'b'],
		[{ message: 'no success', error: 'b' }, 'no success'],
		[{ message: 'Success is far', error: 'b' }, 'Success is far'],
	])('%j says “%s”', (body, words) => {
		expect(failureOf(body, 400).facts.serverMessage).toBe(words);
	});

	it.each([
		[{ error: 'try later' }, 'try later'],
		[{ error: { message: 'try later' } }, 'try later'],
		[{ error: [{ message: 'try later' }], time: 7 }, 'try later'],
	])('%j with a good HTTP status says no all the same', (body, words) => {
		expect(failureOf(body)).toMatchObject({
			kind: 'refused',
			facts: { status: 200, serverMessage: words, inEnvelope: true },
		});
	});

	it.each([
		[{ id: 'a', error: 'no' }],
		[{ status: 'failed', error: 'no' }],
		[{ error: '', time: 7 }],
		[{ code: 200, error: 'no', time: 7 }],
	])('%j is no refusal, but what was asked for', (body) => {
		expect(open(body)).toEqual(body);
	});

	it.each([
		[{ data: { id: 'a' }, error: 'no' }, { id: 'a' }],
		[{ data: [], error: 'no' }, []],
	])('%j is its data, whatever else it says', (body, data) => {
		expect(open(body)).toEqual(data);
	});

	it('tells whether the server said no or only its answer', () => {
		expect(failureOf({ code: 500 }, 200).facts).toMatchObject({ inEnvelope: true });
		expect(failureOf({ code: 500 }, 400).facts).not.toHaveProperty('inEnvelope');
		expect(failureOf({ code: 200 }, 500).facts).not.toHaveProperty('inEnvelope');
	});

	it.each([
		['<!doctype html>', 'text/plain', 'html'],
		['  <html>', 'text/plain', 'html'],
		['<p>x', 'text/plain', 'html'],
		['<?xml version="1.0"?>', 'text/plain', 'html'],
		['hello', 'text/html; charset=utf-8', 'html'],
		['hello', 'application/xml', 'html'],
		['', 'text/html', 'nothing'],
		['  \n', 'application/json', 'nothing'],
		['{"code":', 'text/plain', 'brokenJson'],
		[' [1', 'text/plain', 'brokenJson'],
		['hello', 'application/json', 'brokenJson'],
		['hello', 'text/plain', 'text'],
		['"text"', 'text/plain', 'text'],
		['[1', 'application/json', 'brokenJson'],
		['null', 'text/plain', 'text'],
		['< 3', 'text/plain', 'text'],
		['fish <b>and</b> chips', 'text/plain', 'text'],
		['see [1] and {2}', 'text/plain', 'text'],
	])('%j as %s is none, but %s', (text, type, got) => {
		expect(failureOf(text, 200, type)).toMatchObject({
			kind: 'unreadable',
			facts: { status: 200, got },
		});
		expect(failureOf(text, 400, type)).toMatchObject({
			kind: 'refused',
			facts: { status: 400, got, retryAfterMs: 5 },
		});
	});

	it.each([
		[{ code: 200 }],
		[{ code: 200, data: null }],
		[{ code: 200, data: 'x' }],
		[{ code: 200, data: 7 }],
		[{ code: 200, data: 7, note: 'x' }],
		[{ code: 200, data: 'not a whsec_' }],
	])('%j has no data', (body) => {
		expect(failureOf(body)).toMatchObject({
			kind: 'unreadable',
			facts: { status: 200, got: 'noData', came: expect.any(String) },
		});
	});

	it.each([
		[{ secret: 'whsec_abc' }],
		[{ code: 200, message: 'success', secret: 'any text' }],
		[{ code: 200, data: 'whsec_abc' }],
	])('%j is the callbacks’ secret, which is read elsewhere', (body) => {
		expect(open(body)).toEqual(body);
	});

	it.each(['__proto__', 'constructor', 'prototype'])('loses the key %s at any depth', (key) => {
		const data = open(`{"code":200,"data":{"a":{"${key}":{"x":1}},"b":1}}`) as { a: object };
		expect(Object.keys(data.a)).toEqual([]);
		expect(data).toMatchObject({ b: 1 });
	});

	it('may be nested as deep as any schema is, and no deeper than can be copied', () => {
		const nested = (levels: number, innermost = '') =>
			`{"code":200,"data":${'['.repeat(levels)}${innermost}${']'.repeat(levels)}}`;
		expect(open(nested(63))).toBeInstanceOf(Array);
		expect(open(nested(63, 'null'))).toBeInstanceOf(Array);
		expect(failureOf(nested(64))).toMatchObject({
			kind: 'unreadable',
			facts: { status: 200, got: 'tooMuch' },
		});
		expect(failureOf(nested(50_000))).toMatchObject({ kind: 'unreadable' });
	});
});
