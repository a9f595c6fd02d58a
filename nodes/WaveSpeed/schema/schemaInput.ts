export type InputKind = 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'object' | 'any';
export type Choice = string | number | boolean;

/** One property of a request schema, normalised: vendor hints that contradict it are gone. */
export interface SchemaInput {
	/** The API's name; empty for the entry of a list. */
	name: string;
	/** The name a person reads, e.g. `Negative Prompt`. */
	title: string;
	/** `any` when the schema does not tell: nothing is checked then. */
	kind: InputKind;
	required: boolean;
	description: string;
	/** What the API takes when the input is not sent; undefined when the schema does not tell. */
	default?: unknown;
	/** The only values allowed, as typed in the schema. */
	choices?: Choice[];
	/** Values worth offering where others are allowed too, e.g. the names of stock voices. */
	suggestions?: Choice[];
	/** For a string: pixels of either side of a `W*H` size, never its length. */
	minimum?: number;
	maximum?: number;
	multipleOf?: number;
	/** Characters. */
	minLength?: number;
	maxLength?: number;
	/** The shape of a list's entries; undefined when the schema does not tell. */
	items?: SchemaInput;
	minItems?: number;
	maxItems?: number;
	/** The inputs of an object; undefined when the schema does not tell. */
	inputs?: SchemaInput[];
	nullable?: boolean;
	/** Not shown in a form, still accepted: meant for API callers only. */
	hidden: boolean;
	/** Present when it takes a file, by URL. */
	media?: MediaInput;
}

export type MediaKind = 'image' | 'video' | 'audio' | 'file';

/** An input that takes a file by its address. */
export interface MediaInput {
	kind: MediaKind;
	/** MIME types, patterns such as `image/*` or endings such as `.zip`, where the schema names them. */
	accept?: string[];
	/** Whether it is a list of addresses. */
	many: boolean;
}
