import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../errors/errorClasses';
import { catalogueOf, findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import type { Model } from '../../models/model';
import { readModelId } from '../../models/readModelId';
import { isSet } from '../../narrow';
import { coerceInput, findInputProblems } from '../../schema/findInputProblems';
import { fileFitsInput } from '../../schema/fileFitsInput';
import { CHOOSE_A_FILE, shown, type InputProblem } from '../../schema/inputProblem';
import { findFieldOfWords } from '../../schema/readGivenInput';
import { INPUTS_FOR_WORDS } from '../../schema/inputsForWords';
import { listOf } from '../../upload/fileInputErrors';
import { binariesOf } from '../../upload/pickBinaries';
import { fieldMeantBy } from './misspelledField';
import { emptyInputsOf } from './noteEmptyExpressions';
import type { ModelRequest } from './readRequest';

/**
 * Checks the input against the model's schema before anything is paid for: the API silently drops unknown
 * keys and bills a prediction with its defaults.
 *
 * Without a schema (the catalogue is not available, or has none for the model) the input passes, and the
 * API decides.
 * @param webhookUrl of the callback that goes with it, if any
 * @returns the request with its input as it will be sent
 * @throws InputError
 */
export async function checkInput<Request extends ModelRequest>(
	item: Item,
	request: Request,
	webhookUrl?: string,
): Promise<Request> {
	const { model, input } = request;
	const schema = await findModel(item, model, input);
	if (!schema) return { ...request, input: withoutUnset(input) };
	const sent = coerceInput(schema, input) as IDataObject;
	const problems = findInputProblems(schema, sent, {
		webhook: webhookUrl !== undefined,
		apiBaseUrl: item.api.connection.baseUrl,
		models: (await catalogueOf(item)).models,
		fieldOf: (name) =>
			isChosen(item, model)
				? findFieldOfWords((field) => item.parameter(field, null), name)
				: undefined,
	});
	if (problems.length === 0) return { ...request, input: sent };
	const named = nameEmptyExpressions(item, model, sent, nameFiles(item, schema, sent, problems));
	throw new InputError(`${named.map(({ message }) => message).join(' ')} Nothing was submitted.`, {
		reason: 'invalidInput',
		model,
		field: problems[0]?.field,
		...(problems.length > 1 && { fields: problems.map(({ field }) => field) }),
	});
}

/** For a model that takes over from the panel's model, no field of the panel is wrong. */
function isChosen(item: Item, model: string): boolean {
	return readModelId(item.parameter('model', '', { extractValue: true })) === model;
}

/** The field is filled in, so “Give it a value” alone would not help: the item lacks what its expression reads. */
function nameEmptyExpressions(
	item: Item,
	model: string,
	sent: IDataObject,
	problems: readonly InputProblem[],
): readonly InputProblem[] {
	if (!isChosen(item, model)) return problems;
	const empty = new Set(
		emptyInputsOf(item, sent).flatMap((name) =>
			name === 'prompt' || name === 'lyrics' ? INPUTS_FOR_WORDS[name] : [name],
		),
	);
	return problems.map(({ field, message }) => ({
		field,
		message:
			empty.has(field) && message.includes(' is required')
				? message.replace(/\.$/, `: its expression gave none for this item.${hint(item, field)}`)
				: message,
	}));
}

function hint(item: Item, input: string): string {
	const meant = fieldMeantBy(item, input);
	return meant === undefined ? '' : ` Did you mean the field “${shown(meant)}”?`;
}

function withoutUnset(input: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(input).filter(([, value]) => isSet(value)));
}

/**
 * Names the item's files in messages that ask for one: people who typed `data` into the form, or nothing,
 * mostly mean the file that is there.
 * @param problems of an input of the model
 */
function nameFiles(
	item: Item,
	{ inputs = [] }: Model,
	input: Readonly<Record<string, unknown>>,
	problems: readonly InputProblem[],
): InputProblem[] {
	return problems.map(({ field, message }) => {
		// An entry of a list is `images[0]`.
		const [name = ''] = field.split('[');
		const media = inputs.find((known) => known.name === name)?.media;
		if (!media || !message.includes(CHOOSE_A_FILE)) return { field, message };
		const fitting = Object.entries(binariesOf(item))
			.filter(([, { mimeType, fileExtension = '' }]) =>
				fileFitsInput({ mimeType, extension: fileExtension }, media),
			)
			.map(([file]) => file);
		const typed = [input[name]].flat().find((value) => fitting.includes(String(value)));
		const meant = typed === undefined ? fitting : [String(typed)];
		if (meant.length === 0) return { field, message };
		const which = meant.length === 1 ? 'the item’s file' : 'one of the item’s files';
		// The value in the form would be a second file for the same input.
		const alone = isSet(input[name]) && !media.many ? ', and empty this input' : '';
		return {
			field,
			message: message.replace(
				CHOOSE_A_FILE,
				() => `choose ${which} ${listOf(meant)} under “Binary Inputs”${alone}`,
			),
		};
	});
}
