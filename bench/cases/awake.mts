import type { Case, Measured } from '../case.mts';
import { compareItems, measuredFrom, type Comparison } from '../n8n/compareItems.mts';
import type { ItemsRun } from '../n8n/runItems.mts';
import type { WayName } from '../n8n/ways.mts';
import { median } from '../statistics.mts';

const awake = (items: number, isLong: boolean): Case => ({
	name: `awake-${items}`,
	measures: `longest unanswered ping of n8n while Submit works on ${items} items; held against the HTTP Request node with the same POSTs`,
	unit: 'ms',
	goal: { of: 'difference', atMost: 100 },
	kind: 'time',
	async measure(bench) {
		const runs = isLong ? bench.longRuns : bench.runs;
		return awakeness(await compareItems(bench, 'submit', items, runs));
	},
});

function awakeness(comparisons: readonly Comparison[]): Measured {
	const hold = (run: (one: Comparison) => ItemsRun) =>
		Math.round(median(comparisons.map((one) => run(one).longestHoldMs)));
	return {
		...measuredFrom(comparisons, ({ longestPingMs }) => longestPingMs),
		note: `in processor time, which other load does not change, the loop was held for ${hold(({ node }) => node)} ms at most, by the HTTP Request node for ${hold(({ http }) => http)} ms`,
	};
}

export const awake1000 = awake(1_000, false);
export const awake10000 = awake(10_000, true);

/** What else a run can be made of; measured only where it is named, and held against the same POSTs. */
const variant = (name: string, what: string, way: WayName): Case => ({
	...awake(1_000, false),
	name: `awake-${name}`,
	measures: `longest unanswered ping of n8n with 1,000 items: ${what}; held against the HTTP Request node that submits them`,
	measure: async (bench) => awakeness(await compareItems(bench, way, 1_000, bench.longRuns)),
});

export const awakeVariants: readonly Case[] = [
	variant('generate', 'Generate and Wait without download', 'generate'),
	variant('downloads', 'Generate and Wait with a file of 64 kB each', 'downloads'),
	variant('form', 'Submit with two expressions in the form', 'form'),
	variant('price', 'Submit with both limits on the price', 'price'),
	variant('errors', 'Generate and Wait, every tenth job fails, On Error at Continue', 'errors'),
	variant('withdrawn', 'Submit to a model that was withdrawn, On Error at Continue', 'withdrawn'),
	variant('suspend', 'Generate and Wait, suspended', 'suspend'),
];
