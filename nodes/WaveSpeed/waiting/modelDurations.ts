import { LEARNED_FIRST_CHECK_SHARE, LEARNED_RUNS_PER_MODEL } from '../policy';

/** The last durations of each model's predictions; lost when n8n restarts, which costs some checks. */
export class ModelDurations {
	private readonly byModel = new Map<string, number[]>();

	/** @param ms from acceptance to completion */
	learn(model: string, ms: number): void {
		if (!(ms > 0)) return;
		const known = this.byModel.get(model) ?? [];
		this.byModel.set(model, [...known, ms].slice(-LEARNED_RUNS_PER_MODEL));
	}

	/**
	 * @returns how long after its submission a prediction of this model is worth a first look, in ms;
	 * undefined for a model that has not been seen to finish
	 */
	firstCheck(model: string): number | undefined {
		const known = this.byModel.get(model);
		return known && LEARNED_FIRST_CHECK_SHARE * Math.min(...known);
	}
}
