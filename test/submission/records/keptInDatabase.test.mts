import type { IDataObject } from 'n8n-workflow';

import { claim, idOf, past, since, submitted } from './claims.mts';

/** What another process finds, after n8n has stored it. */
const stored = (context: object): IDataObject => JSON.parse(JSON.stringify(context)) as IDataObject;
const kept = (context: IDataObject) =>
	context.waveSpeedSubmissions as { open: object; refunded: object; taken: string };

describe('what another process finds of an execution', () => {
	it('knows whose the predictions are that have failed, and how many there were', () => {
		const context = {};
		const { record } = claim(context);
		for (const predictionId of ['p1', 'p2', 'p3']) {
			record.remember(submitted({ predictionId }));
			record.refunded();
		}
		const { records, record: again } = claim(stored(context));
		expect(['p1', 'p2', 'p3', 'p4'].map((id) => records.isTaken(id))).toEqual([
			true,
			true,
			true,
			false,
		]);
		expect([again.refunds, again.recall()]).toEqual([3, undefined]);
	});

	it('knows the id of a submission that was noted first without one', () => {
		const context = {};
		const { record } = claim(context);
		record.remember(submitted());
		record.remember(submitted({ predictionId: 'p1' }));
		expect(idOf(claim(stored(context)).record)).toBe('p1');
	});

	it('knows nothing of a submission that was refused', () => {
		const context = {};
		const { record } = claim(context);
		record.remember(submitted());
		record.forget();
		expect(claim(stored(context)).record.recall()).toBeUndefined();
		expect(kept(context).taken).toBe('');
	});

	it('knows whose the predictions of former iterations are, and no more of them', () => {
		const context = {};
		past(context, {}, 'p1');
		const { record } = claim(context, { item: 1 });
		record.remember(submitted({ predictionId: 'p2' }));
		record.attemptFailed({ model: 'm', predictionId: 'p2', status: 'failed', reason: 'slow' });
		const later = stored(context);
		claim(later, { runIndex: 1 });
		const { records } = claim(stored(later), { runIndex: 1 });
		expect([records.isTaken('p1'), records.isTaken('p2')]).toEqual([true, true]);
		expect(later.waveSpeedSubmissions).toMatchObject({ open: {}, refunded: {}, attempts: {} });
		expect(Object.keys(kept(later).open)).toEqual([]);
		expect(Object.keys(kept(later).refunded)).toEqual([]);
	});

	it('knows whose the prediction of a tool call is that has succeeded', () => {
		const context = {};
		past(context, { call: { prompt: 'a', toolCallId: 'call-1' } }, 'p1', false);
		expect(claim(stored(context)).records.isTaken('p1')).toBe(true);
	});

	it('takes for refunds what is a number, and for submissions what is one', () => {
		const context = {
			waveSpeedSubmissions: {
				version: 2,
				open: { '0:0': [null], '0:1': [], '0:2': 'none' },
				refunded: { '0:0': 'many', '0:1': 2 },
				attempts: {},
			},
		};
		expect(claim(context).record.refunds).toBe(0);
		expect(claim(context, { item: 1 }).record.refunds).toBe(2);
		expect(kept(context)).toMatchObject({ open: {}, taken: '' });
		expect(Object.keys(kept(context).open)).toEqual([]);
	});

	it('keeps a submission that is damaged, without what is: it may be paid for', () => {
		const damaged = {
			since,
			predictionId: 'p1',
			model: null,
			fingerprint: 7,
			sent: { prompt: 1 },
			seed: 'none',
			lostBecause: {},
			quotedPriceUsd: '0.4',
			reuse: { reused: 'no' },
			argumentsDigest: 3,
			leftToNextCall: 'yes',
		};
		const context = { waveSpeedSubmissions: { version: 2, open: { '0:0': [damaged] } } };
		expect(claim(context).record.recall()).toStrictEqual({
			since,
			predictionId: 'p1',
			model: '',
			fingerprint: '',
		});
	});

	it.each([
		['a list of what was sent that is not all texts', { sent: { prompt: 'abc', size: 1 } }],
		['a note that is none', { reuse: 'yes' }],
		['a saving that is no number', { reuse: { reused: true, savedUsd: '0.4' } }],
		['a reason that is no text', { reuse: { reused: false, note: 7 } }],
	])('takes out %s, and keeps the rest', (_what, damage) => {
		const open = { '0:0': [{ ...submitted(), ...damage }] };
		const context = { waveSpeedSubmissions: { version: 2, open } } as unknown as IDataObject;
		const [name = ''] = Object.keys(damage);
		const recalled = claim(context).record.recall();
		expect(recalled).toMatchObject({ since });
		expect(recalled).not.toHaveProperty(name);
	});

	it('keeps one whose time is damaged as one of long ago', () => {
		const open = {
			'0:0': [submitted({ since: 'yesterday' })],
			'0:1': [submitted({ since: undefined, predictionId: 'p1' })],
			'0:2': [submitted({ since: undefined })],
		};
		const context = { waveSpeedSubmissions: { version: 2, open } } as unknown as IDataObject;
		const epoch = '1970-01-01T00:00:00.000Z';
		expect(claim(context).record.recall()).toEqual(submitted({ since: epoch }));
		expect(claim(context, { item: 1 }).record.recall()).toMatchObject({ since: epoch });
		expect(claim(context, { item: 2 }).record.recall()).toBeUndefined();
	});

	it('leaves a submission as it was stored', () => {
		const whole = submitted({
			predictionId: 'p1',
			sent: { prompt: 'abc' },
			seed: 7,
			lostBecause: 'it broke',
			quotedPriceUsd: 0.4,
			reuse: { reused: true, savedUsd: 0.4, note: 'n' },
			argumentsDigest: 'def',
		});
		const context = { waveSpeedSubmissions: { version: 2, open: { '0:0': [whole] } } };
		expect(claim(stored(context)).record.recall()).toStrictEqual(whole);
	});

	it('says why it cannot read what a newer version has written', () => {
		const read = () => claim({ waveSpeedSubmissions: { version: 3 } });
		expect(read).toThrow(expect.objectContaining({ details: { reason: 'nodeSettings' } }));
	});

	it('reads what the version before has written, and passes over what it has not', () => {
		const context: IDataObject = {
			waveSpeedSubmissions: {
				'0:0:abc': { since, predictionId: 'p1', quotedPriceUsd: 0.4 },
				'0:1:def': { since, lostBecause: 'the connection broke' },
				'0:2:ghi': null,
				'0:3:jkl': { predictionId: 'p3' },
				'0:ended:p2': { since, predictionId: 'p2' },
				'0:ended:': { since },
			},
		};
		const { records, record } = claim(context);
		expect(record.recall()).toStrictEqual({
			since,
			model: '',
			fingerprint: '',
			predictionId: 'p1',
			quotedPriceUsd: 0.4,
		});
		expect(claim(context, { item: 1 }).record.recall()).toStrictEqual({
			since,
			model: '',
			fingerprint: '',
			lostBecause: 'the connection broke',
		});
		for (const item of [2, 3]) expect(claim(context, { item }).record.recall()).toBeUndefined();
		expect(['p1', 'p2', 'p3'].map((id) => records.isTaken(id))).toEqual([true, true, false]);
		expect(Object.keys(kept(stored(context)).open)).toEqual(['0:0', '0:1']);
		expect(kept(context).taken).toHaveLength(10);
	});
});

describe('tool calls that share a place', () => {
	// On the older path a call has no id.
	const equal = { call: { prompt: 'a' } };
	const next = (toolCallId: string) => ({ call: { prompt: 'a', toolCallId } });

	it('leave each what they have submitted to one later call', () => {
		const context = {};
		const one = claim(context, equal);
		one.record.remember(submitted({ predictionId: 'p1' }));
		const other = claim(context, equal);
		other.record.remember(submitted({ predictionId: 'p2' }));
		one.end();
		other.end();
		const ids = ['call-2', 'call-3', 'call-4'].map((id) => idOf(claim(context, next(id)).record));
		expect(ids).toEqual(['p1', 'p2', undefined]);
		expect(Object.keys(kept(context).open)).toHaveLength(2);
	});

	it('leave nothing to another call while nobody has told that they failed', () => {
		const context = {};
		claim(context, next('call-1')).record.remember(submitted({ predictionId: 'p1' }));
		const later = stored(context);
		expect(claim(later, next('call-2')).record.recall()).toBeUndefined();
		expect(idOf(claim(later, next('call-1')).record)).toBe('p1');
	});

	it('may end without having submitted anything', () => {
		const context = {};
		const { end, records } = claim(context, next('call-1'));
		expect(() => {
			end();
			records.release(7, true);
		}).not.toThrow();
		expect(claim(context, next('call-2')).record.recall()).toBeUndefined();
	});
});
