import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../errors/errorClasses';
import { redact } from '../errors/redact';
import { isRecord } from '../narrow';

/** The value of a parameter of the node; undefined or null where it has none. */
export type Parameter = (name: string) => unknown;

/** The field of the panel that a prompt stands in, as it is called there. */
export type PromptField = 'Prompt' | 'Text' | 'Input (JSON)';

/**
 * What the panel's fields give a model to work from, as the user set it: nothing is filled in, nothing
 * dropped.
 * @throws InputError for a field “Input (JSON)” that holds no object
 */
export function readGivenInput(parameter: Parameter): IDataObject {
	const { prompt: own, ...others } = readOthers(parameter);
	const [prompt] = promptsOf(parameter, own).find(([words]) => !isBlank(words)) ?? [];
	return isBlank(prompt) ? others : ({ ...others, prompt } as IDataObject);
}

/**
 * Where the prompt stands that `readGivenInput` gives, for a message about it.
 * @returns undefined where there is none, or in no field of its own
 */
export function findPromptField(parameter: Parameter): PromptField | undefined {
	const { prompt: own } = readOthers(parameter);
	return promptsOf(parameter, own).find(([words]) => !isBlank(words))?.[1];
}

/**
 * Of the places for a prompt the JSON counts most. Blanks alone are no prompt: WaveSpeed would make
 * something of them and charge for it.
 */
function promptsOf(parameter: Parameter, own: unknown): Array<[unknown, PromptField | undefined]> {
	return [
		[own, isJson(parameter) ? 'Input (JSON)' : undefined],
		[parameter('prompt'), 'Prompt'],
		[parameter('text'), 'Text'],
	];
}

function readOthers(parameter: Parameter): IDataObject {
	return isJson(parameter) ? readJson(parameter) : readForm(parameter);
}

function isJson(parameter: Parameter): boolean {
	return parameter('inputMode') === 'json';
}

function readForm(parameter: Parameter): IDataObject {
	const form = parameter('inputFields');
	return isRecord(form) && isRecord(form.value) ? (form.value as IDataObject) : {};
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/** Parsed here, because an error in it deserves words. */
function readJson(parameter: Parameter): IDataObject {
	const value = parameter('inputJson') ?? '{}';
	if (isRecord(value)) return { ...value } as IDataObject;
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') return {};
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch (error) {
		throw badJson(`is not valid JSON (${redact((error as Error).message)})`, BROKEN);
	}
	if (!isRecord(parsed)) throw badJson('is not a JSON object');
	return parsed as IDataObject;
}

/** What breaks it most often is an expression inside quotes whose text has a quote or a line break. */
const BROKEN =
	' If it contains an expression, write {"prompt": {{ JSON.stringify($json.text) }} } without quotes around it, or make the whole field one expression that gives an object: {{ { prompt: $json.text } }}.';

function badJson(what: string, how = ''): InputError {
	return new InputError(
		`The field “Input (JSON)” ${what}.${how} Write one object with the model’s inputs, such as {"prompt": "A lighthouse at dusk"}. Nothing was submitted.`,
		{ reason: 'invalidJson', field: 'inputJson' },
	);
}
