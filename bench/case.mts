import type { Bench } from './openBench.mts';

/** What is held against the goal: the figure itself, or its quotient or difference with the reference. */
export interface Goal {
	of: 'value' | 'ratio' | 'difference';
	/** Exactly one of the two. */
	atMost?: number;
	atLeast?: number;
}

export interface Pair {
	value: number;
	/** What the same run of the bench measured for what the figure is held against. */
	reference?: number;
}

export interface Measured {
	/** One for each run. */
	pairs: Pair[];
	/** The largest share of the machine that something else took meanwhile, 0 to 1. */
	otherLoad: number;
	/** Why the figure cannot be what it says, beside load and spread. */
	doubt?: string;
	/** A second figure that has to meet a goal of its own. */
	also?: { judged: number; atMost: number };
	/** Figures that belong to it and are not judged. */
	note?: string;
}

/** A figure that cannot be had on this machine, and why. */
export interface Missing {
	missing: string;
}

export interface Case {
	/** "awake-1000" */
	name: string;
	/** What the figure is, and what it is held against. */
	measures: string;
	unit: string;
	goal: Goal;
	/**
	 * What spoils it: a figure of time suffers from any other load, one of processor time from a lot of
	 * it, a count from none.
	 */
	kind: 'time' | 'processorTime' | 'count';
	measure(bench: Bench): Promise<Measured | Missing>;
}
