import type { IDataObject } from 'n8n-workflow';

import { checkModelId } from '../api/paths';
import { readModelId } from '../models/readModelId';
import { isRecord } from '../schema/narrow';
import { InputError } from '../errors/errorClasses';
import { redact } from '../errors/redact';
import type { Item } from '../item/item';

export interface ModelRequest {
	model: string;
	/** What the user set, as the user set it: nothing is filled in, nothing dropped. */
	input: IDataObject;
}

/**
 * Reads the model and its input from the panel. Prompt and form come as the body that the node's
 * description declares; the JSON field is parsed here, because an error in it deserves words. A prompt in
 * the JSON counts more than the field of its own.
 * @throws InputError
 */
export function readRequest(item: Item): ModelRequest {
	const model = checkModelId(
		readModelId(item.parameter<unknown>('model', '', { extractValue: true })),
	);
	const mode = item.parameter<string>('inputMode', 'fields');
	const { prompt, ...fields } = declaredBody(item);
	const input = mode === 'json' ? readJson(item.parameter<unknown>('inputJson', '{}')) : fields;
	return { model, input: withPrompt(prompt, input) };
}

function declaredBody(item: Item): IDataObject {
	const body: unknown = item.declared.body;
	return isRecord(body) ? ({ ...body } as IDataObject) : {};
}

/**
 * The prompt of its own field, where the other inputs have none. Blanks alone are no prompt: WaveSpeed
 * would make something of them and charge for it.
 */
function withPrompt(prompt: unknown, input: IDataObject): IDataObject {
	const { prompt: own, ...others } = input;
	const said = isBlank(own) ? prompt : own;
	return isBlank(said) ? others : ({ prompt: said, ...others } as IDataObject);
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

function readJson(value: unknown): IDataObject {
	if (isRecord(value)) return { ...value } as IDataObject;
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') return {};
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch (error) {
		throw badJson(`is not valid JSON (${redact((error as Error).message)})`);
	}
	if (!isRecord(parsed)) throw badJson('is not a JSON object');
	return parsed as IDataObject;
}

function badJson(what: string): InputError {
	return new InputError(
		`The field “Input (JSON)” ${what}. Write one object with the model’s inputs, such as {"prompt": "A lighthouse at dusk"}. Nothing was submitted.`,
		{ reason: 'invalidJson', field: 'inputJson' },
	);
}
