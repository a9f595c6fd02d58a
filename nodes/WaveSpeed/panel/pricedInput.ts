import { isExpression, type ILoadOptionsFunctions } from 'n8n-workflow';

import { rethrown } from '../api/callFailure';
import { WaveSpeedError } from '../errors/errorClasses';
import type { Catalogue } from '../models/catalogue';
import type { Model } from '../models/model';
import type { Job } from '../models/jobs';
import { explainMissing, explainWrongJob } from '../models/modelErrors';
import { doesAnotherJob } from '../models/modelsForJob';
import { readModelId } from '../models/readModelId';
import { isRecord } from '../narrow';
import { VARIATIONS_AT_MOST } from '../policy';
import { coerceInput, findInputProblems } from '../schema/findInputProblems';
import { renameWords } from '../schema/inputsForWords';
import { findFieldOfWords, readGivenInput } from '../schema/readGivenInput';
import { chosenJob, dedicatedFieldsOf, wordsFieldsOf } from './chosenOperation';
import { formOf } from './formOf';
import { readFormState, type FormValue } from './hiddenParameters';
import { stillFits, type KeptInputs } from './keptInputs';
import {
	badInput,
	chooseModel,
	formIsChanging,
	modelIsGone,
	noValueYet,
	type PricedInput,
	type PriceLine,
} from './priceLines';

/**
 * Reads the contents of the panel, and checks them as a run would.
 * @param kept the initial values of the form of a model that was just chosen
 * @returns the line to show instead if there is nothing to request a price for
 */
export function readPricedInput(
	panel: ILoadOptionsFunctions,
	catalogue: Catalogue,
	kept: KeptInputs,
): PricedInput | PriceLine {
	const id = readModelId(panel.getCurrentNodeParameter('model', { extractValue: true }));
	if (hasNoValueYet(panel) || id.startsWith('=')) return noValueYet();
	if (id === '') return chooseModel();
	const known = catalogue.find(id);
	if (!known && !catalogue.stale) return modelIsGone(explainMissing(catalogue, id).words);
	try {
		const job = chosenJob(panel);
		const given = asTheFormWillBe(panel, known, job, kept);
		if (known && job && doesAnotherJob(known, job))
			return badInput(['Model'], explainWrongJob(known));
		if (!given) return formIsChanging();
		const input = renameWords(known?.inputs, given);
		const labels = labelsOf(panel, known, job);
		const decidedBy = known?.pricedBy;
		const filesToCome = hasFiles(panel);
		const variations = variationsOf(panel);
		return checked(panel, catalogue, known, {
			model: id,
			input,
			labels,
			decidedBy,
			filesToCome,
			variations,
		});
	} catch (error) {
		if (error instanceof WaveSpeedError) return badInput(['Input (JSON)'], error.message);
		throw rethrown(error);
	}
}

function checked(
	panel: ILoadOptionsFunctions,
	{ models }: Catalogue,
	known: Model | undefined,
	priced: PricedInput,
): PricedInput | PriceLine {
	if (!known) return priced;
	const sent = coerceInput(known, priced.input);
	const takesFile = new Set(known.inputs?.filter(({ media }) => media).map(({ name }) => name));
	const fieldOf = (input: string) =>
		findFieldOfWords((name) => panel.getCurrentNodeParameter(name), input);
	const problems = findInputProblems(known, sent, { fieldOf, models }).filter(
		// The item's files are not there before the node runs.
		({ field }) => !(priced.filesToCome && takesFile.has(field) && !Object.hasOwn(sent, field)),
	);
	if (problems.length === 0) return { ...priced, input: sent };
	const fields = problems.map(({ field }) => field);
	const required = new Set(known.inputs?.filter((one) => one.required).map(({ name }) => name));
	const isMissing = fields.every((field) => required.has(field) && !Object.hasOwn(sent, field));
	const labels = fields.map((name) => priced.labels.get(name) ?? name);
	return badInput(labels, problems.map(({ message }) => message).join(' '), isMissing);
}

/** Form fields are known by their labels; JSON names inputs by their API names. */
function labelsOf(
	panel: ILoadOptionsFunctions,
	model: Model | undefined,
	job: Job | undefined,
): ReadonlyMap<string, string> {
	const isJson = panel.getCurrentNodeParameter('inputMode') === 'json';
	const titles = isJson ? [] : (model?.inputs ?? []);
	return new Map([
		// There are such fields even if the model takes no prompt or no lyrics.
		['prompt', 'Prompt'],
		['lyrics', 'Lyrics'],
		...titles.map(({ name, title }) => [name, title] as const),
		...(model ? dedicatedFieldsOf(model, job) : []),
	]);
}

/**
 * While another model is being chosen, the form is still the old one, or empty, or without its values,
 * and the editor does not ask again about changes while it waits for an answer (seen in n8n 2.41.1). So
 * this returns what the form is about to contain.
 * @returns undefined if that cannot be known
 */
function asTheFormWillBe(
	panel: ILoadOptionsFunctions,
	model: Model | undefined,
	job: Job | undefined,
	kept: KeptInputs,
): Record<string, unknown> | undefined {
	const given = readGivenInput((name) => panel.getCurrentNodeParameter(name));
	const form: unknown = panel.getCurrentNodeParameter('inputFields');
	const isForm = panel.getCurrentNodeParameter('inputMode') !== 'json' && isRecord(form);
	if (!isForm || !model?.inputs || !Array.isArray(form.schema)) return given;
	const fields = wordsFieldsOf(job);
	const words = Object.entries(given).filter(
		([name]) => name === 'prompt' || fields.some((field) => field === name),
	);
	const whose = whoseForm(form.schema, model, job);
	if (whose === 'its own' && isRecord(form.value)) return given;
	const dedicated = dedicatedFieldsOf(model, job);
	const foreseen = kept.foresee(panel, model);
	const coming = foreseen && [...foreseen].filter(([name]) => !dedicated.has(name));
	// A form without its model's id may be an older one of this model.
	const mayBeOlder = coming === undefined && whose === 'unknown' && form.schema.length > 0;
	const fitting = mayBeOlder
		? stillFits(model, given as Record<string, FormValue>)
		: coming && withResults(coming, readFormState(panel)?.values ?? {}, given);
	return fitting && Object.fromEntries([...fitting, ...words]);
}

function whoseForm(
	schema: readonly unknown[],
	model: Model,
	job: Job | undefined,
): 'its own' | 'of another' | 'unknown' {
	const fields = schema.filter(isRecord);
	const modelOfForm = fields[0]?.modelId;
	if (typeof modelOfForm === 'string' && modelOfForm !== model.id) return 'of another';
	const left = [...dedicatedFieldsOf(model, job).keys()];
	const wanted = new Set(formOf(model.inputs ?? [], undefined, left).map(({ id }) => id));
	const isSame = fields.length === wanted.size && fields.every(({ id }) => wanted.has(String(id)));
	return isSame ? 'its own' : 'unknown';
}

/**
 * The kept values are those typed, but a price needs results: those of the old form, while it is there.
 * @returns undefined if one of them is unknown
 */
function withResults(
	coming: ReadonlyArray<readonly [string, FormValue]>,
	typed: Readonly<Record<string, FormValue>>,
	values: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, unknown> | undefined {
	const results = coming.map(([name, value]) => {
		if (!isExpression(value)) return [name, value] as const;
		return [name, typed[name] === value ? values[name] : undefined] as const;
	});
	return results.some(([, value]) => isNothing(value)) ? undefined : new Map(results);
}

/**
 * The editor gives null for an expression without a value, and nothing for one whose nodes are running
 * (seen in n8n 2.41.1); a form's empty fields are null as well, and the typed text tells them apart.
 */
function hasNoValueYet(panel: ILoadOptionsFunctions): boolean {
	const isJson = panel.getCurrentNodeParameter('inputMode') === 'json';
	const words = wordsFieldsOf(chosenJob(panel));
	const names = ['model', ...words, isJson ? 'inputJson' : 'inputFields'];
	if (names.some((name) => isNothing(panel.getCurrentNodeParameter(name)))) return true;
	const model: unknown = panel.getCurrentNodeParameter('model');
	if (isRecord(model) && isNothing(model.value)) return true;
	if (isJson) return false;
	const form: unknown = panel.getCurrentNodeParameter('inputFields');
	const values = isRecord(form) && isRecord(form.value) ? form.value : {};
	return Object.entries(readFormState(panel)?.values ?? {}).some(
		([name, typed]) => isExpression(typed) && isNothing(values[name]),
	);
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null;
}

function hasFiles(panel: ILoadOptionsFunctions): boolean {
	const field: unknown = panel.getCurrentNodeParameter('binaryInputs');
	return isRecord(field) && Array.isArray(field.files) && field.files.length > 0;
}

/** @returns undefined if it is not a number of variations, which a run would refuse */
function variationsOf(panel: ILoadOptionsFunctions): number | undefined {
	const options: unknown = panel.getCurrentNodeParameter('options');
	const count = isRecord(options) ? Number(options.variations ?? 1) : 1;
	return Number.isInteger(count) && count >= 1 && count <= VARIATIONS_AT_MOST ? count : undefined;
}
