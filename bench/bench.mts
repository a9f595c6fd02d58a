/** Measures what the node costs: `npm run bench`, or some cases with `npm run bench -- awake-1000 pack`. */
import type { Case } from './case.mts';
import { HELP, readCommandLine } from './commandLine.mts';
import { openBench } from './openBench.mts';
import { drawPlots } from './plots/drawPlots.mts';
import { formatTable } from './report/table.mts';
import { judge, type Verdict } from './verdict.mts';

async function main(): Promise<void> {
	const { cases, runs, json, plots, profile, help } = readCommandLine(process.argv.slice(2));
	if (help) return console.log(HELP);
	const began = performance.now();
	const say = (text: string): void => {
		const seconds = Math.round((performance.now() - began) / 1_000);
		process.stderr.write(`[${String(seconds).padStart(4)} s] ${text}\n`);
	};
	const bench = openBench({ runs, profile, say });
	const verdicts: Verdict[] = [];
	try {
		for (const one of cases) {
			say(one.name);
			verdicts.push(judge(one, await measured(one, bench)));
		}
		if (plots) await drawPlots(bench);
	} finally {
		await bench.close();
	}
	if (!json && verdicts.length > 0) console.log(formatTable(verdicts));
	console.log(JSON.stringify({ cases: verdicts }));
}

/** A case that fails must not take the others' figures with it. */
async function measured(one: Case, bench: ReturnType<typeof openBench>) {
	try {
		return await one.measure(bench);
	} catch (error) {
		bench.say(`${one.name} failed: ${error instanceof Error ? error.stack : String(error)}`);
		process.exitCode = 1;
		return { missing: `it failed: ${error instanceof Error ? error.message : String(error)}` };
	}
}

await main();
