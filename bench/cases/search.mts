import { createRequire } from 'node:module';
import path from 'node:path';
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Case } from '../case.mts';
import { watchOtherLoad } from '../measure/otherLoad.mts';
import { REPOSITORY } from '../openBench.mts';
import { catalogue } from '../standIn/catalogue.mts';
import { percentile } from '../statistics.mts';
import { FakeHost, ok } from '../../test/models/apiHost.mts';
import { panelOf } from '../../test/panel/panelOf.mts';

const MODELS = 1_009;
const ROUNDS = 50;
/** What somebody types, letter by letter, and what matches nothing. */
const FILTERS = [
	'',
	'v',
	'vi',
	'video',
	'text video',
	'aurora',
	'family-1 image',
	'4',
	'no such model',
];

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	page?: string,
) => Promise<INodeListSearchResult>;

export const search: Case = {
	name: 'search',
	measures: `one list of the model picker from a catalogue of ${MODELS} models that is there already, p95`,
	unit: 'ms',
	goal: { of: 'value', atMost: 20 },
	kind: 'time',
	async measure(bench) {
		await bench.built();
		const required = createRequire(path.join(REPOSITORY, 'package.json'));
		const { WaveSpeed } = required('./dist/nodes/WaveSpeed/WaveSpeed.node.js') as {
			WaveSpeed: new () => { methods: { listSearch: { searchModels: Search } } };
		};
		const { searchModels } = new WaveSpeed().methods.listSearch;
		const panel = panelOf(new FakeHost([ok(catalogue(MODELS))]));
		const began = performance.now();
		await searchModels.call(panel);
		const cold = performance.now() - began;
		const otherLoad = watchOtherLoad();
		const pairs = [];
		for (let run = 0; run < bench.runs; run++) {
			const times: number[] = [];
			for (let round = 0; round < ROUNDS; round++) {
				for (const filter of FILTERS) times.push(await timeOf(searchModels, panel, filter));
			}
			pairs.push({ value: percentile(times, 95) });
		}
		return {
			pairs,
			otherLoad: otherLoad(),
			note: `the first list, which reads the catalogue, took ${Math.round(cold)} ms without the network`,
		};
	},
};

async function timeOf(
	searchModels: Search,
	panel: ILoadOptionsFunctions,
	filter: string,
): Promise<number> {
	const began = performance.now();
	const { results } = await searchModels.call(panel, filter);
	const took = performance.now() - began;
	if (results.length === 0 && filter !== 'no such model')
		throw new Error(`The picker found nothing for “${filter}”`);
	return took;
}
