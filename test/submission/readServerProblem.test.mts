import fc from 'fast-check';

import { readServerProblem } from '../../nodes/WaveSpeed/submission/submitErrors.ts';

it.each([
	[
		'invalid request body, Error at "/audio": property "audio" is missing',
		{ field: 'audio', message: 'The input “audio” is required. Give it a value.' },
	],
	[
		'invalid request body, Error at "/high_noise_loras/0": value must be an object',
		{
			field: 'high_noise_loras[0]',
			message: 'The input “high_noise_loras[0]” is wrong: value must be an object. Change it.',
		},
	],
	[
		'Error at "/loras/0/path": property "path" is missing',
		{ field: 'loras[0].path', message: 'The input “loras[0].path” is required. Give it a value.' },
	],
	[
		'invalid request body, Error at "/duration": value is not one of the allowed values [5,10]\nSchema:\n  {"enum": [5, 10]}',
		{
			field: 'duration',
			message:
				'The input “duration” is wrong: value is not one of the allowed values [5,10]. Change it.',
		},
	],
	[
		'invalid request body, Error at "/sizes": property "sizes" is unsupported',
		{ field: 'sizes', message: 'The input “sizes” is unknown to this model. Remove it.' },
	],
	[
		'Error at "/a~1b~0c": number must be at most 8',
		{ field: 'a/b~c', message: 'The input “a/b~c” is wrong: number must be at most 8. Change it.' },
	],
])('%s', (serverMessage, expected) => {
	expect(readServerProblem(serverMessage)).toEqual(expected);
});

it.each([
	'',
	'insufficient balance',
	'Error at "": value must be an object',
	'Error at "/x"',
	'invalid request body',
])('names no field of %j', (serverMessage) => {
	expect(readServerProblem(serverMessage)).toBeUndefined();
});

it('shows no markup and never throws', () => {
	expect(readServerProblem('Error at "/<img src=x>": <b>no</b>')?.message).not.toMatch(/[<>]/);
	fc.assert(
		fc.property(
			fc.string(),
			fc.string(),
			(path, words) => void readServerProblem(`Error at "/${path}": ${words}`),
		),
	);
});
