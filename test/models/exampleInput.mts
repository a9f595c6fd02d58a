import type { Model, SchemaInput } from '../../nodes/WaveSpeed/models/model.ts';
import { isPixelSize } from '../../nodes/WaveSpeed/schema/pixelSize.ts';

/** An input that is wrong in one place. */
export interface WrongInput {
	why: string;
	input: Record<string, unknown>;
	/** The field the complaint has to be about. */
	field: string;
}

const ADDRESSES = {
	image: 'https://files.example/one.png',
	video: 'https://files.example/one.mp4',
	audio: 'https://files.example/one.mp3',
	file: 'https://files.example/one',
};

/** @returns a value the input takes */
export function exampleOf(input: SchemaInput): unknown {
	const { kind, choices, minimum, maximum, minItems = 1, minLength = 1, multipleOf = 1 } = input;
	if (choices) return choices[0];
	switch (kind) {
		case 'boolean':
			return true;
		case 'integer':
			return Math.ceil(minimum ?? Math.min(1, maximum ?? 1));
		case 'number':
			return minimum ?? Math.min(multipleOf, maximum ?? multipleOf);
		case 'list':
			return Array.from({ length: Math.max(1, minItems) }, () =>
				input.media
					? ADDRESSES[input.media.kind]
					: input.items
						? exampleOf(input.items)
						: 'something',
			);
		case 'object':
			return exampleInputs(input.inputs ?? []);
		case 'string':
			if (input.media) return ADDRESSES[input.media.kind];
			if (minimum !== undefined || maximum !== undefined) {
				return `${maximum ?? minimum}*${minimum ?? maximum}`;
			}
			if (isPixelSize(input)) return String(input.default);
			return 'something'.padEnd(minLength, '.');
		default:
			return 'something';
	}
}

/** @returns every input filled in */
export function exampleInputs(inputs: readonly SchemaInput[]): Record<string, unknown> {
	return Object.fromEntries(inputs.map((input) => [input.name, exampleOf(input)]));
}

/** Every way of getting one input of the model wrong that its schema tells. */
export function wrongInputs(model: Model, right: Record<string, unknown>): WrongInput[] {
	return [
		{ why: 'unknown key', input: { ...right, no_such_input_: 1 }, field: 'no_such_input_' },
		...(model.inputs ?? []).flatMap((input) => wrongValues(input, right)),
	];
}

function wrongValues(input: SchemaInput, right: Record<string, unknown>): WrongInput[] {
	const { name, kind, minimum, maximum, maxLength, maxItems, minItems = 0, items } = input;
	const wrong: WrongInput[] = [];
	const add = (why: string, value: unknown, field = name) =>
		wrong.push({ why, input: { ...right, [name]: value }, field });
	if (input.required) {
		const { [name]: _, ...others } = right;
		wrong.push({ why: 'missing', input: others, field: name });
	}
	if (kind !== 'any') add('wrong type', kind === 'object' ? 7 : { wrong: true });
	if (kind !== 'any' && !input.nullable) add('null', null);
	if (input.choices) {
		add('not a choice', typeof input.choices[0] === 'number' ? 987_654 : 'no such choice');
		// The number as a text and the text as a number are not the choice.
		const [choice] = input.choices;
		if (typeof choice === 'number') add('number as text', String(choice));
	}
	if (kind === 'integer' && !input.choices) add('fraction', (minimum ?? 0) + 0.5);
	if (kind === 'integer' || kind === 'number') {
		if (maximum !== undefined) add('too large', maximum + 1);
		if (minimum !== undefined) add('too small', minimum - 1);
		add('not a number', NaN);
	}
	if (kind === 'string' && !input.choices) {
		if (maximum !== undefined) add('side too large', `${maximum + 1}*${maximum}`);
		if (minimum !== undefined) add('side too small', `${minimum}*${minimum - 1}`);
		if (maxLength !== undefined) add('too long', 'https://a'.padEnd(maxLength + 1, '.'));
		if (input.media) add('no address', 'data');
		if (isPixelSize(input)) add('no size', '9:16');
	}
	if (kind === 'list') {
		const entry = (right[name] as unknown[])[0];
		if (maxItems !== undefined)
			add(
				'too many',
				Array.from({ length: maxItems + 1 }, () => entry),
			);
		if (minItems > 0) add('too few', []);
		if (items && items.kind !== 'any')
			add('wrong entry', [17.5, ...(right[name] as unknown[]).slice(1)], `${name}[0]`);
		if (items?.kind === 'object' && items.inputs) {
			const object = entry as Record<string, unknown>;
			const rest = (right[name] as unknown[]).slice(1);
			add('unknown key in an entry', [{ ...object, no_such_: 1 }, ...rest], `${name}[0].no_such_`);
			for (const member of items.inputs) {
				for (const { input: bad, field, why } of wrongValues(member, object)) {
					add(`${why} in an entry`, [bad, ...rest], `${name}[0].${field}`);
				}
			}
		}
	}
	return wrong;
}
