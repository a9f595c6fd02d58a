import type { IDataObject } from 'n8n-workflow';

import { rethrown } from '../../api/callFailure';
import { checkModelId } from '../../api/paths';
import type { InputError } from '../../errors/errorClasses';
import { catalogueOf } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { goneFamilyCalled } from '../../models/goneModels';
import type { Model } from '../../models/model';
import { goneInPlaceOfId, nameInPlaceOfId } from '../../models/modelErrors';
import { searchCatalogue } from '../../models/modelSearch';
import { readModelId } from '../../models/readModelId';
import { MODELS_NAMED } from '../../policy';
import { readGivenInput } from '../../schema/readGivenInput';

/** A model and its input. */
export interface ModelRequest {
	model: string;
	/** The input as the user set it: nothing is filled in or dropped. */
	input: IDataObject;
}

/**
 * Reads the model and its input from the panel.
 * @throws InputError
 */
export async function readRequest(item: Item): Promise<ModelRequest> {
	const model = await readChosenModel(item);
	return { model, input: readGivenInput((name) => item.parameter(name, null)) };
}

/**
 * The id of the model that the panel or an expression names.
 * @throws InputError if it is not an id; if it is a model's common name, the error lists the ids
 */
export async function readChosenModel(item: Item): Promise<string> {
	const id = readModelId(item.parameter('model', '', { extractValue: true }));
	try {
		return checkModelId(id);
	} catch (error) {
		// It cannot be a name, so nothing is looked up: it may be an attempt to reach something else.
		if (!mayBeName(id)) throw rethrown(error);
		const explained = await item.run.oncePerAccount(item.api, `what is called ${id}`, async () => {
			const catalogue = await catalogueOf(item).catch(() => undefined);
			return catalogue && explainName(catalogue.models, id);
		});
		throw explained ?? rethrown(error);
	}
}

/** @returns the error that explains which models have that name; undefined if none is known */
function explainName(models: readonly Model[], name: string): InputError | undefined {
	const called = modelsCalled(models, name);
	if (called.length > 0) return nameInPlaceOfId(name, called);
	const gone = goneFamilyCalled(models, name);
	return gone && goneInPlaceOfId(name, gone);
}

/** A name without anything that could be part of an address. */
const MODEL_NAME = /^[\p{L}\d][\p{L}\d .+_-]{1,79}$/u;

/** Whether a text that is not an id may be a model's common name. */
function mayBeName(text: string): boolean {
	return MODEL_NAME.test(text);
}

/**
 * @returns the ids of models with that common name: `MiniMax H3`, `sora-2`, `Kling 2.1`; the likeliest
 * first
 */
function modelsCalled(models: readonly Model[], text: string): string[] {
	const { models: found, exact } = searchCatalogue(models, text);
	// What finds all of them is no name.
	if (!exact || found.length === models.length) return [];
	return found.slice(0, MODELS_NAMED).map(({ model }) => model.id);
}
