import { MODEL, type ScriptedApi, type ScriptedPrediction } from './scriptedApi.mts';

/** How many completed predictions of the chosen model there are to take, by prompt. */
export type Reusable = ReadonlyMap<string, number>;

export function reusableNow({ predictions }: ScriptedApi): Reusable {
	return count(predictions.filter(({ status }) => status === 'completed'));
}

/**
 * Predictions that were paid for although an equal one was there to take. What has failed is refunded.
 * @param wanted a prompt for each prediction that an execution asks for
 * @param reusable when it began
 * @param made what it has submitted
 */
export function paidAlthoughReusable(
	wanted: string[],
	reusable: Reusable,
	made: ScriptedPrediction[],
): number {
	let tooMany = 0;
	for (const [prompt, paid] of count(made.filter(({ status }) => status !== 'failed'))) {
		const asked = wanted.filter((one) => one === prompt).length;
		tooMany += Math.max(0, paid - Math.max(0, asked - (reusable.get(prompt) ?? 0)));
	}
	return tooMany;
}

function count(predictions: ScriptedPrediction[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { model, input } of predictions) {
		if (model !== MODEL) continue;
		const prompt = String(input.prompt);
		counts.set(prompt, (counts.get(prompt) ?? 0) + 1);
	}
	return counts;
}
