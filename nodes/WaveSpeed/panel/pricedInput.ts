import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { rethrown } from '../api/callFailure';
import { WaveSpeedError } from '../errors/errorClasses';
import type { Catalogue } from '../models/catalogue';
import type { Model } from '../models/model';
import type { Job } from '../models/jobs';
import { explainMissing, explainWrongJob } from '../models/modelErrors';
import { doesAnotherJob } from '../models/modelsForJob';
import { readModelId } from '../models/readModelId';
import { isRecord } from '../narrow';
import { coerceInput, findInputProblems } from '../schema/findInputProblems';
import { renamePromptToText } from '../schema/renamePromptToText';
import { findPromptField, readGivenInput, type PromptField } from '../schema/readGivenInput';
import { chosenJob } from './chosenJob';
import { formOf } from './formOf';
import { readFormState, type FormValue } from './formState';
import { ownFieldOf } from './ownField';
import { stillFits } from './stillFits';
import {
	badInput,
	chooseModel,
	modelIsGone,
	noValueYet,
	type PricedInput,
	type PriceLine,
} from './priceLines';

/**
 * Reads what is filled into the panel, and checks it as a run would.
 * @returns the line to show instead where there is nothing to ask a price for
 */
export function readPricedInput(
	panel: ILoadOptionsFunctions,
	catalogue: Catalogue,
): PricedInput | PriceLine {
	const id = readModelId(panel.getCurrentNodeParameter('model', { extractValue: true }));
	if (hasNoValueYet(panel) || id.startsWith('=')) return noValueYet();
	if (id === '') return chooseModel();
	const known = catalogue.find(id);
	if (!known && !catalogue.stale) return modelIsGone(explainMissing(catalogue, id).words);
	try {
		const job = chosenJob(panel);
		const given = asTheFormWillBe(
			panel,
			known,
			job,
			readGivenInput((name) => panel.getCurrentNodeParameter(name)),
		);
		if (known && job && doesAnotherJob(known, job))
			return badInput(['model'], explainWrongJob(known));
		const input = renamePromptToText(known?.inputs, given);
		const promptField = findPromptField((name) => panel.getCurrentNodeParameter(name));
		return checked(known, { model: id, input, filesToCome: hasFiles(panel) }, promptField);
	} catch (error) {
		if (error instanceof WaveSpeedError) return badInput(['inputJson'], error.message);
		throw rethrown(error);
	}
}

function checked(
	known: Model | undefined,
	priced: PricedInput,
	promptField: PromptField | undefined,
): PricedInput | PriceLine {
	if (!known) return priced;
	const input = coerceInput(known, priced.input);
	const takesFile = new Set(known.inputs?.filter(({ media }) => media).map(({ name }) => name));
	const problems = findInputProblems(known, input, { promptField }).filter(
		// A file of the item is not there before the node runs.
		({ field }) => !(priced.filesToCome && takesFile.has(field) && !Object.hasOwn(input, field)),
	);
	if (problems.length === 0) return { ...priced, input };
	const fields = problems.map(({ field }) => field);
	const required = new Set(known.inputs?.filter((one) => one.required).map(({ name }) => name));
	const isMissing = fields.every((field) => required.has(field) && !Object.hasOwn(input, field));
	return badInput(fields, problems.map(({ message }) => message).join(' '), isMissing);
}

/**
 * While another model is being chosen, the form is still that of the one before, and the editor may not
 * ask again once it has the new one (seen in n8n 2.41.1): what does not fit is about to be gone.
 */
function asTheFormWillBe(
	panel: ILoadOptionsFunctions,
	model: Model | undefined,
	job: Job | undefined,
	given: Record<string, unknown>,
): Record<string, unknown> {
	const form: unknown = panel.getCurrentNodeParameter('inputFields');
	const isForm = panel.getCurrentNodeParameter('inputMode') !== 'json' && isRecord(form);
	if (!isForm || !model?.inputs || !Array.isArray(form.schema)) return given;
	const shown = form.schema.map((field: unknown) => (isRecord(field) ? field.id : undefined));
	const ownField = ownFieldOf(model, job);
	const wanted = new Set(formOf(model.inputs, undefined, ownField).map(({ id }) => id));
	if (shown.length === wanted.size && shown.every((id) => wanted.has(String(id)))) return given;
	const { prompt, ...values } = given;
	return {
		...Object.fromEntries(stillFits(model, values as Record<string, FormValue>)),
		...(prompt !== undefined && { prompt }),
	};
}

/**
 * The editor gives null for an expression without a value, and nothing for one whose nodes are running
 * (seen in n8n 2.41.1); a form's empty fields are null as well: what was typed tells them apart.
 */
function hasNoValueYet(panel: ILoadOptionsFunctions): boolean {
	const isJson = panel.getCurrentNodeParameter('inputMode') === 'json';
	const job = chosenJob(panel);
	// What works from a file alone has no field for words.
	const words = job ? (job.words ?? []) : 'prompt';
	const names = ['model', words, isJson ? 'inputJson' : 'inputFields'].flat();
	if (names.some((name) => isNothing(panel.getCurrentNodeParameter(name)))) return true;
	const model: unknown = panel.getCurrentNodeParameter('model');
	if (isRecord(model) && isNothing(model.value)) return true;
	if (isJson) return false;
	const form: unknown = panel.getCurrentNodeParameter('inputFields');
	const values = isRecord(form) && isRecord(form.value) ? form.value : {};
	return Object.entries(readFormState(panel)?.values ?? {}).some(
		([name, typed]) =>
			typeof typed === 'string' && typed.startsWith('=') && isNothing(values[name]),
	);
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null;
}

function hasFiles(panel: ILoadOptionsFunctions): boolean {
	const field: unknown = panel.getCurrentNodeParameter('binaryInputs');
	return isRecord(field) && Array.isArray(field.files) && field.files.length > 0;
}
