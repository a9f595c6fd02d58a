import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensureInstallation } from '../../e2e/n8n/installation.mts';
import type { Case } from '../case.mts';
import { watchOtherLoad } from '../measure/otherLoad.mts';
import { REPOSITORY } from '../openBench.mts';
import { median } from '../statistics.mts';

const PROCESSES = 10;
const run = promisify(execFile);

export const load: Case = {
	name: 'load',
	measures:
		"requiring the package's nodes and credential and making one of each, in a new process that has n8n-workflow already, as n8n does at its start",
	unit: 'ms',
	goal: { of: 'value', atMost: 40 },
	kind: 'time',
	async measure(bench) {
		await bench.built();
		const { node } = await ensureInstallation();
		const manifest = JSON.parse(await readFile(path.join(REPOSITORY, 'package.json'), 'utf8')) as {
			n8n: { nodes: string[]; credentials: string[] };
		};
		const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) => `./${file}`);
		const script = `
			require('n8n-workflow');
			const began = performance.now();
			for (const file of ${JSON.stringify(files)})
				for (const Type of Object.values(require(file))) if (typeof Type === 'function') new Type();
			console.log(performance.now() - began);`;
		const otherLoad = watchOtherLoad();
		const pairs = [];
		for (let index = 0; index < bench.runs; index++) {
			const times: number[] = [];
			for (let count = 0; count < PROCESSES; count++) {
				const { stdout } = await run(node, ['--eval', script], { cwd: REPOSITORY });
				times.push(Number(stdout));
			}
			pairs.push({ value: median(times) });
		}
		return { pairs, otherLoad: otherLoad() };
	},
};
