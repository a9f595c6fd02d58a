import { CallFailure, rethrown } from '../api/callFailure';
import type { Prediction } from '../api/prediction';
import { readResult } from '../api/readResult';
import type { Item } from '../item/item';
import { classifyOutputs } from '../outputs/classifyOutputs';

/**
 * @returns undefined for a prediction that has failed since, is gone, or has no outputs
 * @throws CallFailure if it cannot be fetched
 */
export async function readUsable(item: Item, id: string): Promise<Prediction | undefined> {
	try {
		const prediction = await readResult(item.api, id);
		if (prediction.standing === 'running') return prediction;
		const hasOutputs = classifyOutputs(prediction.outputs).length > 0;
		return prediction.standing === 'completed' && hasOutputs ? prediction : undefined;
	} catch (failure) {
		const isGone = failure instanceof CallFailure && failure.facts.status === 404;
		if (isGone && failure.kind === 'refused') return undefined;
		throw rethrown(failure);
	}
}
