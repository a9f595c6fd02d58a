/** One thing that is wrong with an input. */
export interface InputProblem {
	/** Where: `duration`, `loras[0].scale`. */
	field: string;
	/** A whole sentence: the field, what is wrong, what is allowed, what to do. */
	message: string;
}

/** Makes a problem for a field: `describe` continues a sentence that begins with the field's name. */
export function problem(field: string, describe: string): InputProblem {
	return { field, message: `The input “${shown(field)}” ${describe}` };
}

/** The advice for an input that takes a file; if the item's files are known, they are named instead. */
export const CHOOSE_A_FILE = 'choose a file of the item under “Binary Inputs”';

/** Users choose names too: no message may grow with them. */
export function shown(field: string): string {
	return field.length <= NAME_LIMIT_CHARACTERS
		? field
		: `${field.slice(0, NAME_LIMIT_CHARACTERS)}…`;
}

const NAME_LIMIT_CHARACTERS = 120;

/** The path of an object's member or a list's entry. */
export function at(path: string, key: string | number): string {
	if (typeof key === 'number') return `${path}[${key}]`;
	return path === '' ? key : `${path}.${key}`;
}
