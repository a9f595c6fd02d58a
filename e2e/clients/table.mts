import type { Verdict } from './judge.mts';

const OUTCOME_CHARACTERS = 70;

/** One row a call, then a line for each one that failed, with all that is known of it. */
export function asTable(verdicts: Verdict[]): string {
	const rows = [
		['client', 'call', 'requests', 'outcome'],
		...verdicts.map(({ client, call, sent, ok, outcome }) => [
			client,
			call,
			String(sent.length),
			`${ok ? 'ok' : 'FAILED'}: ${short(outcome)}`,
		]),
	];
	const widths = [0, 1, 2].map((column) =>
		Math.max(...rows.map((row) => (row[column] ?? '').length)),
	);
	const lines = rows.map((row) =>
		row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '),
	);
	const failures = verdicts
		.filter(({ ok }) => !ok)
		.map(({ client, call, sent, outcome }) =>
			[`\n${client}, ${call}: ${outcome}`, ...sent.map((line) => `  ${line}`)].join('\n'),
		);
	return [...lines, ...failures].join('\n');
}

/** The routes that were asked, each once: what the clients have judged of the API. */
export function asRoutes(verdicts: Verdict[]): string {
	return [...new Set(verdicts.flatMap(({ sent }) => sent))].sort().join('\n');
}

function short(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length > OUTCOME_CHARACTERS ? `${line.slice(0, OUTCOME_CHARACTERS - 1)}…` : line;
}
