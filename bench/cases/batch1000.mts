import path from 'node:path';
import type { Case } from '../case.mts';
import { startChildProgram } from '../childProgram.mts';
import { watchOtherLoad } from '../measure/otherLoad.mts';
import { runBatch } from '../n8n/runBatch.mts';
import { MODEL } from '../standIn/catalogue.mts';

const ITEMS = 1_000;
/** Enough for the node to know that jobs are done soon. */
const WARM_UP_ITEMS = 10;
/** REQUESTS_IN_FLIGHT of the node's policy. */
const CONCURRENCY = 20;
/** Of an API that is not on the same machine: a round trip over a continent or two, and its own work. */
const LATENCY_MS = 200;

export const batch1000: Case = {
	name: 'batch-1000',
	measures: `Generate and Wait with ${ITEMS} jobs that are done at once, without download, from an API that answers after ${LATENCY_MS} ms; held against a script that sends the same requests, ${CONCURRENCY} at once`,
	unit: 's',
	goal: { of: 'ratio', atMost: 1.5 },
	kind: 'time',
	async measure(bench) {
		const n8n = await bench.n8n();
		const script = await startChildProgram(
			path.join(import.meta.dirname, '../measure/bareClient.mts'),
		);
		try {
			const node = async (latencyMs: number) =>
				await runBatch(n8n, {
					items: ITEMS,
					settings: { latencyMs },
					options: { downloadOutputs: false },
				});
			const bare = async (latencyMs: number) => {
				await n8n.standIn.configure({ latencyMs });
				return await script.call<number>('run', {
					url: n8n.standIn.url,
					model: MODEL,
					items: ITEMS,
					concurrency: CONCURRENCY,
				});
			};
			await bare(0);
			// The node knows how long a model took lately: jobs of another case would have it wait for theirs.
			// Of a job that takes no time at all it learns nothing.
			await runBatch(n8n, { items: WARM_UP_ITEMS, settings: { jobMs: 100 } });
			const instant = { node: await node(0), bare: await bare(0) };
			const otherLoad = watchOtherLoad();
			const pairs = [];
			for (let run = 0; run < bench.longRuns; run++)
				pairs.push({ value: await node(LATENCY_MS), reference: await bare(LATENCY_MS) });
			return {
				pairs,
				otherLoad: otherLoad(),
				note: `with an API that answers within a millisecond n8n's own work and the node's are all there is: ${instant.node.toFixed(1)} s, the script ${instant.bare.toFixed(1)} s`,
			};
		} finally {
			await script.stop();
		}
	},
};
