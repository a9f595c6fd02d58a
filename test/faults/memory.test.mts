import type { IDataObject } from 'n8n-workflow';

import { RUNS_REMEMBERED } from '../../nodes/WaveSpeed/policy.ts';
import { fingerprintOf, SubmissionMemory } from '../../nodes/WaveSpeed/run/memory.ts';

const hostOf = (context: IDataObject, runIndex: number, item = 0): never =>
	({
		getContext: () => context,
		getExecuteData: () => undefined,
		getItemIndex: () => item,
		getNode: () => ({}),
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
		expect(Object.keys(Object.values(context)[0]!).length).toBeLessThanOrEqual(RUNS_REMEMBERED + 1);
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

	it('tells submissions apart by what is in them, not by its order', () => {
		expect(fingerprintOf('m', { a: 1, b: { c: 2, d: [1, 2] } })).toBe(
			fingerprintOf('m', { b: { d: [1, 2], c: 2 }, a: 1 }),
		);
		expect(fingerprintOf('m', { a: 1 })).not.toBe(fingerprintOf('m', { a: '1' }));
		expect(fingerprintOf('m', [1, 2])).not.toBe(fingerprintOf('m', [2, 1]));
	});
});
