import type { IDataObject } from 'n8n-workflow';

import { digestOf, stableJson } from '../../../nodes/WaveSpeed/digest.ts';
import { claim, idOf, past, since, submitted } from './claims.mts';

describe('what is remembered of a submission', () => {
	it('is another one for each variation of an item', () => {
		const context = {};
		past(context, { item: 1, variation: 1 }, 'p1');
		past(context, { item: 1, variation: 2 }, 'p2');
		past(context, { item: 2, variation: 2 }, 'p3');
		expect(idOf(claim(context, { item: 1, variation: 3 }).record)).toBeUndefined();
		expect(idOf(claim(context, { item: 2, variation: 2 }).record)).toBe('p3');
		expect(idOf(claim(context, { item: 1, variation: 2 }).record)).toBe('p2');
		expect(idOf(claim(context, { item: 1 }).record)).toBe('p1');
	});

	it('is found again by a second try of the same place, whatever that would send', () => {
		const context = {};
		past(context, {}, 'p1');
		expect(idOf(claim(context).record)).toBe('p1');
		expect(idOf(claim(context, { item: 1 }).record)).toBeUndefined();
	});

	it('survives what n8n does to it in its database', () => {
		const context = {};
		past(context, {}, 'p1');
		expect(idOf(claim(JSON.parse(JSON.stringify(context)) as IDataObject).record)).toBe('p1');
	});

	it('is a new prediction in the next iteration of a loop', () => {
		const context = {};
		past(context, {}, 'p1');
		expect(idOf(claim(context, { runIndex: 1 }).record)).toBeUndefined();
	});

	it('keeps of ten thousand iterations whose each prediction is, and little more', () => {
		const context = {};
		for (let runIndex = 0; runIndex < 10_000; runIndex++)
			past(context, { runIndex }, `prediction-${runIndex}`, false);
		const { records } = claim(context, { runIndex: 10_000 });
		for (const run of [0, 1, 4_999, 9_999]) expect(records.isTaken(`prediction-${run}`)).toBe(true);
		expect(records.isTaken('prediction-10000')).toBe(false);
		expect(JSON.stringify(context).length).toBeLessThan(10_000 * 12);
	});

	it('keeps the ids of all that have failed, so that no equal item takes one for its own', () => {
		const context = {};
		const { records, record } = claim(context);
		for (const predictionId of ['p1', 'p2']) {
			record.remember(submitted({ predictionId }));
			record.refunded();
		}
		expect(record.recall()).toBeUndefined();
		expect([records.isTaken('p1'), records.isTaken('p2'), records.isTaken('p3')]).toEqual([
			true,
			true,
			false,
		]);
		expect(record.refunds).toBe(2);
	});

	it('leaves no submission in the execution’s data where nothing was accepted', () => {
		const context = {};
		const { record } = claim(context);
		record.remember(submitted());
		record.forget();
		expect(context).toEqual({
			waveSpeedSubmissions: {
				version: 2,
				open: {},
				refunded: {},
				attempts: {},
				taken: '',
			},
		});
	});

	it('of a version before this one is taken up: an execution may have been parked by it', () => {
		const context = {
			waveSpeedSubmissions: {
				'0:0:abc': { since, predictionId: 'p1', quotedPriceUsd: 0.4 },
				'0:1:def': { since, lostBecause: 'the connection broke' },
				'0:ended:p2': { since, predictionId: 'p2' },
			},
		};
		const { records, record } = claim(context);
		expect(record.recall()).toMatchObject({ predictionId: 'p1', quotedPriceUsd: 0.4 });
		expect(records.isTaken('p2')).toBe(true);
		expect(claim(context, { item: 1 }).record.recall()).toMatchObject({
			since,
			lostBecause: 'the connection broke',
		});
	});

	it('of a version after this one stops the node: what is paid for would be paid for again', () => {
		const context = { waveSpeedSubmissions: { version: 3, paid: [] } };
		expect(() => claim(context)).toThrow('newer version');
	});

	it.each([[null], ['text'], [[]], [7]])('is nothing where n8n has %j', (stored) => {
		expect(claim({ waveSpeedSubmissions: stored } as IDataObject).record.recall()).toBeUndefined();
	});

	it('passes over entries that are none', () => {
		const open = {
			'0:0': [null, 'x', { model: 'm' }, submitted({ predictionId: 'p1' })],
			'0:1': 7,
		};
		const context = { waveSpeedSubmissions: { version: 2, open, taken: 7 } } as never;
		expect(idOf(claim(context).record)).toBe('p1');
	});
});

describe('what the failed call of an AI agent’s tool has submitted', () => {
	const first = { call: { prompt: 'a', toolCallId: 'call-1' } };
	const repeated = { call: { toolCallId: 'call-2', prompt: 'a' } };

	it('is taken up by the next call with the same arguments, and by that one only', () => {
		const context = {};
		past(context, first, 'p1');
		const { record } = claim(context, repeated);
		expect(idOf(record)).toBe('p1');
		const third = { call: { prompt: 'a', toolCallId: 'call-3' } };
		expect(idOf(claim(context, third).record)).toBeUndefined();
	});

	it('is not for a call with other arguments, nor for a node that no agent calls', () => {
		const context = {};
		past(context, first, 'p1');
		const other = { call: { prompt: 'b', toolCallId: 'call-2' } };
		expect(idOf(claim(context, other).record)).toBeUndefined();
		expect(idOf(claim(context).record)).toBeUndefined();
		expect(idOf(claim(context, repeated).record)).toBe('p1');
	});

	it('is its own again when the same call tries again', () => {
		const context = {};
		past(context, first, 'p1');
		expect(idOf(claim(context, first).record)).toBe('p1');
	});

	it('is left once more when the call that took it up fails, too', () => {
		const context = {};
		past(context, first, 'p1');
		claim(context, repeated).end();
		const third = { call: { prompt: 'a', toolCallId: 'call-3' } };
		expect(idOf(claim(context, third).record)).toBe('p1');
	});

	it('is no longer there for others once a call has succeeded', () => {
		const context = {};
		past(context, first, 'p1', false);
		const { records, record } = claim(context, repeated);
		expect(idOf(record)).toBeUndefined();
		expect(records.isTaken('p1')).toBe(true);
	});

	it('is not taken for that of an equal call that is under way beside it', () => {
		const context = {};
		// On the older path a call has no id, and equal ones share their place.
		const equal = { call: { prompt: 'a' } };
		const one = claim(context, equal);
		one.record.remember(submitted());
		const other = claim(context, equal);
		expect(other.record.recall()).toBeUndefined();
		other.record.remember(submitted({ predictionId: 'p2' }));
		one.record.remember(submitted({ predictionId: 'p1' }));
		other.end(false);
		one.end();
		expect(idOf(claim(context, equal).record)).toBe('p1');
	});
});

describe('a digest', () => {
	it('tells submissions apart by what is in them, not by its order', () => {
		expect(digestOf('m', { a: 1, b: { c: 2, d: [1, 2] } })).toBe(
			digestOf('m', { b: { d: [1, 2], c: 2 }, a: 1 }),
		);
		expect(digestOf('m', { a: 1 })).not.toBe(digestOf('m', { a: '1' }));
		expect(digestOf('m', [1, 2])).not.toBe(digestOf('m', [2, 1]));
		expect(digestOf('m', { a: null })).not.toBe(digestOf('m', {}));
	});

	it('has 32 digits for a submission of any size, and keys in the order of the alphabet', () => {
		expect(digestOf('m', { prompt: 'x'.repeat(10_000) })).toMatch(/^[0-9a-f]{32}$/);
		expect(stableJson({ b: { d: 1, c: [{ f: null, e: 2 }] }, a: 'x' })).toBe(
			'{"a":"x","b":{"c":[{"e":2,"f":null}],"d":1}}',
		);
	});
});
