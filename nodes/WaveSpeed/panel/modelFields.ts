import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import type { Catalogue } from '../models/catalogue';
import type { Model } from '../models/model';
import { toNodeError, toOwnError } from '../errors/toN8nError';
import { escapeHtml } from './escapeHtml';
import { formOf } from './formOf';
import type { FormValue } from './formState';
import type { KeptInputs } from './keptInputs';
import { openCatalogue } from './openCatalogue';
import { stillFits } from './stillFits';

/** The parameters of the node that this method reads. */
const MODEL = 'model';
const INPUT = 'inputFields';

/**
 * The form of the field “Input”: the inputs of the chosen model.
 *
 * The editor shows the notice only where there are no fields, and shows nothing of an error; and it
 * drops the values of fields that are gone. So a failure throws where there is a form already (the
 * editor keeps it as it is) and becomes the notice where there is none.
 * @param kept what was filled in before another model was chosen
 */
export function modelFieldsMethod(kept: KeptInputs) {
	return async function getModelFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		return await loadFields(this, kept);
	};
}

async function loadFields(
	panel: ILoadOptionsFunctions,
	kept: KeptInputs,
): Promise<ResourceMapperFields> {
	const id = readModelId(panel);
	if (id === undefined) return notice('Choose a model to see its inputs.');
	if (id.startsWith('=')) {
		return notice(
			'The model is given by an expression that has no value yet, so its inputs are not known here. Run the nodes before this one, or give the input as JSON.',
		);
	}
	let catalogue: Catalogue;
	try {
		catalogue = await openCatalogue(panel);
	} catch (error) {
		if (hasForm(panel)) throw toNodeError(error, panel.getNode());
		return notice(`The inputs of ${id} could not be loaded. ${toOwnError(error).message}`);
	}
	const model = catalogue.find(id);
	if (!model) return unknownModel(catalogue, id);
	return describe(model, kept.recall(panel));
}

function describe(model: Model, filledIn: Record<string, FormValue>): ResourceMapperFields {
	if (!model.inputs) {
		return notice(`WaveSpeed publishes no list of inputs for ${model.id}. Give the input as JSON.`);
	}
	const fields = formOf(model.inputs, stillFits(model, filledIn));
	if (fields.length > 0) return { fields };
	const hasPrompt = model.inputs.some(({ name }) => name === 'prompt');
	return notice(`${model.id} takes nothing ${hasPrompt ? 'but the prompt' : 'at all'}.`);
}

function unknownModel(catalogue: Catalogue, id: string): ResourceMapperFields {
	const nearest = catalogue.nearest(id);
	const meant = nearest ? ` Did you mean ${nearest}?` : '';
	return notice(
		`WaveSpeed has no model ${id} any more, or never had.${meant} Choose another one from the list of the field “Model”.`,
	);
}

/** @returns undefined when none is chosen; a text that begins with = is an expression without a value */
function readModelId(panel: ILoadOptionsFunctions): string | undefined {
	const value = panel.getCurrentNodeParameter(MODEL, { extractValue: true });
	const text = typeof value === 'string' ? value.trim() : '';
	return text === '' ? undefined : text;
}

function hasForm(panel: ILoadOptionsFunctions): boolean {
	const input = panel.getCurrentNodeParameter(INPUT) as
		| { schema?: ResourceMapperField[] }
		| undefined;
	return Array.isArray(input?.schema) && input.schema.length > 0;
}

/** The editor renders the notice as HTML. */
function notice(text: string): ResourceMapperFields {
	return { fields: [], emptyFieldsNotice: escapeHtml(text) };
}
