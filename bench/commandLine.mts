import { parseArgs } from 'node:util';
import type { Case } from './case.mts';
import { CASES, FURTHER_CASES } from './cases/index.mts';

const namesOf = (cases: readonly Case[]): string => cases.map(({ name }) => name).join(', ');
export const HELP = `npm run bench [-- [case …] [--runs N] [--json] [--plots] [--profile]]
  case      one or several of: ${namesOf(CASES)}
            and, only where named: ${namesOf(FURTHER_CASES)}
  --runs N  how often a short case is measured (3); those of minutes a third as often
  --json    only the last line, one JSON object
  --plots   measure and draw how cost grows, into docs/images/; without a case nothing else
  --profile print where n8n's processor time went in the cases of items`;

/** What somebody has asked the bench for. */
interface BenchRequest {
	/** In the order in which they are measured. */
	cases: readonly Case[];
	/** How often a short case is measured; at least 1. */
	runs: number;
	json: boolean;
	plots: boolean;
	profile: boolean;
	help: boolean;
}

/**
 * Reads the words behind `npm run bench --`.
 * @throws Error for an option it does not have, a name that no case has, or a number of runs that is none
 */
export function readCommandLine(words: string[]): BenchRequest {
	const { values, positionals } = parseArgs({
		args: words,
		allowPositionals: true,
		options: {
			runs: { type: 'string', default: '3' },
			json: { type: 'boolean', default: false },
			plots: { type: 'boolean', default: false },
			profile: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const runs = Number(values.runs);
	if (!Number.isInteger(runs) || runs < 1)
		throw new Error(`--runs takes a number of runs.\n${HELP}`);
	return { ...values, runs, cases: chosenCases(positionals, values.plots) };
}

function chosenCases(names: string[], plots: boolean): readonly Case[] {
	const all = [...CASES, ...FURTHER_CASES];
	const unknown = names.filter((name) => !all.some((one) => one.name === name));
	if (unknown.length > 0) throw new Error(`No case is called ${unknown.join(', ')}.\n${HELP}`);
	if (names.length === 0) return plots ? [] : CASES;
	return all.filter(({ name }) => names.includes(name));
}
