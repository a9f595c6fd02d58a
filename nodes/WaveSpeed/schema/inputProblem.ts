/** One thing that is wrong with an input. */
export interface InputProblem {
	/** Where: `duration`, `loras[0].scale`. */
	field: string;
	/** A whole sentence: the field, what is wrong, what is allowed, what to do. */
	message: string;
}

/** Makes a problem of a field: `describe` continues a sentence that begins with the field's name. */
export function problem(field: string, describe: string): InputProblem {
	return { field, message: `The input “${shown(field)}” ${describe}` };
}

/** What to do for an input that takes a file; where the item's files are known, they are named in its place. */
export const CHOOSE_A_FILE = 'choose a file of the item under “Binary Inputs”';

/** Names come from users, too: no message grows with them. */
export function shown(field: string): string {
	return field.length <= NAME_LIMIT_CHARACTERS
		? field
		: `${field.slice(0, NAME_LIMIT_CHARACTERS)}…`;
}

const NAME_LIMIT_CHARACTERS = 120;

/** Where a member of an object or an entry of a list is. */
export function at(path: string, key: string | number): string {
	if (typeof key === 'number') return `${path}[${key}]`;
	return path === '' ? key : `${path}.${key}`;
}
