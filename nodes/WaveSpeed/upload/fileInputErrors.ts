/**
 * What this node says about unusable files of an item. Every sentence is complete: what happened, then
 * what to do.
 */

import { formatBytes, joinNames } from '../errors/inWords';
import { InputError } from '../errors/errorClasses';
import { redact } from '../errors/redact';

const NOTHING_SENT = 'Nothing was uploaded or submitted.';

/** @param label what needs the file: `the input “image”` */
export function noBinaryField(name: string, present: string[], label: string): InputError {
	const wanted = name.includes('*')
		? `no binary field like “${redact(name)}”`
		: `no binary field “${redact(name)}”`;
	const what =
		present.length === 0
			? `The item has ${wanted} for ${label}: it has no files at all. Put a node that passes on a file before this one, or give the file’s address instead.`
			: `The item has ${wanted} for ${label}; it has ${listOf(present)}. Enter one of these.`;
	return new InputError(`${what} ${NOTHING_SENT}`, {
		reason: 'noBinaryField',
		field: redact(name),
	});
}

export function noBinaryNamed(label: string): InputError {
	return new InputError(
		`No binary field is named for ${label}. Enter the name of the item’s binary field with the file, such as data. ${NOTHING_SENT}`,
		{ reason: 'noBinaryField' },
	);
}

/** An expression that gives text in place of a file: `data: {{ $binary.data }}` becomes “[object Object]”. */
export function binaryAsText(label: string): InputError {
	return new InputError(
		`The binary field for ${label} is an expression that gives a file in the middle of a text. Write the field’s name alone, such as data, or {{ Object.keys($binary)[0] }} for the first one. ${NOTHING_SENT}`,
		{ reason: 'noBinaryField' },
	);
}

/** An expression gave an object that is not one of the item's files. */
export function notABinary(present: string[], label: string): InputError {
	const what = present.length === 0 ? 'it has no files at all' : `it has ${listOf(present)}`;
	return new InputError(
		`The binary field for ${label} is an expression that gives something other than a file of the item; ${what}. Write the field’s name instead, such as ${redact(present[0] ?? 'data')}. ${NOTHING_SENT}`,
		{ reason: 'noBinaryField' },
	);
}

export function fileUnreadable(field: string): InputError {
	return new InputError(
		`The file in the binary field “${redact(field)}” could not be read from this n8n’s storage; it may have been deleted. Run the node that made it again. ${NOTHING_SENT}`,
		{ reason: 'fileUnreadable', field: redact(field) },
	);
}

export function fileEmpty(field: string, fileName: string): InputError {
	return new InputError(
		`The file “${redact(fileName)}” in the binary field “${redact(field)}” is empty. Look at the node that made it. ${NOTHING_SENT}`,
		{ reason: 'fileEmpty', field: redact(field) },
	);
}

/** @param label the input whose description names the limit; without it the limit is WaveSpeed's own */
export function fileTooLarge(
	field: string,
	limitBytes: number,
	bytes?: number,
	label?: string,
): InputError {
	const has = bytes === undefined ? 'is' : `has ${formatBytes(bytes)}, which is`;
	const limit = label
		? `${formatBytes(limitBytes)}, the most that ${label} takes`
		: `${formatBytes(limitBytes)}, the most that WaveSpeed takes as an upload`;
	return new InputError(
		`The file in the binary field “${redact(field)}” ${has} larger than ${limit}. Use a smaller file${label ? '' : ', or give the address of a public one instead'}. ${NOTHING_SENT}`,
		{ reason: 'fileTooLarge', field: redact(field) },
	);
}

/** @param wanted `an image`, `a file of type .zip` */
export function wrongKind(
	field: string,
	file: { fileName: string; mimeType: string },
	input: string,
	wanted: string,
): InputError {
	return new InputError(
		`The input “${input}” takes ${wanted}, but “${redact(file.fileName)}” in the binary field “${redact(field)}” is ${redact(file.mimeType)}. Choose another binary field or another input. ${NOTHING_SENT}`,
		{ reason: 'wrongKindOfFile', field: input },
	);
}

/** @param count files given for an input that takes one */
export function tooManyFiles(input: string, count: number): InputError {
	return new InputError(
		`The input “${input}” takes one file, but ${count} are given in “Binary Inputs”. Name one binary field. ${NOTHING_SENT}`,
		{ reason: 'tooManyFiles', field: input },
	);
}

export function givenTwice(input: string): InputError {
	return new InputError(
		`The input “${input}” takes one file, but it is given both as a value and in “Binary Inputs”. Remove one of them. ${NOTHING_SENT}`,
		{ reason: 'givenTwice', field: input },
	);
}

/** @param takers the inputs of the model that take files */
export function noSuchFileInput(
	model: string,
	input: string,
	takers: string[],
	meant?: string,
): InputError {
	const which =
		takers.length === 0
			? 'This model takes no files: remove the entry from “Binary Inputs”.'
			: `${meant ? `Did you mean “${meant}”? ` : ''}Its inputs for files: ${takers.join(', ')}.`;
	const none =
		input === ''
			? `An entry of “Binary Inputs” names no input of ${model}.`
			: `The model ${model} has no input “${redact(input)}” that takes a file.`;
	const what =
		input === '' && takers.length > 0
			? `Choose under “Input Name or ID” which input of ${model} an entry of “Binary Inputs” is for.`
			: none;
	return new InputError(`${what} ${which} ${NOTHING_SENT}`, {
		reason: 'noSuchFileInput',
		model,
		field: redact(input),
	});
}

/** n8n's store returned other bytes than when the file was read the first time. */
export function fileChanged(field: string): InputError {
	return new InputError(
		`The file in the binary field “${redact(field)}” changed in this n8n’s storage while it was being uploaded. Run the workflow again. Nothing was submitted.`,
		{ reason: 'fileUnreadable', field: redact(field) },
	);
}

/** @returns the names of binary fields as a list for a sentence; only the first ones if there are many */
export function listOf(names: string[]): string {
	const shown = names.slice(0, 10).map((name) => `“${redact(name)}”`);
	if (names.length > 10) return `${shown.join(', ')} and ${names.length - 10} more`;
	return joinNames(shown, 'and');
}
