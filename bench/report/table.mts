import Table from 'cli-table3';
import type { Verdict } from '../verdict.mts';

/** The answer for people: one row a case, notes below. */
export function formatTable(verdicts: readonly Verdict[]): string {
	const table = new Table({
		head: ['case', 'value', 'held against', 'ratio', 'goal', 'met'],
		style: { head: [], border: [], compact: true },
	});
	for (const one of verdicts) {
		table.push([
			one.case,
			one.value === null ? 'not clean' : `${one.value} ${one.unit}`,
			one.reference === undefined ? '' : `${one.reference} ${one.unit}`,
			one.ratio ?? '',
			one.goal,
			one.met === null ? '–' : one.met ? 'yes' : 'NO',
		]);
	}
	return [table.toString(), ...verdicts.flatMap(remarksOn)].join('\n');
}

function remarksOn(one: Verdict): string[] {
	const lines: string[] = [];
	if (one.unclean) {
		const seen = one.seen
			? ` Seen: ${one.seen.value} ${one.unit}, ratio ${one.seen.ratio}, which would ${one.seen.met ? '' : 'not '}meet the goal.`
			: '';
		lines.push(`${one.case}: no clean figure, because ${one.unclean}.${seen}`);
	}
	if (one.note) lines.push(`${one.case}: ${one.note}`);
	return lines;
}
