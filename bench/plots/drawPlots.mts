import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { memoryOf, resetPeakMemory } from '../../e2e/n8n/peakMemory.mts';
import { runBatch } from '../n8n/runBatch.mts';
import { runDownload } from '../n8n/runDownload.mts';
import { runItems, type ItemsRun } from '../n8n/runItems.mts';
import type { WayName } from '../n8n/ways.mts';
import { REPOSITORY, type Bench } from '../openBench.mts';
import { drawLineChart, type LineChart } from './lineChart.mts';

const ITEMS = [100, 300, 1_000, 3_000, 10_000];
const MEGABYTES = [1, 10, 100, 500, 2_000];
const JOBS_AT_ONCE = [1, 3, 10, 30, 100, 300];
const JOB_SECONDS = 5;
const MEGABYTE = 1024 * 1024;
const FOLDER = path.join(REPOSITORY, 'docs/images');

/** Measures how cost grows with items, size and concurrency, and draws it into docs/images/. */
export async function drawPlots(bench: Bench): Promise<void> {
	await drawItems(bench);
	await drawSizes(bench);
	await drawConcurrency(bench);
}

async function drawItems(bench: Bench): Promise<void> {
	const n8n = await bench.n8n();
	const pinger = await bench.pinger();
	const runs = new Map<WayName, Array<ItemsRun & { items: number }>>([
		['submit', []],
		['http-submit', []],
	]);
	for (const items of ITEMS) {
		for (const [way, all] of runs) {
			bench.say(`plot: ${way}, ${items} items`);
			all.push({ items, ...(await runItems(n8n, pinger, way, items)) });
		}
	}
	const series = (figure: (run: ItemsRun) => number) =>
		[...runs].map(([way, all]) => ({
			name: way === 'submit' ? 'Submit' : 'HTTP Request node',
			points: all.map((run) => ({ x: run.items, y: figure(run) })),
		}));
	await save('bench-items-cpu', {
		title: 'Processor time of n8n for each item',
		x: 'items in one run',
		y: 'ms',
		series: series(({ cpuMs }) => cpuMs),
	});
	await save('bench-items-awake', {
		title: 'Longest time n8n answered nothing',
		x: 'items in one run',
		y: 'ms',
		series: series(({ longestPingMs }) => longestPingMs),
	});
}

async function drawSizes(bench: Bench): Promise<void> {
	const n8n = await bench.n8n();
	const seconds: Array<{ x: number; y: number }> = [];
	const cpu: typeof seconds = [];
	const memory: typeof seconds = [];
	await runDownload(n8n, MEGABYTE);
	for (const x of MEGABYTES) {
		bench.say(`plot: an output of ${x} MB`);
		await resetPeakMemory(n8n.pid);
		const before = (await memoryOf(n8n.pid)).now;
		const took = await runDownload(n8n, x * MEGABYTE);
		memory.push({ x, y: ((await memoryOf(n8n.pid)).peak - before) / MEGABYTE });
		seconds.push({ x, y: took.seconds });
		cpu.push({ x, y: took.cpuSeconds });
	}
	await save('bench-size-time', {
		title: 'One output from the API to n8n’s store',
		x: 'MB',
		y: 's',
		series: [
			{ name: 'time', points: seconds },
			{ name: 'processor time of n8n', points: cpu },
		],
	});
	await save('bench-size-memory', {
		title: 'Rise of n8n’s peak memory by one output',
		x: 'MB',
		y: 'MB',
		series: [{ name: 'Generate and Wait', points: memory }],
	});
}

async function drawConcurrency(bench: Bench): Promise<void> {
	const n8n = await bench.n8n();
	const settings = { jobMs: JOB_SECONDS * 1_000 };
	await runBatch(n8n, { items: 10, settings });
	const points: Array<{ x: number; y: number }> = [];
	for (const x of JOBS_AT_ONCE) {
		bench.say(`plot: ${x} jobs at once`);
		points.push({ x, y: (await runBatch(n8n, { items: x, settings })) / JOB_SECONDS });
	}
	await save('bench-concurrency', {
		title: `A batch's time as a multiple of its job's ${JOB_SECONDS} s`,
		x: 'jobs at once in one run',
		y: 'times',
		series: [{ name: 'Generate and Wait', points }],
	});
}

async function save(name: string, chart: LineChart): Promise<void> {
	await writeFile(path.join(FOLDER, `${name}.svg`), drawLineChart(chart));
}
