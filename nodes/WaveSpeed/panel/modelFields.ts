import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { WaveSpeedError } from '../errors/errorClasses';
import { joinNames } from '../errors/inWords';
import { toNodeError, toOwnError } from '../errors/toN8nError';
import type { Catalogue } from '../models/catalogue';
import type { Model } from '../models/model';
import { explainMissing, explainWrongJob } from '../models/modelErrors';
import { doesAnotherJob } from '../models/modelsForJob';
import { readModelId } from '../models/readModelId';
import { shippedModel } from '../models/shippedModels';
import { isRecord } from '../narrow';
import { FORM_PATIENCE } from '../policy';
import { soon, systemTime, type Time } from '../time';
import { catalogueForPanel } from './catalogueForPanel';
import { chosenJob, dedicatedFieldsOf } from './chosenOperation';
import { formOf, type FormField } from './formOf';
import type { KeptInputs } from './keptInputs';

/** The parameters of the node that this method reads. */
const MODEL = 'model';
const INPUT = 'inputFields';

/**
 * The form of the field “Model Inputs”: the inputs of the chosen model.
 *
 * n8n requests it before it has chosen a credential, writes the answer into the node, and does not ask
 * again while the panel is open (seen in 2.41.1). So the form of a node's initial model never waits: it
 * comes from the copies that ship with the node if the catalogue is not available soon. A form that came
 * later, after a first run, would change the node, and the next run would pay once more.
 *
 * For other models the editor shows the notice only if there are no fields, shows nothing of an error,
 * and drops the values of missing fields. So a failure throws if there is already a form (the editor
 * keeps it unchanged) and becomes the notice if there is none.
 * @param kept what was filled in before another model was chosen
 */
export function modelFieldsMethod(kept: KeptInputs, time: Pick<Time, 'sleep'> = systemTime) {
	return async function getModelFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const id = chosenModel(this);
		if (id === undefined)
			return notice(
				'Choose a model to see its inputs. If an expression gives the model, execute the nodes before this one, or use Input → Using JSON.',
			);
		if (id.startsWith('=')) {
			return notice(
				'The model is given by an expression that has no value yet, so its inputs are not known here. Run the nodes before this one, or give the input as JSON.',
			);
		}
		const shipped = shippedModel(id);
		return shipped
			? await fieldsOfShipped(shipped, this, kept, time)
			: await fieldsOf(id, this, kept);
	};
}

async function fieldsOfShipped(
	shipped: Model,
	panel: ILoadOptionsFunctions,
	kept: KeptInputs,
	time: Pick<Time, 'sleep'>,
): Promise<ResourceMapperFields> {
	const catalogue = await soon(catalogueForPanel(panel), FORM_PATIENCE, time).catch(
		() => undefined,
	);
	if (!catalogue) return describe(shipped, panel, kept);
	const model = catalogue.find(shipped.id);
	return model ? describe(model, panel, kept) : unknownModel(catalogue, shipped.id, panel);
}

async function fieldsOf(
	id: string,
	panel: ILoadOptionsFunctions,
	kept: KeptInputs,
): Promise<ResourceMapperFields> {
	let catalogue: Catalogue;
	try {
		catalogue = await catalogueForPanel(panel);
	} catch (error) {
		if (hasForm(panel)) throw toNodeError(error, panel.getNode());
		return notice(whyNoForm(id, error));
	}
	const model = catalogue.find(id);
	return model ? describe(model, panel, kept) : unknownModel(catalogue, id, panel);
}

/** Errors that n8n throws here are about the credential: none is chosen, or it cannot be read. */
function whyNoForm(id: string, error: unknown): string {
	return error instanceof WaveSpeedError
		? `The inputs of ${id} could not be loaded. ${error.message}`
		: `The inputs of ${id} are shown once there is a credential. Choose one, then close this panel and open it again. (n8n says: ${toOwnError(error).message})`;
}

function describe(
	model: Model,
	panel: ILoadOptionsFunctions,
	kept: KeptInputs,
): ResourceMapperFields {
	const job = chosenJob(panel);
	if (job && doesAnotherJob(model, job)) return notice(explainWrongJob(model));
	if (!model.inputs) {
		return notice(`WaveSpeed publishes no list of inputs for ${model.id}. Give the input as JSON.`);
	}
	const filledIn = kept.takeOver(panel, model);
	const dedicated = dedicatedFieldsOf(model, job);
	const [first, ...others] = formOf(model.inputs, filledIn, [...dedicated.keys()], job?.from);
	if (first) return { fields: [{ ...first, modelId: model.id } as FormField, ...others] };
	const fields = [...dedicated.values()].map((label) => label.toLowerCase());
	const what = fields.length > 0 ? `but the ${joinNames(fields, 'and')}` : 'at all';
	return notice(`${model.id} takes nothing ${what}.`);
}

function unknownModel(
	catalogue: Catalogue,
	id: string,
	panel: ILoadOptionsFunctions,
): ResourceMapperFields {
	const given = (panel.getCurrentNodeParameter(INPUT) as { value?: unknown } | undefined)?.value;
	const { words } = explainMissing(catalogue, id, isRecord(given) ? withoutEmpty(given) : {});
	return notice(`${words} Choose another one from the list of the field “Model”.`);
}

function withoutEmpty(values: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== null && value !== ''),
	);
}

/** @returns undefined if none is chosen; a text that begins with = is an expression without a value */
function chosenModel(panel: ILoadOptionsFunctions): string | undefined {
	return readModelId(panel.getCurrentNodeParameter(MODEL, { extractValue: true })) || undefined;
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

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** For text from outside in places that the editor renders as HTML. */
function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
