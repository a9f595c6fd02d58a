import {
	POLL_CAP,
	POLL_FIRST,
	POLL_JITTER,
	POLL_LEARNED_SHARE,
	POLL_LEARNED_SHORTEST,
	POLL_SHARE,
	POLL_SHORTEST,
} from '../policy';
import type { Time } from '../time';
import type { ModelDurations } from './modelDurations';

/** When a prediction is looked at next. */
export class CheckTimes {
	private elapsed = 0;

	constructor(
		private readonly time: Pick<Time, 'random'>,
		private readonly options: {
			/** A fixed pause between two checks in milliseconds; undefined for growing ones. */
			intervalMs?: number;
			/** How long such predictions take at least, in milliseconds, where that is known. */
			expectedMs?: number;
			/** Look at once: the prediction may have ended long ago. */
			atOnce: boolean;
		},
	) {}

	/** @returns milliseconds until the next check */
	next(): number {
		const pause = this.pause();
		this.elapsed += pause;
		return this.options.intervalMs === undefined ? pause * this.jitter() : pause;
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
		if (intervalMs !== undefined) return intervalMs;
		// In proportion to what it has taken so far: a wait is noticed late by a share of its length.
		const isKnown = expectedMs !== undefined;
		const proportional = this.elapsed * (isKnown ? POLL_LEARNED_SHARE : POLL_SHARE);
		return Math.min(
			POLL_CAP,
			Math.max(isKnown ? POLL_LEARNED_SHORTEST : POLL_SHORTEST, proportional),
		);
	}

	/** Spreads the checks of a run's items over time, so that one of them is always about to look. */
	private jitter(): number {
		return 1 + POLL_JITTER * (2 * this.time.random() - 1);
	}
}

/** @returns undefined for a model of which nothing is known */
export function expectedDuration(
	durations: ModelDurations,
	model: string | undefined,
): number | undefined {
	return model === undefined ? undefined : durations.firstCheck(model);
}
