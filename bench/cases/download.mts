import path from 'node:path';
import type { Bench } from '../openBench.mts';
import type { Case, Measured } from '../case.mts';
import { startChildProgram } from '../childProgram.mts';
import { watchOtherLoad } from '../measure/otherLoad.mts';
import { runDownload, type Download } from '../n8n/runDownload.mts';

const MEGABYTES = 500;
const BYTES = MEGABYTES * 1024 * 1024;

interface Downloads {
	pairs: Array<{ node: Download; bare: Download }>;
	otherLoad: number;
}

async function compareDownloads(bench: Bench): Promise<Downloads> {
	return await bench.once('downloads', async () => {
		const n8n = await bench.n8n();
		const bare = await startChildProgram(
			path.join(import.meta.dirname, '../measure/bareDownload.mts'),
		);
		try {
			const job = {
				url: `${n8n.standIn.url}/outputs/bare.mp4`,
				// The same disk as n8n's store, which lies in its user folder.
				file: path.join(n8n.userFolder, 'bare-download'),
			};
			await runDownload(n8n, 1024 * 1024);
			const otherLoad = watchOtherLoad();
			const pairs: Downloads['pairs'] = [];
			for (let run = 0; run < bench.runs; run++) {
				bench.say(`download of ${MEGABYTES} MB, run ${run + 1} of ${bench.runs}`);
				const node = await runDownload(n8n, BYTES);
				pairs.push({ node, bare: await bare.call<Download>('run', job) });
			}
			return { pairs, otherLoad: otherLoad() };
		} finally {
			await bare.stop();
		}
	});
}

async function measured(bench: Bench, figure: (one: Download) => number): Promise<Measured> {
	const { pairs, otherLoad } = await compareDownloads(bench);
	return {
		pairs: pairs.map(({ node, bare }) => ({ value: figure(node), reference: figure(bare) })),
		otherLoad,
	};
}

export const download: Case = {
	name: 'download',
	measures: `throughput of a file of ${MEGABYTES} MB into n8n's store; held against a script that writes the same answer to the same disk`,
	unit: 'MB/s',
	goal: { of: 'ratio', atLeast: 0.8 },
	kind: 'time',
	measure: async (bench) => await measured(bench, ({ seconds }) => MEGABYTES / seconds),
};

export const downloadCpu: Case = {
	name: 'download-cpu',
	measures: `processor time of n8n for the whole execution; held against that script's`,
	unit: 's',
	goal: { of: 'ratio', atMost: 1.5 },
	kind: 'processorTime',
	measure: async (bench) => await measured(bench, ({ cpuSeconds }) => cpuSeconds),
};
