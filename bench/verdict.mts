import type { Case, Goal, Measured, Missing, Pair } from './case.mts';
import { median, spread } from './statistics.mts';

/** One line of the answer. Of a figure that is not clean only `seen` tells what was seen. */
export interface Verdict {
	case: string;
	/** In `unit`; null where there is no clean figure. */
	value: number | null;
	unit: string;
	/** What the value may be at most (or at least) in the same unit, from the reference of the same run. */
	limit: number | null;
	/** Value ÷ reference, or ÷ limit where nothing is held against it. */
	ratio: number | null;
	/** "ratio ≤ 1.1" */
	goal: string;
	met: boolean | null;
	/** What it is held against, in the same unit. */
	reference?: number;
	/** Why there is no clean figure. */
	unclean?: string;
	seen?: { value: number; ratio: number; met: boolean };
	note?: string;
}

/** Above this share of the machine other work is taken to have changed the figure. */
const OTHER_LOAD_LIMIT = { time: 0.1, processorTime: 0.25, count: Infinity };
/** Runs further apart than this, as a share of their median, do not say the same. */
const SPREAD_LIMIT = 0.3;

export function judge(one: Case, measured: Measured | Missing): Verdict {
	const base = { case: one.name, unit: one.unit, goal: spellGoal(one.goal, one.unit) };
	const nothing = { value: null, limit: null, ratio: null, met: null };
	if ('missing' in measured) return { ...base, ...nothing, unclean: measured.missing };
	const { pairs, note, also } = measured;
	const value = median(pairs.map((pair) => pair.value));
	const references = pairs.flatMap(({ reference }) => (reference === undefined ? [] : [reference]));
	const reference = references.length > 0 ? median(references) : undefined;
	const bound = (one.goal.atMost ?? one.goal.atLeast) as number;
	const limit =
		one.goal.of === 'value'
			? bound
			: one.goal.of === 'ratio'
				? bound * (reference ?? NaN)
				: bound + (reference ?? NaN);
	const judged = pairs.map((pair) => judgedOf(one.goal, pair));
	const ratio =
		reference === undefined
			? value / limit
			: median(pairs.map((pair) => pair.value / (pair.reference as number)));
	const met = isMet(one.goal, median(judged)) && (!also || also.judged <= also.atMost);
	const found = { value: round(value), ratio: round(ratio), met };
	const further = {
		...(reference !== undefined && { reference: round(reference) }),
		...(note && { note }),
	};
	const unclean = doubtsAbout(one, measured, judged);
	if (unclean)
		return { ...base, ...nothing, limit: round(limit), unclean, seen: found, ...further };
	return { ...base, ...found, limit: round(limit), ...further };
}

function judgedOf(goal: Goal, { value, reference = NaN }: Pair): number {
	if (goal.of === 'value') return value;
	return goal.of === 'ratio' ? value / reference : value - reference;
}

function isMet({ atMost = Infinity, atLeast = -Infinity }: Goal, judged: number): boolean {
	return judged <= atMost && judged >= atLeast;
}

/** @returns why the figure is not to be trusted; empty where nothing speaks against it */
function doubtsAbout(one: Case, { otherLoad, doubt, pairs }: Measured, judged: number[]): string {
	const doubts: string[] = [];
	if (otherLoad > OTHER_LOAD_LIMIT[one.kind])
		doubts.push(`something else took ${Math.round(otherLoad * 100)} % of the machine`);
	// Differences lie around zero, so their distance is measured by the goal.
	const apart =
		one.goal.of === 'difference'
			? (Math.max(...judged) - Math.min(...judged)) / (2 * Math.abs(one.goal.atMost ?? 1))
			: spread(judged);
	// Runs that all agree by a wide margin say the same however far apart they lie.
	const undecided = new Set(judged.map((each) => isMet(one.goal, each))).size > 1;
	if (pairs.length > 1 && one.kind !== 'count' && apart > SPREAD_LIMIT && undecided)
		doubts.push(`the runs do not agree (${judged.map((each) => round(each)).join(', ')})`);
	if (doubt) doubts.push(doubt);
	return doubts.join('; ');
}

function spellGoal({ of, atMost, atLeast }: Goal, unit: string): string {
	const bound = atMost === undefined ? `≥ ${round(atLeast as number)}` : `≤ ${round(atMost)}`;
	if (of === 'ratio') return `ratio ${bound}`;
	return of === 'difference' ? `${bound.replace('≤ ', '≤ +')} ${unit}` : `${bound} ${unit}`;
}

export function round(value: number): number {
	const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
	return Number(value.toFixed(digits));
}
