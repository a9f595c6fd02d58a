import type { Prediction } from '../api/prediction';
import { readResultIfThere } from '../api/readResult';
import type { Item } from '../item/item';
import { classifyOutputs } from '../outputs/classifyOutputs';

/**
 * @returns undefined for a prediction that has since failed, no longer exists, or has no outputs
 * @throws CallFailure if it cannot be fetched
 */
export async function readUsable(item: Item, id: string): Promise<Prediction | undefined> {
	const prediction = await readResultIfThere(item.api, id);
	if (prediction?.standing === 'running') return prediction;
	const hasOutputs = classifyOutputs(prediction?.outputs).length > 0;
	return prediction?.standing === 'completed' && hasOutputs ? prediction : undefined;
}
