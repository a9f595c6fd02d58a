import { readableName } from '../models/readableName';
import { isRecord, PROTOTYPE_KEYS, readCount, readNumber, readText } from '../narrow';
import { detectMedia } from './detectMedia';
import type { Choice, InputKind, SchemaInput } from './schemaInput';

/** How deep lists and objects are followed; anything deeper passes. Real schemas need 3. */
const DEPTH_LIMIT = 8;

/** The only `$ref` of the catalogue; it is published without the schema it points to. */
const LORA_WEIGHT: Record<string, unknown> = {
	type: 'object',
	properties: {
		path: { type: 'string', description: 'Address or name of the LoRA.' },
		scale: { type: 'number', description: 'Its weight.' },
	},
	required: ['path'],
	'x-order-properties': ['path', 'scale'],
};

const KINDS: Readonly<Record<string, InputKind>> = {
	string: 'string',
	integer: 'integer',
	number: 'number',
	boolean: 'boolean',
	array: 'list',
	object: 'object',
};

/** @returns the inputs of an object schema in its order; undefined if it names none */
export function readInputs(schema: Record<string, unknown>, depth = 0): SchemaInput[] | undefined {
	const { properties, required } = schema;
	if (!isRecord(properties)) return undefined;
	const order = schema['x-order-properties'];
	// The order names properties that do not exist and may leave some out: both are ignored.
	const ordered = Array.isArray(order) ? order.filter((name) => typeof name === 'string') : [];
	const names = [...new Set([...ordered, ...Object.keys(properties)])];
	return names
		.filter((name) => Object.hasOwn(properties, name) && !PROTOTYPE_KEYS.has(name))
		.map((name) => {
			const isRequired = Array.isArray(required) && required.includes(name);
			return readInput(name, properties[name], isRequired, depth);
		});
}

/** @param raw the schema of one property; anything that is not a schema reads as `any` */
export function readInput(name: string, raw: unknown, required: boolean, depth = 0): SchemaInput {
	const schema = isRecord(raw) ? withOnlyBranch(resolve(raw)) : {};
	const kind = readKind(schema);
	const deeper = depth < DEPTH_LIMIT;
	const input: SchemaInput = {
		name,
		title: readableName(name),
		kind,
		required,
		description: readText(schema.description)?.trim() ?? '',
		hidden: schema.disabled === true || schema['x-hidden'] === true,
	};
	if (schema.default !== undefined && schema.default !== null) input.default = schema.default;
	input.choices = readChoices(schema.enum ?? [schema.const], kind);
	input.suggestions = input.choices ? undefined : readChoices(schema['x-enum'], kind);
	input.nullable = schema.nullable === true || acceptsNull(schema.type) || undefined;
	[input.minimum, input.maximum] = readRange(schema.minimum, schema.maximum, readNumber);
	[input.minLength, input.maxLength] = readRange(schema.minLength, schema.maxLength, readCount);
	[input.minItems, input.maxItems] = readRange(schema.minItems, schema.maxItems, readCount);
	input.choices ??= readSteps(input, readNumber(schema.step));
	const multipleOf = readNumber(schema.multipleOf);
	if (multipleOf !== undefined && multipleOf > 0) input.multipleOf = multipleOf;
	if (kind === 'list' && isRecord(schema.items) && deeper) {
		input.items = readInput('', schema.items, true, depth + 1);
	}
	if (kind === 'object' && deeper) input.inputs = readInputs(schema, depth + 1);
	input.media = detectMedia(name, schema, input);
	return dropUndefined(input);
}

function resolve(schema: Record<string, unknown>): Record<string, unknown> {
	const { $ref, ...rest } = schema;
	return readText($ref)?.endsWith('/LoraWeight') ? { ...LORA_WEIGHT, ...rest } : schema;
}

/** What may be left out is often written as `anyOf: [{type: 'integer'}, {type: 'null'}]`: a kind, or null. */
function withOnlyBranch(schema: Record<string, unknown>): Record<string, unknown> {
	const branches: unknown = [schema.anyOf, schema.oneOf].find(Array.isArray);
	if (!Array.isArray(branches)) return schema;
	const kinds = branches.filter((branch) => !isRecord(branch) || branch.type !== 'null');
	const [only] = kinds;
	if (kinds.length !== 1 || !isRecord(only)) return schema;
	const merged = { ...resolve(only), ...schema };
	return kinds.length < branches.length ? { ...merged, nullable: true } : merged;
}

function readKind(schema: Record<string, unknown>): InputKind {
	const types = [schema.type].flat().filter((type) => type !== 'null');
	if (types.length === 1 && typeof types[0] === 'string' && Object.hasOwn(KINDS, types[0])) {
		return KINDS[types[0]] ?? 'any';
	}
	if (types.length > 1 || schema.type !== undefined) return 'any';
	if (isRecord(schema.properties)) return 'object';
	if (isRecord(schema.items)) return 'list';
	// Some properties have choices but no type: their values show it.
	const values = Array.isArray(schema.enum) ? schema.enum : [];
	const [first] = values;
	if (typeof first === 'string' || typeof first === 'number' || typeof first === 'boolean') {
		if (values.every((value) => typeof value === typeof first)) return typeof first as InputKind;
	}
	return 'any';
}

/** Choices of another kind than the input are the vendor's mistake, and ignored. */
function readChoices(raw: unknown, kind: InputKind): Choice[] | undefined {
	if (!Array.isArray(raw)) return undefined;
	const type = kind === 'integer' ? 'number' : kind;
	const fitting = raw.filter((value): value is Choice => {
		const isScalar = ['string', 'number', 'boolean'].includes(typeof value);
		return isScalar && (type === 'any' || typeof value === type);
	});
	return fitting.length > 0 ? [...new Set(fitting)] : undefined;
}

/** More would be a slider, whose step is a matter of taste. */
const STEPS_FOR_CHOICES = 5;

/**
 * 5 to 10 in steps of 5, as many video models publish their seconds, are two choices: with 7 WaveSpeed makes,
 * and charges for, something else.
 */
function readSteps({ kind, minimum, maximum }: SchemaInput, step = 1): number[] | undefined {
	if (kind !== 'integer' || minimum === undefined || maximum === undefined) return undefined;
	const last = (maximum - minimum) / step;
	if (step <= 1 || !Number.isInteger(last) || last >= STEPS_FOR_CHOICES) return undefined;
	return Array.from({ length: last + 1 }, (_one, index) => minimum + index * step);
}

/** The ends of two published ranges are swapped. */
function readRange(
	low: unknown,
	high: unknown,
	read: (value: unknown) => number | undefined,
): [number | undefined, number | undefined] {
	const [minimum, maximum] = [read(low), read(high)];
	const isSwapped = minimum !== undefined && maximum !== undefined && minimum > maximum;
	return isSwapped ? [maximum, minimum] : [minimum, maximum];
}

function acceptsNull(type: unknown): boolean {
	return Array.isArray(type) && type.includes('null');
}

function dropUndefined(input: SchemaInput): SchemaInput {
	return Object.fromEntries(
		Object.entries(input).filter(([, value]) => value !== undefined),
	) as unknown as SchemaInput;
}
