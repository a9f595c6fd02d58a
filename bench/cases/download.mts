import path from 'node:path';
import type { Bench } from '../openBench.mts';
import type { Case, Measured } from '../case.mts';
import { startChildProgram } from '../childProgram.mts';
import { watchOtherLoad } from '../measure/otherLoad.mts';
import { runDownload, type Download } from '../n8n/runDownload.mts';
import { spellProfile } from '../profile/readProfile.mts';
import { median } from '../statistics.mts';
import { round } from '../verdict.mts';

const MEGABYTES = 500;
const BYTES = MEGABYTES * 1024 * 1024;

interface Downloads {
	/** `script` is neither n8n's HTTP client nor n8n's store: what the machine can do at all. */
	runs: Array<{ node: Download; bareStream: Download; script: Download }>;
	otherLoad: number;
}

async function compareDownloads(bench: Bench): Promise<Downloads> {
	return await bench.once('downloads', async () => {
		const n8n = await bench.n8n();
		const script = await startChildProgram(
			path.join(import.meta.dirname, '../measure/bareDownload.mts'),
		);
		try {
			const job = {
				url: `${n8n.standIn.url}/outputs/bare.mp4`,
				// The same disk as n8n's store, which lies in its user folder.
				file: path.join(n8n.userFolder, 'bare-download'),
			};
			const ways = ['node', 'bareStream'] as const;
			// The first run of anything loads and compiles code.
			for (const way of ways) await runDownload(n8n, 50 * 1024 * 1024, way);
			const otherLoad = watchOtherLoad();
			const runs: Downloads['runs'] = [];
			for (let run = 0; run < bench.runs; run++) {
				bench.say(`download of ${MEGABYTES} MB, run ${run + 1} of ${bench.runs}`);
				const isNodeFirst = run % 2 === 0;
				const first = await runDownload(n8n, BYTES, ways[isNodeFirst ? 0 : 1]);
				const second = await runDownload(n8n, BYTES, ways[isNodeFirst ? 1 : 0]);
				runs.push({
					node: isNodeFirst ? first : second,
					bareStream: isNodeFirst ? second : first,
					script: await script.call<Download>('run', job),
				});
			}
			for (const way of bench.profile ? ways : []) {
				const file = await n8n.profiled(async () => await runDownload(n8n, BYTES, way));
				bench.say(`${way}, ${MEGABYTES} MB:\n${await spellProfile(file)}`);
			}
			return { runs, otherLoad: otherLoad() };
		} finally {
			await script.stop();
		}
	});
}

async function measured(
	bench: Bench,
	figure: (one: Download) => number,
	unit: string,
): Promise<Measured> {
	const { runs, otherLoad } = await compareDownloads(bench);
	const script = round(median(runs.map((run) => figure(run.script))));
	return {
		pairs: runs.map(({ node, bareStream }) => ({
			value: figure(node),
			reference: figure(bareStream),
		})),
		otherLoad,
		note: `a script without n8n, its HTTP client and its store: ${script} ${unit}`,
	};
}

export const download: Case = {
	name: 'download',
	measures: `throughput of a file of ${MEGABYTES} MB into n8n's store; held against the least that a node in the same n8n can do: its HTTP client's stream handed to its store`,
	unit: 'MB/s',
	goal: { of: 'ratio', atLeast: 0.8 },
	kind: 'time',
	measure: async (bench) => await measured(bench, ({ seconds }) => MEGABYTES / seconds, 'MB/s'),
};

export const downloadCpu: Case = {
	name: 'download-cpu',
	measures: `processor time of n8n for the whole execution; held against the execution with that least node`,
	unit: 's',
	goal: { of: 'ratio', atMost: 1.5 },
	kind: 'processorTime',
	measure: async (bench) => await measured(bench, ({ cpuSeconds }) => cpuSeconds, 's'),
};
