import type { IDataObject } from 'n8n-workflow';

import { RUNS_REMEMBERED } from '../../nodes/WaveSpeed/policy.ts';
import {
	fingerprintOf,
	leaveToNextCall,
	quotedPriceOf,
	stableJson,
	SubmissionMemory,
} from '../../nodes/WaveSpeed/submission/submissionRecords.ts';

const hostOf = (context: IDataObject, runIndex?: number, item = 0, node: object = {}): never =>
	({
		// Only the node's own context is kept for the next try; the flow's is another one.
		getContext: (kind: string) => (kind === 'node' ? context : {}),
		getExecuteData: () => undefined,
		getItemIndex: () => item,
		getNode: () => node,
		getWorkflowDataProxy: () => ({ $runIndex: runIndex }),
	}) as never;

describe('what is remembered of a submission', () => {
	const since = '2026-11-22T10:00:00.000Z';

	it('is found again by a second try of the same item, run, model and input', () => {
		const context = {};
		new SubmissionMemory(hostOf(context, 0), 'a').remember({ since, predictionId: 'p1' });
		expect(new SubmissionMemory(hostOf(context, 0), 'a').recall()).toEqual({
			since,
			predictionId: 'p1',
		});
		expect(new SubmissionMemory(hostOf(context, 0, 1), 'a').recall()).toBeUndefined();
		expect(new SubmissionMemory(hostOf(context, 0), 'b').recall()).toBeUndefined();
	});

	it('is a new prediction in the next iteration of a loop', () => {
		const context = {};
		new SubmissionMemory(hostOf(context, 0), 'a').remember({ since, predictionId: 'p1' });
		expect(new SubmissionMemory(hostOf(context, 1), 'a').recall()).toBeUndefined();
	});

	it('does not grow with the iterations of a loop', () => {
		const context: Record<string, IDataObject> = {};
		for (let run = 0; run < 100; run++) {
			new SubmissionMemory(hostOf(context, run), 'a').remember({ since, predictionId: `p${run}` });
		}
		expect(Object.keys(Object.values(context)[0]!)).toHaveLength(RUNS_REMEMBERED);
		expect(new SubmissionMemory(hostOf(context, 99), 'a').recall()?.predictionId).toBe('p99');
	});

	it('keeps the id of what has failed, so that no equal item takes it for its own', () => {
		const context = {};
		const memory = new SubmissionMemory(hostOf(context, 0), 'a');
		memory.remember({ since, predictionId: 'p1' });
		memory.forget();
		expect(memory.recall()).toBeUndefined();
		expect(memory.knownIds()).toEqual(new Set(['p1']));
		memory.remember({ since });
		memory.forget();
		expect(memory.knownIds()).toEqual(new Set(['p1']));
	});

	it('keeps the ids of all that have failed, one after the other', () => {
		const context = {};
		const memory = new SubmissionMemory(hostOf(context, 0), 'a');
		for (const predictionId of ['p1', 'p2']) {
			memory.remember({ since, predictionId });
			memory.forget();
		}
		expect([...memory.knownIds()]).toEqual(['p1', 'p2']);
	});

	it('leaves nothing in the execution’s data where nothing was accepted', () => {
		const context: Record<string, IDataObject> = {};
		const memory = new SubmissionMemory(hostOf(context, 0), 'a');
		memory.forget();
		memory.remember({ since });
		expect(memory.knownIds().size).toBe(0);
		memory.forget();
		expect(Object.values(context)).toEqual([{}]);
	});

	it('is that of the first run where n8n does not say which it is', () => {
		const context = {};
		new SubmissionMemory(hostOf(context), 'a').remember({ since, predictionId: 'p1' });
		expect(new SubmissionMemory(hostOf(context, 0), 'a').recall()?.predictionId).toBe('p1');
	});

	it('tells submissions apart by what is in them, not by its order', () => {
		expect(fingerprintOf('m', { a: 1, b: { c: 2, d: [1, 2] } })).toBe(
			fingerprintOf('m', { b: { d: [1, 2], c: 2 }, a: 1 }),
		);
		expect(fingerprintOf('m', { a: 1 })).not.toBe(fingerprintOf('m', { a: '1' }));
		expect(fingerprintOf('m', [1, 2])).not.toBe(fingerprintOf('m', [2, 1]));
		expect(fingerprintOf('m', { a: null })).not.toBe(fingerprintOf('m', {}));
	});

	it('has 32 digits for a submission of any size, and its keys in the order of the alphabet', () => {
		expect(fingerprintOf('m', { prompt: 'x'.repeat(10_000) })).toMatch(/^[0-9a-f]{32}$/);
		expect(stableJson({ b: { d: 1, c: [{ f: null, e: 2 }] }, a: 'x' })).toBe(
			'{"a":"x","b":{"c":[{"e":2,"f":null}],"d":1}}',
		);
	});
});

describe('what the failed call of an AI agent’s tool has submitted', () => {
	const since = '2026-11-22T10:00:00.000Z';
	const tool = { rewireOutputLogTo: 'ai_tool' };

	/** A call that has submitted and then failed. */
	function failedCall(context: IDataObject, runIndex: number, item = 0): void {
		const host = hostOf(context, runIndex, item, tool);
		const predictionId = `p${runIndex}-${item}`;
		new SubmissionMemory(host, 'a').remember({ since, predictionId });
		leaveToNextCall(host);
	}

	const nextCall = (context: IDataObject, runIndex: number, item = 0, fingerprint = 'a') =>
		new SubmissionMemory(hostOf(context, runIndex, item, tool), fingerprint).recall();

	it('is taken up by the next call with the same input, and by that one only', () => {
		const context = {};
		failedCall(context, 0);
		expect(nextCall(context, 1)).toStrictEqual({ since, predictionId: 'p0-0' });
		expect(nextCall(context, 2)).toBeUndefined();
		// A second try of the call that took it up finds it again.
		expect(nextCall(context, 1)).toStrictEqual({ since, predictionId: 'p0-0' });
		expect([...new SubmissionMemory(hostOf(context, 3), 'a').knownIds()]).toEqual(['p0-0']);
	});

	it('is taken up after any number of calls', () => {
		const context = {};
		failedCall(context, 12);
		expect(nextCall(context, 13)?.predictionId).toBe('p12-0');
		failedCall(context, 9);
		expect(nextCall(context, 10)?.predictionId).toBe('p9-0');
	});

	it('is left once more when the call that took it up fails, too', () => {
		const context = {};
		failedCall(context, 0);
		nextCall(context, 1);
		leaveToNextCall(hostOf(context, 1, 0, tool));
		expect(nextCall(context, 2)?.predictionId).toBe('p0-0');
	});

	it('is its own again as soon as the same call tries again', () => {
		const context = {};
		failedCall(context, 0);
		expect(nextCall(context, 0)?.predictionId).toBe('p0-0');
		expect(nextCall(context, 1)).toBeUndefined();
	});

	it('is not for another item, nor for another input, nor for a node that no agent calls', () => {
		const context = {};
		failedCall(context, 0);
		expect(nextCall(context, 1, 1)).toBeUndefined();
		expect(nextCall(context, 1, 10)).toBeUndefined();
		expect(nextCall(context, 1, 0, 'b')).toBeUndefined();
		expect(new SubmissionMemory(hostOf(context, 1), 'a').recall()).toBeUndefined();
		expect(nextCall(context, 1)?.predictionId).toBe('p0-0');
	});

	it('is all that is left: what runs beside it stays with its own call', () => {
		const context = {};
		for (const [runIndex, item] of [
			[1, 0],
			[1, 1],
			[2, 0],
		] as const) {
			const host = hostOf(context, runIndex, item, tool);
			new SubmissionMemory(host, 'a').remember({ since, predictionId: `q${runIndex}-${item}` });
		}
		expect(nextCall(context, 3)).toBeUndefined();
		leaveToNextCall(hostOf(context, 1, 0, tool));
		expect(nextCall(context, 8, 1)).toBeUndefined();
		expect(nextCall(context, 8)?.predictionId).toBe('q1-0');
		expect(nextCall(context, 9)).toBeUndefined();
	});

	it('of the first run is left where n8n does not say which run it is', () => {
		const context = {};
		new SubmissionMemory(hostOf(context, 0, 0, tool), 'a').remember({ since, predictionId: 'p' });
		leaveToNextCall(hostOf(context, undefined, 0, tool));
		expect(nextCall(context, 1)?.predictionId).toBe('p');
	});

	it('is nothing where it failed before it submitted anything', () => {
		const context = {};
		leaveToNextCall(hostOf(context, 0, 0, tool));
		expect(nextCall(context, 1)).toBeUndefined();
	});

	it('cannot be forgotten by a call with the same input that runs beside it', () => {
		const context = {};
		const beside = new SubmissionMemory(hostOf(context, 1, 0, tool), 'a');
		failedCall(context, 0);
		beside.forget();
		expect(nextCall(context, 2)?.predictionId).toBe('p0-0');
	});
});

describe('what a prediction was quoted at', () => {
	it('is remembered by its id', () => {
		const context = {};
		const host = hostOf(context, 0);
		expect(quotedPriceOf(host, 'p1')).toBeUndefined();
		const since = '2026-11-22T10:00:00.000Z';
		const prices = { p1: 0.25, p2: undefined, p3: 1.5 };
		for (const [predictionId, quotedPriceUsd] of Object.entries(prices)) {
			new SubmissionMemory(host, predictionId).remember({ since, predictionId, quotedPriceUsd });
		}
		expect(['p1', 'p2', 'p3', 'p4'].map((id) => quotedPriceOf(host, id))).toEqual([
			0.25,
			undefined,
			1.5,
			undefined,
		]);
	});
});
