import { InputError } from '../errors/errorClasses';
import type { OutputItem } from './item';

/** @throws InputError if it is not a number */
export function readNumberOption(
	item: OutputItem,
	name: string,
	label: string,
	fallback: number,
): number {
	const value = item.parameter(name, fallback);
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isFinite(number)) return number;
	throw new InputError(`The option “${label}” is not a number. Enter one, or remove the option.`, {
		reason: 'invalidOption',
		field: name,
	});
}

/** The error for an option that must be greater than 0. */
export function notPositive(label: string, field: string): InputError {
	return new InputError(
		`The option “${label}” must be greater than 0. Enter a larger number, or remove the option for its default.`,
		{ reason: 'invalidOption', field },
	);
}
