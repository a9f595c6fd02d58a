import { coerceInput, findInputProblems } from '../../nodes/WaveSpeed/schema/findInputProblems.ts';
import { renameWords } from '../../nodes/WaveSpeed/schema/inputsForWords.ts';
import { readGivenInput } from '../../nodes/WaveSpeed/schema/readGivenInput.ts';
import { doesJob } from '../../nodes/WaveSpeed/models/modelsForJob.ts';
import { JOBS } from '../../nodes/WaveSpeed/models/jobs.ts';
import { dedicatedFieldsOf } from '../../nodes/WaveSpeed/panel/chosenOperation.ts';
import { makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { readRealCatalogue } from '../models/realCatalogue.mts';
import { modelFrom } from '../models/modelFrom.mts';

const text = { type: 'string' };
const sent = (model: ReturnType<typeof modelFrom>, parameters: Record<string, unknown>) => {
	const given = readGivenInput((name) => parameters[name]);
	const input = coerceInput(model, renameWords(model.inputs, given));
	return { input, problems: findInputProblems(model, input).map(({ message }) => message) };
};

describe('the field “Text”', () => {
	const both = modelFrom({ prompt: text, text, voice: text });

	it('is the text of a model that has a prompt as well, whose prompt is in the form', () => {
		const form = { inputFields: { value: { prompt: 'a deep, old voice' } } };
		expect(sent(both, { text: 'Hello there', ...form })).toEqual({
			input: { text: 'Hello there', prompt: 'a deep, old voice' },
			problems: [],
		});
		expect(sent(both, { text: 'Hello there' }).input).toEqual({ text: 'Hello there' });
	});

	it('stands beside a prompt in the JSON', () => {
		const json = { inputMode: 'json', inputJson: '{"prompt": "a deep voice"}' };
		expect(sent(both, { text: 'Hello there', ...json }).input).toEqual({
			text: 'Hello there',
			prompt: 'a deep voice',
		});
		const own = { inputMode: 'json', inputJson: '{"text": "Good night"}' };
		expect(sent(both, { text: 'Hello there', ...own }).input).toEqual({ text: 'Good night' });
	});

	it.each([
		['prompt', { prompt: text }],
		['text', { text }],
	])('is the %s of a model that has only that', (name, properties) => {
		expect(sent(modelFrom(properties), { text: 'Hello there' })).toEqual({
			input: { [name]: 'Hello there' },
			problems: [],
		});
	});
});

const rows = readRealCatalogue();
(rows ? it : it.skip)('each field above a form is sent as the input that it stands for', () => {
	const { models } = makeCatalogue(rows ?? []);
	const wrong = JOBS.flatMap((job) =>
		models
			.filter((model) => doesJob(model, job))
			.flatMap((model) =>
				[...dedicatedFieldsOf(model, job)]
					.filter(([input, label]) => {
						const field = label.toLowerCase();
						return sent(model, { [field]: 'some words' }).input[input] !== 'some words';
					})
					.map(([input, label]) => [model.id, input, label]),
			),
	);
	expect(wrong).toEqual([]);
});
