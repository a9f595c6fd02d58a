import type { IDataObject } from 'n8n-workflow';

import { checkModelId } from '../api/paths';
import { InputError } from '../errors/errorClasses';
import { redact } from '../errors/redact';
import type { Item } from '../item/item';
import { readModelId } from '../models/readModelId';
import { isRecord } from '../narrow';

/** A model and what it is asked to work from. */
export interface ModelRequest {
	model: string;
	/** What the user set, as the user set it: nothing is filled in, nothing dropped. */
	input: IDataObject;
}

/**
 * Reads the model and its input from the panel.
 * @throws InputError
 */
export function readRequest(item: Item): ModelRequest {
	const model = checkModelId(
		readModelId(item.parameter<unknown>('model', '', { extractValue: true })),
	);
	const mode = item.parameter<string>('inputMode', 'fields');
	const { prompt: own, ...others } = mode === 'json' ? readJson(item) : readForm(item);
	// Of the two places for a prompt the JSON counts more. Blanks alone are no prompt: WaveSpeed would make
	// something of them and charge for it.
	const prompt = isBlank(own) ? item.parameter<unknown>('prompt', '') : own;
	return { model, input: isBlank(prompt) ? others : ({ ...others, prompt } as IDataObject) };
}

function readForm(item: Item): IDataObject {
	const form: unknown = item.parameter<unknown>('inputFields', {});
	return isRecord(form) && isRecord(form.value) ? (form.value as IDataObject) : {};
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/** Parsed here, because an error in it deserves words. */
function readJson(item: Item): IDataObject {
	const value = item.parameter<unknown>('inputJson', '{}');
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
