import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { rethrown } from '../api/callFailure';
import { InputError, type WaveSpeedError } from '../errors/errorClasses';
import { concernsOther } from '../item/concernsOther';
import type { Item } from '../item/item';
import { readBooleanOption } from '../item/readBooleanOption';
import { ownErrorOf, type ItemSteps } from '../item/runOperation';
import { nearest } from '../models/nearestName';
import { inputItemsOf } from '../n8n/agentTool';
import { parkedStateOf } from '../waiting/suspended/parkedState';

/**
 * Adds the chosen fields of the incoming item to the rows of the given steps, or to the details of an error
 * that becomes a row. It checks that they exist before the first step, so that a wrong name costs nothing.
 */
export function keepingInputFields(steps: ItemSteps): ItemSteps {
	return async (item) => {
		// A model knows its own arguments, and pays for each word that comes back.
		if (item.forAgent) return await steps(item);
		const { choice, includeBinary } = optionsOf(item);
		if (choice.keep === 'none' && !includeBinary) return await steps(item);
		const incoming: INodeExecutionData = inputItemsOf(item.host)?.[item.index] ?? { json: {} };
		// A parked item's prediction is paid for: a missing field must not cost its row.
		if (!parkedStateOf(item.host)) checkInputFields(incoming.json, choice);
		const rows = await steps(item).catch((thrown: unknown) => {
			throw choice.keep === 'none' || !item.host.continueOnFail()
				? rethrown(thrown)
				: withInputFields(item, thrown, pickInputFields(incoming.json, choice));
		});
		return rows.map((row) => includeInputFields(incoming, row, choice, includeBinary));
	};
}

/** An error row has no other place for them: with a third field n8n would take it for a success. */
function withInputFields(item: Item, thrown: unknown, inputFields: IDataObject): WaveSpeedError {
	const error = ownErrorOf(item, thrown);
	if (concernsOther(item, error)) return error;
	// A copy: the incoming item stays as it is, whatever the next nodes do with the row.
	return error.with({ details: { inputFields: { ...inputFields } } });
}

/** @throws InputError, but not for a parked item */
function optionsOf(item: Item): InputFieldsOptions {
	try {
		return readInputFields(item);
	} catch (error) {
		if (!parkedStateOf(item.host)) throw rethrown(error);
		return { choice: { keep: 'none' }, includeBinary: false };
	}
}

const CHOICE = 'options.includeInputFields';
const NAMES = 'options.fieldsToInclude';
const FILES = 'options.includeInputFiles';

/** What the rows keep of the incoming item. */
interface InputFieldsOptions {
	choice: InputFieldsChoice;
	includeBinary: boolean;
}

/**
 * Reads the options “Row: Include Input Fields”, “Row: Fields to Include” and “Row: Include Input Files”. Without them
 * nothing is kept: the rows of older workflows stay as they were.
 * @throws InputError for an unknown value, or if the chosen fields are not named
 */
function readInputFields(item: Item): InputFieldsOptions {
	const names = readNames(item.parameter(NAMES, ''));
	// Names alone can only mean that these fields are wanted.
	const keep = item.parameter(CHOICE, names.length > 0 ? 'selected' : 'none');
	const includeBinary = readBooleanOption(item, FILES, 'Row: Include Input Files', false);
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
		'The option “Row: Fields to Include” holds something other than names. Write names separated by commas, such as title, row_number. Nothing was submitted.',
		{ reason: 'invalidOption', field: NAMES },
	);
}

/** Which fields of the incoming item stay in the row. */
export type InputFieldsChoice =
	| { keep: 'none' }
	| { keep: 'all' }
	/** Names of the item's own fields; nested fields come with them. */
	| { keep: 'selected'; names: readonly string[] };

/** Prefix of an incoming field whose name the prediction also uses; the option's hint mentions it. */
const RENAMED_PREFIX = 'input_';

/**
 * Puts the fields of the incoming item before the node's own, so that a table begins with what names a row;
 * its files, if wanted, come after the node's own. If both have the same name, the prediction's field keeps it
 * and the incoming one becomes `input_<name>`. An incoming `error` is always renamed: n8n would take the row
 * for a failed one.
 *
 * An error row stays unchanged: n8n recognises only `{error, details}`. Its details have the fields, and for
 * the error output n8n merges the row over the incoming item.
 * @param incoming the item that the row belongs to; it is not changed
 * @param row of ours; it is not changed
 */
export function includeInputFields(
	incoming: Pick<INodeExecutionData, 'json' | 'binary'>,
	row: INodeExecutionData,
	choice: InputFieldsChoice,
	includeBinary = false,
): INodeExecutionData {
	if (Object.hasOwn(row.json, 'error')) return row;
	const fields = entriesBeside(row.json, pickInputFields(incoming.json, choice), RENAMED);
	// From entries: a field called __proto__ is a field like any other.
	const json: IDataObject = Object.fromEntries([...fields, ...Object.entries(row.json)]);
	if (!includeBinary || !incoming.binary) return { ...row, json };
	const own = row.binary ?? {};
	const files = entriesBeside(own, incoming.binary, []);
	return { ...row, json, binary: Object.fromEntries([...Object.entries(own), ...files]) };
}

/** Names that no incoming field keeps. */
const RENAMED: readonly string[] = ['error'];

/**
 * Checks that the chosen fields exist, before anything is paid for.
 * @throws InputError that names the first missing one
 */
export function checkInputFields(incoming: IDataObject, choice: InputFieldsChoice): void {
	if (choice.keep !== 'selected') return;
	const missing = choice.names.find((name) => !Object.hasOwn(incoming, name));
	if (missing === undefined) return;
	const names = Object.keys(incoming);
	const meant = nearest(missing, names);
	const shown = names.slice(0, SHOWN).join(', ');
	throw new InputError(
		`The incoming item has no field “${missing.slice(0, 100)}”, which “Row: Include Input Fields” is to keep. ${
			meant !== undefined
				? `Did you mean “${meant}”?`
				: names.length === 0
					? 'It has no fields at all: choose None, or check the node before.'
					: `Choose some of its fields: ${shown}${names.length > SHOWN ? ', …' : ''}.`
		} Nothing was submitted.`,
		{ reason: 'unknownField', field: 'options.includeInputFields' },
	);
}

/** How many field names a message lists. */
const SHOWN = 15;

/** @returns the names in a list with commas, as people type it, without blanks and repetitions */
export function readFieldNames(text: string): string[] {
	const names = text.split(',').map((name) => name.trim());
	return [...new Set(names.filter((name) => name !== ''))];
}

/** @returns the chosen fields that the item has */
function pickInputFields(json: IDataObject, choice: InputFieldsChoice): IDataObject {
	if (choice.keep === 'none') return {};
	if (choice.keep === 'all') return json;
	const picked = choice.names.filter((name) => Object.hasOwn(json, name));
	return Object.fromEntries(picked.map((name) => [name, json[name]]));
}

/** @returns each incoming field under a name that is free beside the node's own */
function entriesBeside<Value>(
	own: object,
	incoming: Record<string, Value>,
	renamed: readonly string[],
): Array<[string, Value]> {
	const taken = new Set([...Object.keys(own), ...renamed]);
	const names = new Set(Object.keys(incoming));
	return Object.entries(incoming).map(([name, value]) => {
		let free = name;
		// It must not be the name of another incoming field either, which would then need renaming too.
		for (let tries = 1; taken.has(free) || (free !== name && names.has(free)); tries++) {
			free = `${RENAMED_PREFIX}${name}${tries === 1 ? '' : `_${tries}`}`;
		}
		taken.add(free);
		return [free, value];
	});
}
