import type { IDataObject } from 'n8n-workflow';

import { CallFailure } from '../api/callFailure';
import { loadCatalogue } from '../models/catalogue';
import type { Model } from '../models/model';
import { modelNotFound } from '../models/modelErrors';
import { coerceInput, findInputProblems } from '../schema/findInputProblems';
import { InputError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import type { ModelRequest } from './readRequest';

/**
 * Checks the input against the model's schema before anything is paid for: the API silently drops
 * keys it does not know and bills a prediction with its defaults.
 *
 * Without a schema (the catalogue cannot be had, or has none for the model) the input passes, and the
 * API has the last word.
 * @param webhookUrl of the callback that goes with it, if any
 * @returns the input as it will be sent
 * @throws InputError
 */
export async function checkInput(
	item: Item,
	{ model, input }: ModelRequest,
	webhookUrl?: string,
): Promise<ModelRequest> {
	const schema = await findModel(item, model, input);
	if (!schema) return { model, input: withoutUnset(input) };
	const sent = coerceInput(schema, input) as IDataObject;
	const problems = findInputProblems(schema, sent, { webhook: webhookUrl !== undefined });
	if (problems.length === 0) return { model, input: sent };
	throw new InputError(
		`${problems.map(({ message }) => message).join(' ')} Nothing was submitted.`,
		{
			reason: 'invalidInput',
			model,
			field: problems[0]?.field,
			...(problems.length > 1 && { fields: problems.map(({ field }) => field) }),
		},
	);
}

/**
 * @returns the model's schema, or undefined where there is none to be had
 * @throws InputError when the live catalogue is at hand and has no such model
 */
export async function findModel(
	item: Item,
	id: string,
	input: IDataObject,
): Promise<Model | undefined> {
	const { host, api, signal, environment, run } = item;
	const catalogue = await run.once('catalogue', async () => {
		try {
			return await loadCatalogue(host, api.connection, { signal, time: environment.time });
		} catch (failure) {
			const why = failure instanceof CallFailure ? failure.kind : 'unknown';
			host.logger.warn(`The input is not checked before submission: no catalogue (${why}).`);
			return undefined;
		}
	});
	const model = catalogue?.find(id);
	if (!catalogue || model) return model;
	if (catalogue.stale) return undefined;
	throw modelNotFound(catalogue, id, input);
}

function withoutUnset(input: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(input).filter(
			([, value]) => value !== undefined && value !== null && value !== '',
		),
	);
}
