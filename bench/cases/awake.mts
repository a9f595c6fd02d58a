import type { Case } from '../case.mts';
import { compareItems, measuredFrom } from '../n8n/compareItems.mts';

const awake = (items: number, isLong: boolean): Case => ({
	name: `awake-${items}`,
	measures: `longest unanswered ping of n8n while Submit works on ${items} items; held against the HTTP Request node with the same POSTs`,
	unit: 'ms',
	goal: { of: 'difference', atMost: 100 },
	kind: 'time',
	async measure(bench) {
		const runs = isLong ? bench.longRuns : bench.runs;
		return measuredFrom(
			await compareItems(bench, 'submit', items, runs),
			({ longestPingMs }) => longestPingMs,
		);
	},
});

export const awake1000 = awake(1_000, false);
export const awake10000 = awake(10_000, true);
