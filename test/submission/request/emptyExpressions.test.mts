import { run } from '../../faults/runWithoutEngine.mts';
import { modelWith } from '../../faults/modelWith.mts';

const models = [
	modelWith({
		duration: { type: 'integer', default: 5 },
		style: { type: 'string' },
		image: { type: 'string', 'x-accept': 'image/*' },
	}),
];
const EMPTY = '={{ $json.nothing }}';

let keys = 0;
/** @param typed what stands in the panel @param given what its expressions gave */
const submit = async (typed: object, given: object) =>
	await run(
		{ models },
		{
			key: `empty-${++keys}`,
			operation: 'submit',
			node: { parameters: typed as never },
			parameters: given as never,
		},
	);
const form = (value: object) => ({ inputFields: { value } });
const notes = (log: string[]) => log.filter((line) => line.includes('gave no value'));
const noteOf = (name: string, what: string) =>
	`Item 0: the expression of “${name}” gave no value, so ${what}.`;

it('is told of each input that is made without it, in the row and in the log', async () => {
	const { rows, log } = await submit(
		{ prompt: 'a', lyrics: EMPTY, ...form({ duration: EMPTY, style: EMPTY, image: 'x' }) },
		{ prompt: 'a', ...form({ duration: null, style: '' }) },
	);
	expect(rows[0]!.json.inputs_without_value).toEqual(['lyrics', 'duration', 'style']);
	expect(notes(log)).toEqual([
		noteOf('lyrics', 'it is not sent'),
		noteOf('duration', 'the model’s default (5) is used'),
		noteOf('style', 'it is not sent'),
	]);
});

it.each([
	['nothing is an expression', { prompt: 'a', ...form({ duration: '' }) }, form({ duration: '' })],
	[
		'it gave a value',
		{ prompt: '={{ "a" }}', ...form({ duration: EMPTY }) },
		form({ duration: 7 }),
	],
	['the JSON counts', { prompt: 'a', inputMode: 'json', ...form({ duration: EMPTY }) }, {}],
	['there is no form', { prompt: 'a', inputFields: { value: null } }, {}],
	['the form is none', { prompt: 'a', inputFields: EMPTY }, {}],
	['a number was typed', { prompt: 'a', ...form({ duration: 5 }) }, {}],
])('is not spoken of where %s', async (_what, typed, given) => {
	const { rows, log } = await submit(typed, { prompt: 'a', ...given });
	expect(rows[0]!.json).not.toHaveProperty('inputs_without_value');
	expect(notes(log)).toEqual([]);
});

it('is no empty prompt where the JSON or the model’s own input has the words', async () => {
	const { rows } = await submit(
		{ prompt: EMPTY, inputMode: 'json' },
		{ prompt: '', inputMode: 'json', inputJson: { prompt: 'a' } },
	);
	expect(rows[0]!.json).not.toHaveProperty('inputs_without_value');
});

it.each([
	[
		'the prompt',
		{ prompt: EMPTY },
		'The input “prompt” is required. Give it a value: its expression gave none for this item. Nothing was submitted.',
	],
	[
		'the text of a model that speaks',
		{ text: EMPTY },
		'The input “prompt” is required. Give it a value: its expression gave none for this item. Nothing was submitted.',
	],
	[
		'a prompt that was left empty',
		{ prompt: '' },
		'The input “prompt” is required. Give it a value. Nothing was submitted.',
	],
])('refuses %s if the model cannot do without it, and says why', async (_what, typed, message) => {
	const { errors, at } = await submit(typed, { prompt: '', text: '' });
	expect(errors[0]!.error).toBe(message);
	expect(errors[0]!.details).toMatchObject({ reason: 'invalidInput', field: 'prompt' });
	expect(at('submit')).toEqual([]);
});

it('says nothing of an expression where a value of another input is wrong', async () => {
	const { errors } = await submit(
		{ prompt: 'a', ...form({ style: EMPTY, duration: 'x' }) },
		{ prompt: 'a', ...form({ style: '', duration: 'x' }) },
	);
	expect(errors[0]!.error).toContain('duration');
	expect(errors[0]!.error).not.toContain('expression gave none');
});
