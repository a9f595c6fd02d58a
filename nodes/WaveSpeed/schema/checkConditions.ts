import { checkValue } from './checkValue';
import { isRecord } from '../narrow';
import { fitsSchema } from './fitsSchema';
import { readInput } from './readInputs';
import { formatValue, problem, type InputProblem } from './inputProblem';

type Schema = Record<string, unknown>;

/**
 * Checks the parts of a schema that depend on other inputs: `allOf`, `if`/`then`/`else`, `not`, `anyOf`,
 * `oneOf`. Anything that it does not understand passes: the API has the last word.
 */
export function checkConditions(
	conditions: Schema | undefined,
	input: Record<string, unknown>,
): InputProblem[] {
	if (!conditions) return [];
	const { allOf, anyOf, oneOf, not } = conditions;
	const problems = [
		...branches(allOf).flatMap((branch) => [
			...checkBranch(branch, input, ''),
			...checkConditions(branch, input),
		]),
		...checkIf(conditions, input),
	];
	if (isRecord(not) && fitsSchema(not, input) === true) problems.push(forbidden(not, input));
	const alternatives = [...branches(anyOf), ...branches(oneOf)];
	if (
		alternatives.length > 0 &&
		alternatives.every((branch) => fitsSchema(branch, input) === false)
	) {
		problems.push(noAlternative(alternatives));
	}
	return problems;
}

function checkIf(conditions: Schema, input: Record<string, unknown>): InputProblem[] {
	const { if: condition, then: whenTrue, else: whenFalse } = conditions;
	if (!isRecord(condition)) return [];
	const holds = fitsSchema(condition, input);
	const branch = holds === undefined ? undefined : holds ? whenTrue : whenFalse;
	if (!isRecord(branch)) return [];
	const because = describeConditions(condition, input);
	return [...checkBranch(branch, input, because), ...checkConditions(branch, input)];
}

/** A branch tightens some inputs: each is checked as if the branch were part of the schema itself. */
function checkBranch(
	branch: Schema,
	input: Record<string, unknown>,
	because: string,
): InputProblem[] {
	const { properties, required } = branch;
	const missing = Array.isArray(required)
		? required.filter(
				(name): name is string => typeof name === 'string' && input[name] === undefined,
			)
		: [];
	const tightened = Object.entries(isRecord(properties) ? properties : {}).filter(
		([name]) => Object.hasOwn(input, name) && input[name] !== undefined,
	);
	return [
		...missing.map((name) => problem(name, `is required${because}. Give it a value.`)),
		...tightened.flatMap(([name, schema]) =>
			checkValue(readInput(name, schema, false), input[name], name).map(({ field, message }) => ({
				field,
				message:
					because === '' ? message : message.replace(/^The input “[^”]{0,200}”/, `$&,${because},`),
			})),
		),
	];
}

/** @returns ` with resolution “1080p”`, for the middle of a sentence */
function describeConditions(condition: Schema, input: Record<string, unknown>): string {
	const names = Object.keys(isRecord(condition.properties) ? condition.properties : {});
	const parts = names.map((name) =>
		input[name] === undefined ? `without ${name}` : `with ${name} ${formatValue(input[name])}`,
	);
	return parts.length === 0 ? '' : ` ${parts.join(' and ')}`;
}

function forbidden(schema: Schema, input: Record<string, unknown>): InputProblem {
	const names = Array.isArray(schema.required) ? schema.required.map(String) : [];
	const given = names.filter((name) => input[name] !== undefined);
	const field = given.at(-1) ?? names[0] ?? Object.keys(input)[0] ?? 'input';
	if (given.length < 2)
		return problem(field, 'cannot be used in this combination. Change or remove it.');
	const others = given
		.slice(0, -1)
		.map((name) => `“${name}”`)
		.join(' and ');
	return problem(field, `cannot be given together with ${others}. Remove one of them.`);
}

function noAlternative(alternatives: Schema[]): InputProblem {
	const names = alternatives.flatMap(({ required }) =>
		Array.isArray(required) ? required.map(String) : [],
	);
	const [field = 'input'] = names;
	const distinct = [...new Set(names)].map((name) => `“${name}”`);
	if (distinct.length < 2)
		return problem(field, 'does not fit any of the combinations the model allows.');
	return problem(
		field,
		`is missing or does not fit: the model wants one of ${distinct.join(', ')}.`,
	);
}

function branches(value: unknown): Schema[] {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}
