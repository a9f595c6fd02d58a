import { checkFileAddress } from './checkFileAddress';
import { problem, type InputProblem } from './inputProblem';
import { findSizeProblem } from './pixelSize';
import type { SchemaInput } from './schemaInput';

/** @returns what is wrong with a text: its length, the size it describes, the file it should lead to */
export function checkText(input: SchemaInput, value: string, path: string): InputProblem[] {
	const expression = findExpression(value, path);
	if (expression) return [expression];
	const { minLength = 0, maxLength = Infinity } = input;
	// Counted as in JSON schema: a character outside the basic plane is one, not two.
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
	if (!input.choices) {
		const remains = findRemainsOfExpression(value);
		if (remains) return [problem(path, remains)];
	}
	const size = findSizeProblem(input, value);
	if (size) return [problem(path, size)];
	return checkFileAddress(input, value, path);
}

/** Typed or pasted into a field at “Fixed”: the model would be paid for drawing these letters. */
const NOT_EVALUATED = /\{\{\s{0,20}\$[a-z(]/i;

/** @returns what is wrong with a text that n8n should have evaluated, whatever the model wants */
export function findExpression(value: string, path: string): InputProblem | undefined {
	if (!NOT_EVALUATED.test(value)) return undefined;
	return problem(
		path,
		'contains an expression as plain text ({{ $… }}). Switch the field to “Expression”, so that n8n puts the value in its place. If it is one already, the item’s own text contains it: correct that in the node before.',
	);
}

/** What JavaScript makes a text of that was none: WaveSpeed would make something of it and charge for it. */
function findRemainsOfExpression(value: string): string | undefined {
	if (/^\s{0,99}(?:undefined|null|NaN)\s{0,99}$/.test(value.slice(0, 300)) && value.length < 300)
		return `is the text “${value.trim()}”, which is what an expression without a value becomes. Correct the expression.`;
	if (value.includes('[object Object]'))
		return 'contains “[object Object]”: an expression has put an object into a text. Name a field of the object in the expression, or use JSON.stringify().';
	return undefined;
}
