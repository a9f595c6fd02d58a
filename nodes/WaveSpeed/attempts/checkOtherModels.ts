import { rethrown } from '../api/callFailure';
import { WaveSpeedError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import { predictionTooExpensive } from '../submission/price/priceErrors';
import { quoteOrFailure } from '../submission/price/quotePrice';
import type { PriceLimits } from '../submission/price/readPriceLimits';
import { checkInput } from '../submission/request/checkInput';
import type { ModelRequest } from '../submission/request/readRequest';
import { otherModelCannot } from './attemptErrors';
import type { AttemptPlan } from './attemptPlan';

/**
 * Checks the first model's input, by the names of its fields, against the schema of each model that may
 * have to take over: a model that could not is an error before anything is paid for.
 * @throws InputError that names the model
 */
export async function checkOtherModels(
	item: Item,
	{ input }: ModelRequest,
	plan: AttemptPlan,
	webhookUrl: string | undefined,
): Promise<void> {
	for (const model of othersOf(plan)) {
		await orOtherModelCannot(
			model,
			async () => await checkInput(item, { model, input }, webhookUrl),
		);
	}
}

/**
 * Checks that the price of each other model is within the limits.
 * @throws InputError that names the model
 */
export async function checkOtherPrices(
	item: Item,
	{ input }: ModelRequest,
	plan: AttemptPlan,
	{ perPredictionUsd }: PriceLimits,
): Promise<void> {
	if (perPredictionUsd === undefined) return;
	for (const model of othersOf(plan)) {
		// An unknown price is requested again before that model is used.
		const quoted = await quoteOrFailure(item, { model, input });
		if (typeof quoted === 'number' && quoted > perPredictionUsd)
			throw otherModelCannot(model, predictionTooExpensive(model, quoted, perPredictionUsd));
	}
}

function othersOf({ further }: AttemptPlan): Set<string> {
	return new Set(further.filter((model) => model !== undefined));
}

async function orOtherModelCannot(model: string, check: () => Promise<unknown>): Promise<void> {
	try {
		await check();
	} catch (error) {
		throw error instanceof WaveSpeedError ? otherModelCannot(model, error) : rethrown(error);
	}
}
