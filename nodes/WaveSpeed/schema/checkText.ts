import { formatValue } from './formatValues';
import { problem, type InputProblem } from './inputProblem';
import { findSizeProblem } from './pixelSize';
import type { SchemaInput } from './schemaInput';

/** The smallest image there is takes more characters than any file name. */
const BARE_BASE64_MINIMUM_CHARACTERS = 255;

/** @returns what is wrong with a text: its length, the size it spells, the file it should lead to */
export function checkText(input: SchemaInput, value: string, path: string): InputProblem[] {
	const { minLength = 0, maxLength = Infinity } = input;
	// Counted as JSON schema does: a character outside the basic plane is one, not two.
	const length = value.length > maxLength || minLength > 0 ? [...value].length : value.length;
	if (length < minLength) {
		return [
			problem(path, `must have at least ${minLength} characters, but has ${length}. Write more.`),
		];
	}
	if (length > maxLength) {
		return [
			problem(path, `may have ${maxLength} characters at most, but has ${length}. Shorten it.`),
		];
	}
	if (!input.media && !input.choices) {
		const remains = findRemainsOfExpression(value);
		if (remains) return [problem(path, remains)];
	}
	const size = findSizeProblem(input, value);
	if (size) return [problem(path, size)];
	if (input.media && value.trim() === '') {
		return [problem(path, 'is empty. Give the address of a file or leave it out.')];
	}
	if (input.media && isPath(value)) {
		return [
			problem(
				path,
				`must be the address of a file on the web, but is a path on a disk (${formatValue(value)}): read the file with the node “Read/Write Files from Disk” and give it under “Binary Inputs”.`,
			),
		];
	}
	if (input.media && !hasScheme(value)) {
		return [
			problem(
				path,
				`must be the address of a file, but is ${formatValue(value)}. Write an address that begins with https://, or give a file of the item under “Binary Inputs”.`,
			),
		];
	}
	return [];
}

/** What JavaScript makes a text of that was none: WaveSpeed would make something of it and charge for it. */
function findRemainsOfExpression(value: string): string | undefined {
	if (/^\s{0,99}(?:undefined|null|NaN)\s{0,99}$/.test(value.slice(0, 300)) && value.length < 300)
		return `is the text “${value.trim()}”, which an expression without a value has given. Correct the expression.`;
	if (value.includes('[object Object]'))
		return 'has “[object Object]” in it, where an expression has put an object into a text. Name a field of the object in the expression, or use JSON.stringify().';
	return undefined;
}

/**
 * An address or a data URI; also base64 without either, which some models take. Shorter texts are
 * file names or the names of binary fields, typed into the wrong place.
 */
function hasScheme(value: string): boolean {
	return (
		/^[a-z][a-z\d+.-]{0,30}:/i.test(value.trimStart().slice(0, 40)) ||
		value.length > BARE_BASE64_MINIMUM_CHARACTERS
	);
}

/** `/home/me/cat.png`, `./cat.png`, `~/cat.png`, `C:\cat.png`, `file:///cat.png`; base64 may begin with a slash. */
function isPath(value: string): boolean {
	if (value.length > PATH_LIMIT_CHARACTERS) return false;
	const text = value.trim();
	if (/^(?:file:|[a-z]:[\\/]|\.{1,2}[\\/]|~[\\/]|\\\\)/i.test(text)) return true;
	return text.startsWith('/') && text.length <= BARE_BASE64_MINIMUM_CHARACTERS;
}

/** No system allows a longer one. */
const PATH_LIMIT_CHARACTERS = 4_096;
