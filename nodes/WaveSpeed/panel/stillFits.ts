import { checkValue } from '../schema/checkValue';
import { coerceInput } from '../schema/coerceInput';
import type { Model } from '../models/model';
import type { FormValue } from './formState';

/**
 * Which of the values entered for another model this one accepts too: those of inputs with the same name,
 * if its schema allows them. An expression is taken as it is; its result is checked when it runs.
 * @returns the values in the form's types: a number if the model wants a number, lists as JSON text
 */
export function stillFits(
	model: Model,
	values: Record<string, FormValue>,
): ReadonlyMap<string, FormValue> {
	const fitting = new Map<string, FormValue>();
	for (const input of model.inputs ?? []) {
		// A value that the form does not show would be lost with the next model, although nobody removed
		// it.
		if (input.hidden) continue;
		const value = Object.hasOwn(values, input.name) ? values[input.name] : undefined;
		if (value === undefined) continue;
		if (typeof value === 'string' && value.startsWith('=')) {
			fitting.set(input.name, value);
			continue;
		}
		const coerced = coerceInput(model, { [input.name]: value })[input.name];
		if (coerced === undefined || checkValue(input, coerced, input.name).length > 0) continue;
		// A choice that is not in the list would appear in the form as an empty, red field.
		if (input.suggestions && !input.suggestions.includes(coerced as FormValue)) continue;
		fitting.set(input.name, typeof coerced === 'object' ? value : (coerced as FormValue));
	}
	return fitting;
}
