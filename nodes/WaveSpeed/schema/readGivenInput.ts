import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../errors/errorClasses';
import { redact } from '../errors/redact';
import { isRecord } from '../narrow';

/** Returns the value of a node parameter; undefined or null if it has none. */
export type Parameter = (name: string) => unknown;

/** The panel's field that holds the prompt, by its label. */
export type PromptField = 'Prompt' | 'Text' | 'Input (JSON)';

/**
 * The model's input from the panel's fields, as the user set it: nothing is filled in or dropped.
 * @throws InputError if the field “Input (JSON)” does not hold an object
 */
export function readGivenInput(parameter: Parameter): IDataObject {
	const { prompt: own, ...others } = readOthers(parameter);
	const [prompt] = promptsOf(parameter, own).find(([words]) => !isBlank(words)) ?? [];
	return isBlank(prompt) ? others : ({ ...others, prompt } as IDataObject);
}

/**
 * The field of the prompt that `readGivenInput` returns, for a message about it.
 * @returns undefined if there is no prompt, or it has no field of its own
 */
export function findPromptField(parameter: Parameter): PromptField | undefined {
	const { prompt: own } = readOthers(parameter);
	return promptsOf(parameter, own).find(([words]) => !isBlank(words))?.[1];
}

/**
 * If there are several prompts, the JSON's wins. Blanks alone are not a prompt: WaveSpeed would make
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

/** Parsed here so that an error in it gets a clear message. */
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

/** The most frequent cause is an expression inside quotes whose text has a quote or a line break. */
const BROKEN =
	' If it contains an expression, write {"prompt": {{ JSON.stringify($json.text) }} } without quotes around it, or make the whole field one expression that gives an object: {{ { prompt: $json.text } }}.';

function badJson(what: string, how = ''): InputError {
	return new InputError(
		`The field “Input (JSON)” ${what}.${how} Write one object with the model’s inputs, such as {"prompt": "A lighthouse at dusk"}. Nothing was submitted.`,
		{ reason: 'invalidJson', field: 'inputJson' },
	);
}
