import type { Accepted } from '../submission/submit';

/**
 * What a prediction was really made from. The API's answer to the submission repeats it; where it does
 * not, this try's input is it only if this try submitted it: expressions are evaluated anew in every try.
 * @param input this try's
 */
export function sentInput({ prediction, isNew }: Accepted, input: unknown): unknown {
	return prediction.fields.input ?? (isNew ? input : undefined);
}
