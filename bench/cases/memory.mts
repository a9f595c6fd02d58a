import type { Bench } from '../openBench.mts';
import type { Case } from '../case.mts';
import { canMeasureMemory, memoryOf, resetPeakMemory } from '../../e2e/n8n/peakMemory.mts';
import type { BenchN8n } from '../n8n/benchN8n.mts';
import { runBatch } from '../n8n/runBatch.mts';

const MEGABYTE = 1024 * 1024;
const WARM_UP_RUNS = 3;

const memory = (name: string, megabytes: number, isLong: boolean): Case => ({
	name,
	measures: `how far n8n's peak memory rises while Generate and Wait stores an output of ${megabytes} MB; held against an output of 1 MB`,
	unit: 'MB',
	goal: { of: 'difference', atMost: 32 },
	kind: 'count',
	async measure(bench: Bench) {
		if (!canMeasureMemory) return { missing: 'only Linux tells the peak memory of a process' };
		const n8n = await bench.once('n8n for memory', async () => {
			const fresh = await bench.freshN8n();
			bench.stopLater(fresh);
			for (let run = 0; run < WARM_UP_RUNS; run++) await growthWith(fresh, 1);
			return fresh;
		});
		const pairs = [];
		for (let run = 0; run < (isLong ? bench.longRuns : bench.runs); run++)
			pairs.push({ reference: await growthWith(n8n, 1), value: await growthWith(n8n, megabytes) });
		return { pairs, otherLoad: 0 };
	},
});

/** @returns MB by which the peak lies over what n8n held before */
async function growthWith(n8n: BenchN8n, megabytes: number): Promise<number> {
	await resetPeakMemory(n8n.pid);
	const before = (await memoryOf(n8n.pid)).now;
	await runBatch(n8n, { items: 1, settings: { outputBytes: megabytes * MEGABYTE } });
	return ((await memoryOf(n8n.pid)).peak - before) / MEGABYTE;
}

export const memory500mb = memory('memory-500mb', 500, false);
/** The node's own limit for one file, so not a byte more. */
export const memory2gb = memory('memory-2gb', 2_048, true);
