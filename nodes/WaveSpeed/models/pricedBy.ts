import { FORMULA_LIMIT_CHARACTERS } from '../policy';
import type { SchemaInput } from '../schema/schemaInput';

/**
 * The inputs that a model's price depends on: those that its formula names.
 * @param formula JSONata over the inputs, e.g. `{"total_price": base_price * $number(duration)}`; an
 * empty one means a fixed price
 * @returns names of inputs; undefined if that is unknown, so that every input may count
 */
export function readPricedBy(
	formula: unknown,
	inputs: readonly SchemaInput[] | undefined,
): string[] | undefined {
	if (typeof formula !== 'string' || formula.length > FORMULA_LIMIT_CHARACTERS) return undefined;
	// An expression over all inputs at once names none of them.
	if (formula.trim() !== '' && (!inputs || /\$\$|\*\*|\$lookup|\$eval/.test(formula)))
		return undefined;
	const words = new Set(formula.match(/\w+/g));
	return (inputs ?? []).flatMap(({ name }) =>
		words.has(name) || formula.includes(`\`${name}\``) ? [name] : [],
	);
}
