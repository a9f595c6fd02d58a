import { accountOf } from '../../api/connection';
import type { WaveSpeedError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';
import { credentialNeedsItem } from '../../n8n/credentialDependsOnItem';
import { runAgainAfterWait } from '../../n8n/runAgainAfterWait';
import { runIndexOf } from '../../n8n/runIndex';
import { rowInput } from '../../outputs/rowInput';
import { SUSPEND_LOOK_AGAIN } from '../../policy';
import type { FinishedPrediction } from '../waitUntilFinished';
import { storeParkedState, type ParkedState } from './parkedState';
import { siblingSuspended } from './suspendErrors';

const GOES_ON_AT_EVERY_CALLBACK =
	'Without an item the API key is another one or cannot be read, and a callback has no item: the node goes on at every callback and checks its predictions then.';

/** What became of an item before the execution is parked. */
export type ItemOutcome = FinishedPrediction | { error: WaveSpeedError };

export function isRunning(outcome: ItemOutcome): boolean {
	return 'prediction' in outcome && outcome.prediction.standing === 'running';
}

/** The items of a run that are parked together: n8n parks the node as a whole. */
export class ParkingGroup {
	private readonly outcomes = new Map<number, ItemOutcome>();
	/** Items whose predictions are running; each item of a run asks whether there are any. */
	private readonly running = new Set<number>();
	/** Of the items: an expression may give some of them a key of their own. */
	private readonly accounts = new Set<string>();
	private parking?: Promise<void>;
	private isParked = false;
	private siblingChecked?: Promise<void>;

	tell({ api, member }: Item, outcome: ItemOutcome): void {
		this.accounts.add(accountOf(api.connection));
		this.outcomes.set(member, outcome);
		if (isRunning(outcome)) this.running.add(member);
		else this.running.delete(member);
	}

	/** One running prediction is enough to park. */
	get mustPark(): boolean {
		return this.running.size > 0;
	}

	/**
	 * Looks, once for all items, whether another sub-workflow of the same parent is suspended.
	 * @param parked what the run was parked with, if it was
	 * @throws InputError if the parent workflow would lose the rows of this execution
	 */
	async checkSibling(item: Item, parked: ParkedState | undefined): Promise<void> {
		this.siblingChecked ??= this.checkSiblingOnce(item, parked);
		await this.siblingChecked;
	}

	private async checkSiblingOnce(
		{ host, run, services: { siblings } }: Item,
		parked: ParkedState | undefined,
	): Promise<void> {
		if (parked) return siblings.notSuspended(host);
		const sibling = await siblings.beside(host);
		if (sibling !== undefined) throw siblingSuspended(sibling);
		void run.everyoneLeft().then(() => {
			if (!this.isParked) siblings.notSuspended(host);
		});
	}

	/**
	 * Parks the execution, once for all items. It continues when a callback reports that all predictions
	 * have ended, when its time is over, and from time to time in between: a callback that was lost, or
	 * whose receiver was killed, then costs minutes and not the whole wait.
	 * @param deadlineMs the user's timeout from now, if nothing has been parked before
	 * @param before what the run was parked with before, if it was
	 */
	async park(item: Item, deadlineMs: number, before: ParkedState | undefined): Promise<void> {
		this.parking ??= this.parkOnce(item, deadlineMs, before);
		await this.parking;
	}

	/** Submissions of this run may take the whole time, whatever was parked before. */
	private patienceUntil(fromNow: number, before: ParkedState | undefined): Date {
		if (!before) return new Date(fromNow);
		const known = Date.parse(before.until);
		const isSubmitted = [...this.outcomes.values()].some(
			(outcome) => 'prediction' in outcome && outcome.acceptedAt !== undefined,
		);
		return new Date(isSubmitted ? Math.max(known, fromNow) : known);
	}

	private async parkOnce(
		{ host, services }: Item,
		deadlineMs: number,
		before: ParkedState | undefined,
	): Promise<void> {
		const now = services.time.date();
		const keyNeedsItem = await credentialNeedsItem(host, this.accounts);
		const until = this.patienceUntil(now.getTime() + deadlineMs, before);
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
		for (const [member, outcome] of [...this.outcomes].sort(([one], [other]) => one - other)) {
			if ('error' in outcome) {
				const { message, details, description } = outcome.error;
				state.failed.push({
					item: member,
					message,
					details,
					...(description !== undefined && { description }),
				});
			} else {
				const { prediction, model, madeFrom } = outcome;
				state.predictions.push({
					item: member,
					predictionId: prediction.id,
					model,
					...(madeFrom !== undefined && { input: rowInput(madeFrom) }),
				});
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
		services.siblings.parked(host);
		this.isParked = true;
	}
}
