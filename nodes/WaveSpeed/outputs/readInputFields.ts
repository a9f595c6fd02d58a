import { InputError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import { readFieldNames, type InputFieldsChoice } from './includeInputFields';

const CHOICE = 'options.includeInputFields';
const NAMES = 'options.fieldsToInclude';

/** What stays of the incoming item in its rows. */
export interface InputFieldsOptions {
	choice: InputFieldsChoice;
	includeBinary: boolean;
}

/**
 * Reads the options “Row: Include Input Fields”, “Row: Fields to Include” and “Row: Include Input Files”. Without them
 * nothing is kept: the rows of older workflows stay as they were.
 * @throws InputError for an unknown choice, or if the chosen fields are not named
 */
export function readInputFields(item: Item): InputFieldsOptions {
	const names = readNames(item.parameter(NAMES, ''));
	// Names alone can only mean that these fields are wanted.
	const keep = item.parameter(CHOICE, names.length > 0 ? 'selected' : 'none');
	const includeBinary = item.parameter('options.includeInputFiles', false) === true;
	if (keep === 'none' || keep === 'all') return { choice: { keep }, includeBinary };
	if (keep !== 'selected') {
		throw new InputError(
			'The option “Row: Include Input Fields” has an unknown value. Choose All, None or Selected. Nothing was submitted.',
			{ reason: 'invalidOption', field: CHOICE },
		);
	}
	if (names.length === 0) {
		throw new InputError(
			'“Row: Include Input Fields” is set to Selected, and no field is named. Add the option “Row: Fields to Include” with their names, or choose All. Nothing was submitted.',
			{ reason: 'invalidOption', field: NAMES },
		);
	}
	return { choice: { keep, names }, includeBinary };
}

/** @param value names separated by commas, or a list from an expression */
function readNames(value: unknown): string[] {
	if (typeof value === 'string') return readFieldNames(value);
	if (value === undefined || value === null) return [];
	const isList = Array.isArray(value) && value.every((name) => typeof name === 'string');
	if (isList) return [...new Set((value as string[]).filter((name) => name !== ''))];
	throw new InputError(
		'The option “Row: Fields to Include” holds something else than names. Write names with commas between them, such as title, row_number. Nothing was submitted.',
		{ reason: 'invalidOption', field: NAMES },
	);
}
