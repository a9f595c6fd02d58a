import { Api } from '../api/api';
import { CallFailure, rethrown } from '../api/callFailure';
import { readConnection, type ApiHost } from '../api/connection';
import { RateGate, Slots } from '../api/traffic';
import { readResult } from '../api/readResult';
import {
	CALLBACK_CHECK_PATIENCE,
	CALLBACK_HANDOVER_REST,
	NOT_FOUND_TOLERANCE,
	POLL_CAP,
	POLL_FIRST,
	REQUESTS_IN_FLIGHT,
} from '../policy';
import type { Time } from '../time';
import { isFinalRefusal } from './finalRefusal';
import type { ParkedState } from './suspended/parkedState';

/** What the callbacks of one parked execution share in this process. */
interface CallbackState {
	/** Predictions that have ended, which is final. */
	ended: Set<string>;
	looking: boolean;
	/** A callback came while another one was checking. */
	lookAgain: boolean;
	/** When a callback resumed the execution; another may follow before n8n has recorded that. */
	handedOverAt: number;
	/** When this can be dropped, on the clock of `time.now()`. */
	obsoleteAt: number;
}

/** Decides whether a parked execution can continue, whatever the number and order of its callbacks. */
export class EndedPredictions {
	private readonly states = new Map<string, CallbackState>();

	constructor(private readonly time: Time) {}

	/**
	 * Checks the predictions of a parked execution with the key, the one most likely to be running first,
	 * and stops at the first that is. Callbacks that come meanwhile make it check again, instead of all
	 * checking at the same time.
	 * @param reported the prediction that the callback is about
	 * @returns true for one caller if all predictions have ended
	 */
	async all(
		host: ApiHost,
		executionId: string,
		parked: ParkedState,
		reported: string,
	): Promise<boolean> {
		const state = this.stateOf(executionId, parked);
		if (this.wasJustHandedOver(state)) return false;
		if (state.looking) {
			state.lookAgain = true;
			return false;
		}
		state.looking = true;
		try {
			const connection = await readConnection(host);
			const traffic = { gate: new RateGate(this.time), slots: new Slots(REQUESTS_IN_FLIGHT) };
			const api = new Api(host, connection, traffic, this.time);
			do {
				state.lookAgain = false;
				if (await this.allEnded(api, state, parked, reported)) {
					state.handedOverAt = this.time.now();
					return true;
				}
			} while (state.lookAgain);
			return false;
		} finally {
			state.looking = false;
		}
	}

	/** Lets a parked execution continue without a check. @returns true for one caller at a time */
	handOver(executionId: string, parked: ParkedState): boolean {
		const state = this.stateOf(executionId, parked);
		if (this.wasJustHandedOver(state)) return false;
		state.handedOverAt = this.time.now();
		return true;
	}

	private wasJustHandedOver({ handedOverAt }: CallbackState): boolean {
		return this.time.now() - handedOverAt < CALLBACK_HANDOVER_REST;
	}

	private async allEnded(
		api: Api,
		state: CallbackState,
		parked: ParkedState,
		reported: string,
	): Promise<boolean> {
		const open = parked.predictions.map(({ predictionId }) => predictionId);
		// The last one submitted most likely ends last, and the reported one has most likely ended.
		const known = open.includes(reported) ? [reported] : [];
		const order = [...open.filter((id) => id !== reported).reverse(), ...known];
		const unknown = order.filter((id) => !state.ended.has(id));
		// One, then two, then four at once: cheap if the first is running, fast if none is.
		for (let size = 1, at = 0; at < unknown.length; at += size, size *= 2) {
			const ends = await Promise.all(
				unknown.slice(at, at + size).map(async (id) => {
					if (!(await this.hasEnded(api, id, parked, id === reported))) return false;
					state.ended.add(id);
					return true;
				}),
			);
			if (ends.includes(false)) return false;
		}
		return true;
	}

	/**
	 * An answer that will not change (the key is refused, the prediction no longer exists) ends the wait
	 * too: the node runs again and reports it. The reported one is checked for longer: the API may lag some
	 * seconds behind its own callback, and no other callback may come.
	 */
	private async hasEnded(
		api: Api,
		id: string,
		parked: ParkedState,
		isReported: boolean,
	): Promise<boolean> {
		const patience = this.time.now() + CALLBACK_CHECK_PATIENCE;
		const lagEnds = this.time.now() + (isReported ? NOT_FOUND_TOLERANCE : 0);
		for (;;) {
			try {
				const { standing } = await readResult(api, id, { until: patience });
				if (standing !== 'running') return true;
				if (this.time.now() >= lagEnds) return false;
				await this.time.sleep(POLL_FIRST);
			} catch (failure) {
				if (!(failure instanceof CallFailure)) throw rethrown(failure);
				const parkedMs = this.time.date().getTime() - Date.parse(parked.parkedAt);
				if (isFinalRefusal(failure, parkedMs)) return true;
				if (this.time.now() + POLL_CAP >= patience) throw rethrown(failure);
				await this.time.sleep(POLL_CAP);
			}
		}
	}

	private stateOf(executionId: string, { parkedAt, until }: ParkedState): CallbackState {
		const now = this.time.now();
		for (const [id, { obsoleteAt }] of this.states) if (obsoleteAt < now) this.states.delete(id);
		const key = `${executionId} ${parkedAt}`;
		const left = Date.parse(until) - this.time.date().getTime();
		const state = this.states.get(key) ?? {
			ended: new Set(),
			looking: false,
			lookAgain: false,
			handedOverAt: -Infinity,
			obsoleteAt: now + left + CALLBACK_CHECK_PATIENCE,
		};
		this.states.set(key, state);
		return state;
	}
}
