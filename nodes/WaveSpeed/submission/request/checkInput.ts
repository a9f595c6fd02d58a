import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../errors/errorClasses';
import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { readModelId } from '../../models/readModelId';
import { isSet } from '../../narrow';
import { coerceInput, findInputProblems } from '../../schema/findInputProblems';
import { findFieldOfWords } from '../../schema/readGivenInput';
import { nameFiles } from './nameFiles';
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
		fieldOf: (name) =>
			isChosen(item, model)
				? findFieldOfWords((field) => item.parameter(field, null), name)
				: undefined,
	});
	if (problems.length === 0) return { ...request, input: sent };
	const named = nameFiles(item, schema, sent, problems);
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

function withoutUnset(input: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(input).filter(([, value]) => isSet(value)));
}
