/** Names that reach an object's prototype when assigned. They are never a model's input. */
export const PROTOTYPE_KEYS: ReadonlySet<string> = new Set([
	'__proto__',
	'constructor',
	'prototype',
]);
