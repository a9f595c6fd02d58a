import { doesJob } from './modelsForJob';
import { JOBS } from './jobs';
import type { Model } from './model';

/**
 * One model for each kind of work: the first of a short list that exists, otherwise the vendor's first
 * among the cheaper half of its kind.
 * @param models the catalogue, in the vendor's order
 * @returns the most wanted kinds first, each model once
 */
export function recommendedModels(models: readonly Model[]): Model[] {
	const chosen = new Set<Model>();
	for (const job of JOBS) {
		const able = models.filter((model) => doesJob(model, job) && !chosen.has(model));
		const preferred = job.preferred
			.map((id) => able.find((model) => model.id === id))
			.find((model) => model !== undefined);
		const model = preferred ?? firstAffordable(able);
		if (model) chosen.add(model);
	}
	return [...chosen];
}

function firstAffordable(models: readonly Model[]): Model | undefined {
	const prices = models
		.map(({ basePriceUsd = Infinity }) => basePriceUsd)
		.sort((one, other) => one - other);
	const limit = prices[Math.floor((prices.length - 1) / 2)] ?? Infinity;
	return models.find(({ basePriceUsd = Infinity }) => basePriceUsd <= limit);
}
