export type InputKind = 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'object' | 'any';
export type Choice = string | number | boolean;

/** One property of a request schema, normalised, without the vendor's contradictory hints. */
export interface SchemaInput {
	/** The API's name; empty for the entry of a list. */
	name: string;
	/** A readable name, e.g. `Negative Prompt`. */
	title: string;
	/** `any` if the schema does not say: then nothing is checked. */
	kind: InputKind;
	required: boolean;
	description: string;
	/** The API's value if the input is not sent; undefined if the schema does not say. */
	default?: unknown;
	/** The only allowed values, in the schema's types. */
	choices?: Choice[];
	/** Suggested values where others are allowed too, e.g. the names of stock voices. */
	suggestions?: Choice[];
	/** For a string: pixels of each side of a `W*H` size, never its length. */
	minimum?: number;
	maximum?: number;
	multipleOf?: number;
	/** Characters. */
	minLength?: number;
	maxLength?: number;
	/** The schema of a list's entries; undefined if there is none. */
	items?: SchemaInput;
	minItems?: number;
	maxItems?: number;
	/** The inputs of an object; undefined if the schema does not say. */
	inputs?: SchemaInput[];
	nullable?: boolean;
	/** Accepted but not shown in a form: meant for API callers only. */
	hidden: boolean;
	/** Present if it takes a file, by URL. */
	media?: MediaInput;
}

/**
 * Whether a required input that is left empty gets the schema's default, as on the model's page. Not a free
 * text, which would be an example: the vendor's “Hello world!” is nothing to pay for.
 */
export function getsDefault(input: SchemaInput): boolean {
	const { required, media, kind, choices, suggestions } = input;
	if (!required || media || input.default === undefined || input.default === '') return false;
	return ['integer', 'number', 'boolean'].includes(kind) || Boolean(choices ?? suggestions);
}

export type MediaKind = 'image' | 'video' | 'audio' | 'file';

/** An input that takes a file by its address. */
export interface MediaInput {
	kind: MediaKind;
	/** MIME types, patterns such as `image/*` or extensions such as `.zip`, if the schema names them. */
	accept?: string[];
	/** Whether it is a list of addresses. */
	many: boolean;
}
