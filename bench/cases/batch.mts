import type { Bench } from '../openBench.mts';
import type { Case } from '../case.mts';
import { watchOtherLoad } from '../measure/otherLoad.mts';
import { runBatch } from '../n8n/runBatch.mts';

/** Enough for the node to know how long the model takes. */
const WARM_UP_ITEMS = 10;

const batch = (items: number, jobSeconds: number, atMost: number): Case => ({
	name: `batch-${items}`,
	measures: `Generate and Wait with ${items} jobs of ${jobSeconds} s and their files; held against one job`,
	unit: 's',
	goal: { of: 'ratio', atMost },
	kind: 'time',
	async measure(bench: Bench) {
		const n8n = await bench.n8n();
		const jobMs = jobSeconds * 1_000;
		await runBatch(n8n, { items: WARM_UP_ITEMS, settings: { jobMs } });
		const otherLoad = watchOtherLoad();
		const pairs = [];
		for (let run = 0; run < bench.runs; run++) {
			pairs.push({
				value: await runBatch(n8n, { items, settings: { jobMs } }),
				reference: jobSeconds,
			});
		}
		return { pairs, otherLoad: otherLoad() };
	},
});

export const batch10 = batch(10, 3, 1.15);
export const batch100 = batch(100, 20, 1.25);
