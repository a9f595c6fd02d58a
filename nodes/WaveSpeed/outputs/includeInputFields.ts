import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { InputError } from '../errors/errorClasses';
import { nearest } from '../models/nearestName';

/** Which fields of the incoming item stay in the row. */
export type InputFieldsChoice =
	| { keep: 'none' }
	| { keep: 'all' }
	/** Names of the item's own fields; nested fields come with them. */
	| { keep: 'selected'; names: readonly string[] };

/** Prefix of an incoming field whose name the prediction also uses; the option's hint mentions it. */
export const RENAMED_PREFIX = 'input_';

/**
 * Puts the fields of the incoming item before the node's own, as a table shows what names a row first, and
 * its files, if wanted, after the node's own. If both have the same name, the prediction's field keeps it and
 * the incoming one becomes `input_<name>`. An incoming `error` is always renamed: n8n would take the row for
 * a failed one.
 *
 * An error row stays unchanged: n8n recognises only `{error, details}`. Its details have them, and for the
 * error output n8n merges it over the incoming item.
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
export function pickInputFields(json: IDataObject, choice: InputFieldsChoice): IDataObject {
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
