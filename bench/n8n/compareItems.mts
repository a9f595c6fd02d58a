import type { Measured } from '../case.mts';
import type { Bench } from '../openBench.mts';
import { spellProfile } from '../profile/readProfile.mts';
import { runItems, type ItemsRun } from './runItems.mts';
import type { WayName } from './ways.mts';

export interface Comparison {
	node: ItemsRun;
	http: ItemsRun;
}

/**
 * The node and n8n's HTTP Request node with the same requests, by turns and several times; measured
 * once, however many cases look at it.
 */
export async function compareItems(
	bench: Bench,
	way: WayName,
	items: number,
	runs: number,
	http: WayName = way === 'generate' ? 'http-generate' : 'http-submit',
): Promise<Comparison[]> {
	return await bench.once(`${way} ${items}`, async () => {
		const n8n = await bench.n8n();
		const pinger = await bench.pinger();
		const run = async (which: WayName, count: number) => await runItems(n8n, pinger, which, count);
		// The first run of anything loads and compiles code.
		for (const which of [way, http]) await run(which, 100);
		const comparisons: Comparison[] = [];
		for (let index = 0; index < runs; index++) {
			bench.say(`${way}: ${items} items, run ${index + 1} of ${runs}`);
			const first = await run(index % 2 === 0 ? way : http, items);
			const second = await run(index % 2 === 0 ? http : way, items);
			comparisons.push(
				index % 2 === 0 ? { node: first, http: second } : { node: second, http: first },
			);
		}
		for (const which of bench.profile ? [way, http] : []) {
			const file = await n8n.profiled(async () => await run(which, items));
			bench.say(`${which}, ${items} items:\n${await spellProfile(file)}`);
		}
		return comparisons;
	});
}

/** @param figure what of a run is compared */
export function measuredFrom(
	comparisons: readonly Comparison[],
	figure: (run: ItemsRun) => number,
): Measured {
	return {
		pairs: comparisons.map(({ node, http }) => ({
			value: figure(node),
			reference: figure(http),
		})),
		otherLoad: Math.max(
			...comparisons.flatMap(({ node, http }) => [node.otherLoad, http.otherLoad]),
		),
	};
}
