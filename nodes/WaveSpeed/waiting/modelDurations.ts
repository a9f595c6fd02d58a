import { LEARNED_FIRST_CHECK_SHARE, LEARNED_RUNS_PER_MODEL } from '../policy';

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
