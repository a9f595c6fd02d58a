import { byVersion } from './byVersion.mts';

/** What came out for one version of n8n. */
export interface Result {
	n8n: string;
	/** Major version of Node. */
	node: number;
	/** "2026-11-26" */
	date: string;
	/** By the features' names: "yes", "no", or how. A failure begins with "FAILED". */
	features: Record<string, string>;
}

const BEGIN = '<!-- matrix: written by npm run test:matrix -->';
const END = '<!-- /matrix -->';

/** A Markdown table with a column for each version, oldest first. */
export function renderTable(results: Result[]): string {
	const sorted = [...results].sort((one, other) => byVersion(one.n8n, other.n8n));
	const names = [...new Set(sorted.flatMap(({ features }) => Object.keys(features)))];
	const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [
		row(['', ...sorted.map(({ n8n, node }) => `n8n ${n8n}, Node.js ${node}`)]),
		row(['---', ...sorted.map(() => '---')]),
		...names.map((name) =>
			row([name, ...sorted.map(({ features }) => features[name] ?? 'not run')]),
		),
		row(['run on', ...sorted.map(({ date }) => date)]),
	].join('\n');
}

/** The README with the table in its place. @throws Error where it has no place for it */
export function withTable(readme: string, results: Result[]): string {
	const begin = readme.indexOf(BEGIN);
	const end = readme.indexOf(END);
	if (begin < 0 || end < begin) throw new Error('README.md has no place for the matrix');
	return `${readme.slice(0, begin)}${BEGIN}\n\n${renderTable(results)}\n\n${readme.slice(end)}`;
}
