import type { WaveSpeedError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import { credentialNeedsItem } from '../n8n/credentialOfItem';
import { runAgainAfterWait } from '../n8n/runAgainAfterWait';
import { runIndexOf } from '../n8n/runIndex';
import { SUSPEND_LOOK_AGAIN } from '../policy';
import type { FinishedPrediction } from './finishedPrediction';
import { parkedStateOf, storeParkedState, type ParkedState } from './parkedState';

const GOES_ON_AT_EVERY_CALLBACK =
	'The API key comes from the items, which a callback does not have: the node goes on at every callback and asks for its predictions then.';

/** What became of an item before the execution is parked. */
export type ItemOutcome = FinishedPrediction | { error: WaveSpeedError };

/** All items of a run on their way to being parked together: n8n parks the node as a whole. */
export class ParkingGroup {
	private readonly outcomes = new Map<number, ItemOutcome>();
	private isParked?: Promise<void>;

	tell(itemIndex: number, outcome: ItemOutcome): void {
		this.outcomes.set(itemIndex, outcome);
	}

	/** One prediction under way is enough. */
	get mustPark(): boolean {
		return [...this.outcomes.values()].some(
			(outcome) => 'prediction' in outcome && outcome.prediction.standing === 'running',
		);
	}

	/**
	 * Parks the execution, once for all items. It goes on when a callback says that all predictions have
	 * ended, when its time is over, and in between now and then: a callback that was lost, or whose
	 * receiver was killed, then costs minutes and not the whole wait.
	 * @param deadlineMs the user's patience from now, where nothing has been parked before
	 */
	async park(item: Item, deadlineMs: number): Promise<void> {
		this.isParked ??= this.parkOnce(item, deadlineMs);
		await this.isParked;
	}

	private async parkOnce({ host, environment }: Item, deadlineMs: number): Promise<void> {
		const now = environment.time.date();
		const before = parkedStateOf(host);
		const keyNeedsItem = await credentialNeedsItem(host);
		const until = before ? new Date(before.until) : new Date(now.getTime() + deadlineMs);
		const state: ParkedState = {
			version: 2,
			executionId: host.getExecutionId(),
			runIndex: runIndexOf(host),
			since: before?.since ?? now.toISOString(),
			parkedAt: now.toISOString(),
			until: until.toISOString(),
			predictions: [],
			failed: [],
			...(keyNeedsItem && { keyNeedsItem }),
		};
		for (const [itemIndex, outcome] of [...this.outcomes].sort(([one], [other]) => one - other)) {
			if ('error' in outcome) {
				const { message, details, description } = outcome.error;
				state.failed.push({
					item: itemIndex,
					message,
					details,
					...(description !== undefined && { description }),
				});
			} else {
				const { prediction, model } = outcome;
				state.predictions.push({ item: itemIndex, predictionId: prediction.id, model });
			}
		}
		storeParkedState(host, state);
		const ids = state.predictions.map(({ predictionId }) => predictionId).join(', ');
		host.logger.info(
			`Suspended until ${state.until} at the latest, waiting for predictions ${ids}.`,
		);
		if (keyNeedsItem && !before) host.logger.info(GOES_ON_AT_EVERY_CALLBACK);
		const nextLook = new Date(Math.min(until.getTime(), now.getTime() + SUSPEND_LOOK_AGAIN));
		await runAgainAfterWait(host, nextLook);
	}
}
