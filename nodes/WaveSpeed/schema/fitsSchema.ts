import { checkValue } from './checkValue';
import { isRecord } from '../narrow';
import { readInput } from './readInputs';

const UNDERSTOOD = new Set([
	'allOf',
	'anyOf',
	'const',
	'default',
	'description',
	'enum',
	'items',
	'maximum',
	'maxItems',
	'maxLength',
	'minimum',
	'minItems',
	'minLength',
	'multipleOf',
	'not',
	'nullable',
	'properties',
	'required',
	'title',
	'type',
]);

/**
 * Whether a value fits a schema. The third answer, undefined, means that the schema has a rule that would
 * decide but is not understood here.
 */
export function fitsSchema(schema: Record<string, unknown>, value: unknown): boolean | undefined {
	const answers = Object.keys(schema)
		.filter((word) => !word.startsWith('x-'))
		.map((word) => (UNDERSTOOD.has(word) ? fitsWord(word, schema, value) : undefined));
	return every(answers);
}

function fitsWord(
	word: string,
	schema: Record<string, unknown>,
	value: unknown,
): boolean | undefined {
	const content = schema[word];
	switch (word) {
		case 'const':
			return typeof content === 'object' && content !== null ? undefined : value === content;
		case 'required':
			if (!Array.isArray(content) || !isRecord(value)) return undefined;
			return content.every(
				(name) => Object.hasOwn(value, String(name)) && value[String(name)] !== undefined,
			);
		case 'properties':
			return isRecord(content) && isRecord(value) ? fitsProperties(content, value) : undefined;
		case 'not': {
			const inner = isRecord(content) ? fitsSchema(content, value) : undefined;
			return inner === undefined ? undefined : !inner;
		}
		case 'allOf':
			return Array.isArray(content)
				? every(content.map((part) => fitsPart(part, value)))
				: undefined;
		case 'anyOf': {
			if (!Array.isArray(content)) return undefined;
			const inner = content.map((part) => fitsPart(part, value));
			if (inner.includes(true)) return true;
			return inner.includes(undefined) ? undefined : false;
		}
		case 'type':
			// An object's own members are checked under `properties`.
			return checkValue(readInput('', { type: content }, false), value, '').length === 0;
		case 'enum':
			return Array.isArray(content) ? content.includes(value) : undefined;
		default:
			return (
				checkValue(readInput('', { type: typeOf(value), [word]: content }, false), value, '')
					.length === 0
			);
	}
}

/** As in JSON schema, a missing property fits any rule about it. */
function fitsProperties(
	schemas: Record<string, unknown>,
	value: Record<string, unknown>,
): boolean | undefined {
	const given = Object.entries(schemas).filter(
		([name]) => Object.hasOwn(value, name) && value[name] !== undefined,
	);
	return every(given.map(([name, schema]) => fitsPart(schema, value[name])));
}

function fitsPart(schema: unknown, value: unknown): boolean | undefined {
	return isRecord(schema) ? fitsSchema(schema, value) : undefined;
}

function every(answers: Array<boolean | undefined>): boolean | undefined {
	if (answers.includes(false)) return false;
	return answers.includes(undefined) ? undefined : true;
}

/** Keywords such as `minLength` apply only to values of their type; all others fit. */
function typeOf(value: unknown): string | undefined {
	if (Array.isArray(value)) return 'array';
	return ['string', 'number', 'boolean'].includes(typeof value) ? typeof value : undefined;
}
