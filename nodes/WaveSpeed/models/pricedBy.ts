import { FORMULA_LIMIT_CHARACTERS } from '../policy';
import type { SchemaInput } from '../schema/schemaInput';

/**
 * The inputs that a model's price depends on: those that its formula names.
 * @param formula JSONata over the inputs, e.g. `{"total_price": base_price * $number(duration)}`; an empty
 * one is a price that is always the same
 * @returns names of inputs; undefined where nobody can tell, so that every input may count
 */
export function readPricedBy(
	formula: unknown,
	inputs: readonly SchemaInput[] | undefined,
): string[] | undefined {
	if (typeof formula !== 'string' || formula.length > FORMULA_LIMIT_CHARACTERS) return undefined;
	// What looks at all inputs at once names none of them.
	if (formula.trim() !== '' && (!inputs || /\$\$|\*\*|\$lookup|\$eval/.test(formula)))
		return undefined;
	const words = new Set(formula.match(/\w+/g));
	return (inputs ?? []).flatMap(({ name }) =>
		words.has(name) || formula.includes(`\`${name}\``) ? [name] : [],
	);
}
