/** Measures what the node costs: `npm run bench`, or some cases with `npm run bench -- awake-1000 pack`. */
import { parseArgs } from 'node:util';
import { CASES, FURTHER_CASES } from './cases/index.mts';
import type { Case } from './case.mts';
import { openBench } from './openBench.mts';
import { drawPlots } from './plots/drawPlots.mts';
import { formatTable } from './report/table.mts';
import { judge, type Verdict } from './verdict.mts';

const namesOf = (cases: readonly Case[]): string => cases.map(({ name }) => name).join(', ');
const HELP = `npm run bench [-- [case …] [--runs N] [--json] [--plots] [--profile]]
  case      one or several of: ${namesOf(CASES)}
            and, only where named: ${namesOf(FURTHER_CASES)}
  --runs N  how often a short case is measured (3); those of minutes a third as often
  --json    only the last line, one JSON object
  --plots   measure and draw how cost grows, into docs/images/; without a case nothing else
  --profile print where n8n's processor time went in the cases of items`;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		runs: { type: 'string', default: '3' },
		json: { type: 'boolean', default: false },
		plots: { type: 'boolean', default: false },
		profile: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

/** @throws Error for a name that no case has */
function chosenCases(): readonly Case[] {
	const all = [...CASES, ...FURTHER_CASES];
	const unknown = positionals.filter((name) => !all.some((one) => one.name === name));
	if (unknown.length > 0) throw new Error(`No case is called ${unknown.join(', ')}.\n${HELP}`);
	if (positionals.length === 0) return values.plots ? [] : CASES;
	return all.filter(({ name }) => positionals.includes(name));
}

async function main(): Promise<void> {
	if (values.help) return console.log(HELP);
	const cases = chosenCases();
	const runs = Number(values.runs);
	if (!Number.isInteger(runs) || runs < 1)
		throw new Error(`--runs takes a number of runs.\n${HELP}`);
	const began = performance.now();
	const say = (text: string): void => {
		const seconds = Math.round((performance.now() - began) / 1_000);
		process.stderr.write(`[${String(seconds).padStart(4)} s] ${text}\n`);
	};
	const bench = openBench({ runs, profile: values.profile, say });
	const verdicts: Verdict[] = [];
	try {
		for (const one of cases) {
			say(one.name);
			verdicts.push(judge(one, await measured(one, bench)));
		}
		if (values.plots) await drawPlots(bench);
	} finally {
		await bench.close();
	}
	if (!values.json && verdicts.length > 0) console.log(formatTable(verdicts));
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
