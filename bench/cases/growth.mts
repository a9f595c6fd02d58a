import type { Case } from '../case.mts';
import { compareItems } from '../n8n/compareItems.mts';
import { median } from '../statistics.mts';

export const growth: Case = {
	name: 'growth',
	measures: "n8n's processor time for each item of Submit with 10,000 items; held against 1,000",
	unit: 'ms/item',
	goal: { of: 'ratio', atMost: 1.1 },
	kind: 'processorTime',
	async measure(bench) {
		const few = await compareItems(bench, 'submit', 1_000, bench.runs);
		const many = await compareItems(bench, 'submit', 10_000, bench.longRuns);
		const reference = median(few.map(({ node }) => node.cpuMs));
		const http =
			median(many.map((one) => one.http.cpuMs)) / median(few.map((one) => one.http.cpuMs));
		return {
			pairs: many.map(({ node }) => ({ value: node.cpuMs, reference })),
			otherLoad: Math.max(...[...few, ...many].map(({ node }) => node.otherLoad)),
			note: `the HTTP Request node's cost grows ${http.toFixed(2)} times`,
		};
	},
};
