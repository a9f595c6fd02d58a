import { checkValue } from '../schema/checkValue';
import { coerceInput } from '../schema/coerceInput';
import type { Model } from '../models/model';
import type { FormValue } from './formState';

/**
 * Which of the values filled in for another model this one takes as well: those of inputs of the same
 * name that its schema allows. An expression is taken as it is; what it gives is checked when it runs.
 * @returns the values as a form has them: a number where the model wants a number, lists as JSON text
 */
export function stillFits(
	model: Model,
	values: Record<string, FormValue>,
): ReadonlyMap<string, FormValue> {
	const fitting = new Map<string, FormValue>();
	for (const input of model.inputs ?? []) {
		// What the form does not show would be gone with the next model, though nobody took it out.
		if (input.hidden) continue;
		const value = Object.hasOwn(values, input.name) ? values[input.name] : undefined;
		if (value === undefined) continue;
		if (typeof value === 'string' && value.startsWith('=')) {
			fitting.set(input.name, value);
			continue;
		}
		const coerced = coerceInput(model, { [input.name]: value })[input.name];
		if (coerced === undefined || checkValue(input, coerced, input.name).length > 0) continue;
		// A choice that is not in the list would stand in the form as an empty, red field.
		if (input.suggestions && !input.suggestions.includes(coerced as FormValue)) continue;
		fitting.set(input.name, typeof coerced === 'object' ? value : (coerced as FormValue));
	}
	return fitting;
}
