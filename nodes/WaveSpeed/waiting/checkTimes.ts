import {
	LEARNED_FIRST_CHECK_SHARE,
	LEARNED_RUNS_PER_MODEL,
	POLL_CAP,
	POLL_FIRST,
	POLL_JITTER,
	POLL_LEARNED_SHARE,
	POLL_LEARNED_SHORTEST,
	POLL_SHARE,
	POLL_SHORTEST,
} from '../policy';
import type { Time } from '../time';

/** When to check a prediction next. */
export class CheckTimes {
	private elapsed = 0;

	constructor(
		private readonly time: Pick<Time, 'random'>,
		private readonly options: {
			/** A fixed pause between two checks in milliseconds; undefined for growing ones. */
			intervalMs?: number;
			/** The shortest duration of such predictions in milliseconds, if known. */
			expectedMs?: number;
			/** Check at once: the prediction may have ended long ago. */
			atOnce: boolean;
		},
	) {}

	/** @returns milliseconds until the next check */
	next(): number {
		const isFirst = this.elapsed === 0;
		const pause = this.pause();
		this.elapsed += pause;
		const { intervalMs, expectedMs } = this.options;
		if (intervalMs !== undefined) return pause;
		// Jitter on the first check would be a share of the whole expected time, and waste what is known.
		const spread = isFirst && expectedMs !== undefined ? this.growing() : pause;
		return pause + spread * this.jitter();
	}

	private pause(): number {
		const { intervalMs, expectedMs, atOnce } = this.options;
		if (this.elapsed === 0) {
			if (atOnce) {
				this.elapsed = POLL_FIRST;
				return 0;
			}
			return intervalMs ?? Math.max(POLL_FIRST, expectedMs ?? 0);
		}
		return intervalMs ?? this.growing();
	}

	/** In proportion to the time so far, so that the delay in noticing the end is a share of the duration. */
	private growing(): number {
		const isKnown = this.options.expectedMs !== undefined;
		const proportional = this.elapsed * (isKnown ? POLL_LEARNED_SHARE : POLL_SHARE);
		return Math.min(
			POLL_CAP,
			Math.max(isKnown ? POLL_LEARNED_SHORTEST : POLL_SHORTEST, proportional),
		);
	}

	/** A share of a pause, either way: spreads the checks of a run’s items evenly over time. */
	private jitter(): number {
		return POLL_JITTER * (2 * this.time.random() - 1);
	}
}

/** @returns undefined if nothing is known about the model */
export function expectedDuration(
	durations: ModelDurations,
	model: string | undefined,
): number | undefined {
	return model === undefined ? undefined : durations.firstCheck(model);
}

/** The latest durations of each model's predictions; lost when n8n restarts, which costs some checks. */
export class ModelDurations {
	private readonly byModel = new Map<string, number[]>();

	/** @param ms from acceptance to completion */
	learn(model: string, ms: number): void {
		if (!(ms > 0)) return;
		const known = this.byModel.get(model) ?? [];
		this.byModel.set(model, [...known, ms].slice(-LEARNED_RUNS_PER_MODEL));
	}

	/**
	 * @returns how long after its submission to check a prediction of this model for the first time, in ms;
	 * undefined if none of the model's predictions has been seen to finish
	 */
	firstCheck(model: string): number | undefined {
		const known = this.byModel.get(model);
		return known && LEARNED_FIRST_CHECK_SHARE * Math.min(...known);
	}
}
