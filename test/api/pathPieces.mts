/** What may lead out of a path, and what may not. */
export const PATH_PIECES = [
	'..',
	'.',
	'%2e',
	'%2F',
	'a',
	'sora-2',
	'?',
	'#',
	'\\',
	'@',
	':',
	'predictions',
];
