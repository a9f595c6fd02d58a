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

/** One line for each version: what a reader of the README wants to know first. */
export function renderSummary(results: Result[]): string {
	const sorted = [...results].sort((one, other) => byVersion(one.n8n, other.n8n));
	const lines = sorted.map(({ n8n, node, date, features }) => {
		const words = Object.entries(features);
		const missing = words.filter(([, word]) => word !== 'yes');
		const count = `${words.length - missing.length} of ${words.length}`;
		const but = missing.map(([name, word]) => `“${name}” (${word})`).join('; ');
		return `| ${n8n}, Node.js ${node} | ${but === '' ? `all ${words.length}` : `${count}, not: ${but}`} | ${date} |`;
	});
	return ['| n8n | features that work | run on |', '| --- | --- | --- |', ...lines].join('\n');
}

/** @returns the page with the table in its place. @throws Error where it has no place for it */
export function withTable(page: string, results: Result[]): string {
	return withWritten(page, renderTable(results));
}

/** @returns the README with the summary in its place. @throws Error where it has no place for it */
export function withSummary(readme: string, results: Result[]): string {
	return withWritten(readme, renderSummary(results));
}

function withWritten(page: string, table: string): string {
	const begin = page.indexOf(BEGIN);
	const end = page.indexOf(END);
	if (begin < 0 || end < begin) throw new Error('The page has no place for the matrix');
	return `${page.slice(0, begin)}${BEGIN}\n\n${table}\n\n${page.slice(end)}`;
}
