import type { Prediction } from '../api/prediction';
import type { WaveSpeedError } from '../errors/errorClasses';
import type { Run } from '../item/run';

/** What became of an item before the execution was parked. */
export type Outcome = { prediction: Prediction; model: string } | { error: WaveSpeedError };

/** All items of a run on their way to being parked together. */
export class Party {
	readonly outcomes = new Map<number, Outcome>();

	/** By item, not by who came first. */
	inOrder(): Array<[number, Outcome]> {
		return [...this.outcomes].sort(([one], [other]) => one - other);
	}

	/** One prediction under way is enough: the node is parked as a whole or not at all. */
	get mustPark(): boolean {
		return [...this.outcomes.values()].some(
			(outcome) => 'prediction' in outcome && outcome.prediction.standing === 'running',
		);
	}
}

const parties = new WeakMap<Run, Party>();

export function partyOf(run: Run): Party {
	const party = parties.get(run) ?? new Party();
	parties.set(run, party);
	return party;
}
