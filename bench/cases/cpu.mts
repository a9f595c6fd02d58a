import type { Case } from '../case.mts';
import { compareItems, measuredFrom } from '../n8n/compareItems.mts';

const ITEMS = 1_000;

export const cpuSubmit: Case = {
	name: 'cpu-submit',
	measures: `n8n's processor time for each of ${ITEMS} items with Submit; held against the HTTP Request node with the same POSTs`,
	unit: 'ms/item',
	goal: { of: 'ratio', atMost: 1.1 },
	kind: 'processorTime',
	measure: async (bench) =>
		measuredFrom(await compareItems(bench, 'submit', ITEMS, bench.runs), ({ cpuMs }) => cpuMs),
};

export const cpuGenerate: Case = {
	name: 'cpu-generate',
	measures: `the same with Generate and Wait without download; held against two HTTP Request nodes, one to submit and one to ask for the result`,
	unit: 'ms/item',
	goal: { of: 'ratio', atMost: 1.2 },
	kind: 'processorTime',
	measure: async (bench) =>
		measuredFrom(await compareItems(bench, 'generate', ITEMS, bench.runs), ({ cpuMs }) => cpuMs),
};
