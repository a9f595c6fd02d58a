import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../errors/errorClasses';
import { redact } from '../errors/redact';
import { isRecord } from '../narrow';

/** Returns the value of a node parameter; undefined or null if it has none. */
export type Parameter = (name: string) => unknown;

/** The panel's field that holds a prompt or lyrics, by its label. */
export type FieldOfWords = 'Prompt' | 'Text' | 'Lyrics' | 'Input (JSON)';

export const LABELS_OF_WORDS = {
	prompt: 'Prompt',
	text: 'Text',
	lyrics: 'Lyrics',
	inputJson: 'Input (JSON)',
} as const satisfies Readonly<Record<string, FieldOfWords>>;

/** The fields above the form that may hold an input's words; the first is its own. */
const FIELDS: Readonly<Record<string, ReadonlyArray<keyof typeof LABELS_OF_WORDS>>> = {
	prompt: ['prompt', 'text'],
	text: ['text', 'prompt'],
	lyrics: ['lyrics'],
};

/**
 * The model's input from the panel's fields, as the user set it: nothing is filled in or dropped.
 * @throws InputError if the field “Input (JSON)” does not hold an object
 */
export function readGivenInput(parameter: Parameter): IDataObject {
	const { prompt: ownPrompt, text: ownText, lyrics: ownLyrics, ...others } = readOthers(parameter);
	const [prompt] = findWords(parameter, ['prompt'], ownPrompt);
	const [text] = findWords(parameter, ['text'], ownText);
	const [lyrics] = findWords(parameter, ['lyrics'], ownLyrics);
	return {
		...others,
		...(lyrics !== undefined && { lyrics }),
		...(text !== undefined && { text }),
		...(prompt !== undefined && { prompt }),
	} as IDataObject;
}

/**
 * The field of the prompt, the text or the lyrics that `readGivenInput` returns, for a message about it.
 * @param input any name of an input
 * @returns undefined if it is not one of the three, or has no value, or no field of its own
 */
export function findFieldOfWords(parameter: Parameter, input: string): FieldOfWords | undefined {
	if (!Object.hasOwn(FIELDS, input)) return undefined;
	const { [input]: own } = readOthers(parameter);
	return findWords(parameter, FIELDS[input] ?? [], own)[1];
}

/**
 * If they are given twice, the JSON's win; but those in a form, which an earlier version saved, are not
 * seen beside the field. Blanks alone are no words: WaveSpeed would make something of them and charge for
 * it.
 */
function findWords(
	parameter: Parameter,
	fields: ReadonlyArray<keyof typeof LABELS_OF_WORDS>,
	own: unknown,
): readonly [words?: unknown, field?: FieldOfWords] {
	const entered = fields.map((name) => [parameter(name), LABELS_OF_WORDS[name]] as const);
	const all = isJson(parameter)
		? [[own, LABELS_OF_WORDS.inputJson] as const, ...entered]
		: [...entered, [own, undefined] as const];
	return all.find(([words]) => !isBlank(words)) ?? [];
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
