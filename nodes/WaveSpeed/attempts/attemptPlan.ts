import { checkModelId } from '../api/paths';
import { InputError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import { readNumberOption } from '../item/readNumberOption';
import { readModelId } from '../models/readModelId';
import { isRecord } from '../narrow';
import { FURTHER_ATTEMPTS_AT_MOST } from '../policy';

const CHOICE = 'options.whenPredictionFails';
const TIMES = 'options.tryAgainTimes';
const MODELS = 'options.otherModels';

/** What to try after an item’s prediction has failed at WaveSpeed and was refunded. */
export interface AttemptPlan {
	/** Whether the user wants further attempts: rows then list all of them. */
	readonly isOn: boolean;
	/** The model of each further attempt, in order; undefined for the chosen one. */
	readonly further: ReadonlyArray<string | undefined>;
}

/** One prediction only. */
export const ONE_ATTEMPT: AttemptPlan = { isOn: false, further: [] };

/** @param made how many attempts came before @returns undefined for the chosen model */
export function modelOfAttempt({ further }: AttemptPlan, made: number): string | undefined {
	return further[made - 1];
}

/**
 * Reads the option “Failure: Next Step” and the options that belong to it.
 * @throws InputError for an invalid choice, number or list
 */
export function readAttemptPlan(item: Item): AttemptPlan {
	const choice = item.parameter(CHOICE, 'fail');
	switch (choice) {
		case 'fail':
			return ONE_ATTEMPT;
		case 'tryAgain':
			return { isOn: true, further: Array.from({ length: readTimes(item) }, () => undefined) };
		case 'otherModels':
			return { isOn: true, further: readModels(item) };
		default:
			throw new InputError(
				'The option “Failure: Next Step” has an unknown value. Choose Fail, Try Again or Use Other Models. Nothing was submitted.',
				{ reason: 'invalidOption', field: CHOICE },
			);
	}
}

function readTimes(item: Item): number {
	const times = readNumberOption(item, TIMES, 'Failure: More Tries', 1);
	if (Number.isInteger(times) && times >= 1 && times <= FURTHER_ATTEMPTS_AT_MOST) return times;
	throw new InputError(
		`The option “Failure: More Tries” must be a whole number from 1 to ${FURTHER_ATTEMPTS_AT_MOST}. Change it, or set “Failure: Next Step” to Fail. Nothing was submitted.`,
		{ reason: 'invalidOption', field: TIMES },
	);
}

/** Rows of the picker, or a list from an expression: ids, or what the picker stores. */
function readModels(item: Item): string[] {
	const value = item.parameter(MODELS, {});
	const rows: unknown[] = Array.isArray(value)
		? value
		: isRecord(value)
			? [value.models ?? []].flat()
			: [value];
	const models = rows
		.map((row) => readModelId(idOf(row)))
		.filter((id) => id !== '')
		.map((id) => checkModelId(id));
	if (models.length > 0 && models.length <= FURTHER_ATTEMPTS_AT_MOST) return models;
	throw new InputError(
		models.length === 0
			? '“Failure: Next Step” is set to Use Other Models, and no other model is chosen. Add the option “Failure: Other Models” and choose some, or set it to Fail. Nothing was submitted.'
			: `The option “Failure: Other Models” has ${models.length} models, and ${FURTHER_ATTEMPTS_AT_MOST} are allowed. Remove some. Nothing was submitted.`,
		{ reason: 'invalidOption', field: MODELS },
	);
}

function idOf(row: unknown): unknown {
	if (!isRecord(row)) return row;
	// A row of the option holds a locator, and the locator holds the id.
	return isRecord(row.model) ? row.model.value : (row.model ?? row.value);
}
