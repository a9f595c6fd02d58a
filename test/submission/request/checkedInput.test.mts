import { answer, run } from '../../faults/runWithoutEngine.mts';
import { modelWith } from '../../faults/modelWith.mts';
import { MODEL } from '../../faults/scriptedApi.mts';

let keys = 0;
const send = async (input: object, options: object = {}, script: object = {}) =>
	await run(
		{ models: [modelWith({ duration: { type: 'integer', maximum: 10 } })], ...script },
		{
			key: `checked-${++keys}`,
			operation: 'submit',
			input: input as never,
			options: { ...options },
		},
	);

describe('an input that does not fit its model', () => {
	it('is refused with what is wrong, before anything is sent', async () => {
		const { errors, at } = await send({ prompt: 'a', duration: 11 });
		expect(errors[0]!.error).toMatch(/duration.* Nothing was submitted\.$/);
		expect(errors[0]!.details).toStrictEqual({
			reason: 'invalidInput',
			model: MODEL,
			field: 'duration',
		});
		expect(at('submit')).toEqual([]);
	});

	it('is refused with all that is wrong', async () => {
		const { errors } = await send({ duration: 11 });
		const { fields } = errors[0]!.details as { fields: string[] };
		expect([...fields].sort()).toEqual(['duration', 'prompt']);
		expect(errors[0]!.details.field).toBe(fields[0]);
		expect(errors[0]!.error).toMatch(
			/^(The input “[^”]+” [^.]+\. [^.]+\. ){2}Nothing was submitted\.$/,
		);
	});

	it('is sent without what was not filled in where no schema is known', async () => {
		const { api } = await send({ prompt: 'a', x: '', y: null }, {}, { models: undefined });
		expect(api.predictions[0]!.input).toEqual({ prompt: 'a' });
	});
});

describe('a prompt', () => {
	const speaks = {
		model_id: MODEL,
		api_schema: {
			api_schemas: [
				{
					type: 'model_run',
					request_schema: { type: 'object', properties: { text: { type: 'string' } } },
				},
			],
		},
	};

	it('is the text of a model that speaks', async () => {
		const { api } = await send({ prompt: 'Good morning.' }, {}, { models: [speaks] });
		expect(api.predictions[0]!.input).toEqual({ text: 'Good morning.' });
	});
});

describe('a prompt for a model that has another name for it', () => {
	const makes = async (name: string, parameters: object) => {
		const request_schema = {
			type: 'object',
			properties: { [name]: { type: 'string' }, lyrics: { type: 'string' } },
			required: [name],
		};
		const row = {
			model_id: MODEL,
			api_schema: { api_schemas: [{ type: 'model_run', request_schema }] },
		};
		return await run(
			{ models: [row] as never },
			{ key: `checked-${++keys}`, input: {}, parameters: parameters as never },
		);
	};

	it.each(['text', 'tags', 'description'])('is sent as its %s', async (name) => {
		const { api } = await makes(name, { prompt: 'a slow waltz,\nwith strings' });
		expect(api.predictions[0]!.input).toEqual({ [name]: 'a slow waltz,\nwith strings' });
	});

	it.each(['text', 'tags', 'description'])(
		'is no second %s beside the one in the form',
		async (name) => {
			const form = { inputFields: { value: { [name]: 'pop' } } };
			expect((await makes(name, form)).api.predictions[0]!.input).toEqual({ [name]: 'pop' });
			const { errors, api } = await makes(name, { ...form, prompt: 'a slow waltz' });
			expect(errors[0]!.error).toContain(
				`Empty the field “Prompt”. The model takes ${name}, lyrics. Nothing was submitted.`,
			);
			expect(api.predictions).toEqual([]);
		},
	);

	it.each(['tags', 'description'])('is asked for by the field’s name: %s', async (name) => {
		const { errors, api } = await makes(name, {});
		expect(errors[0]!.error).toBe(
			`The input “${name}” is required. Give it a value in the form or in the field “Prompt”. Nothing was submitted.`,
		);
		expect(api.predictions).toEqual([]);
	});
});

describe('a prompt for a model that takes none', () => {
	const takes = (properties: object, id = MODEL) => ({
		model_id: id,
		api_schema: {
			api_schemas: [{ type: 'model_run', request_schema: { type: 'object', properties } }],
		},
	});
	const song = takes({ genre: { type: 'string' }, lyrics: { type: 'string' } });
	const refused = async (parameters: object, models: object[] = [song]) => {
		const { errors, at } = await run(
			{ models: models as never },
			{
				key: `checked-${++keys}`,
				operation: 'generateAndWait',
				input: { genre: 'pop' },
				parameters: parameters as never,
			},
		);
		expect(at('submit')).toEqual([]);
		return errors[0]!;
	};

	it.each([
		['Empty the field “Prompt”.', { prompt: 'a song' }, 'prompt'],
		['Empty the field “Text”.', { text: 'a song' }, 'text'],
		[
			'Remove it from the field “Input (JSON)”.',
			{ inputMode: 'json', inputJson: '{"prompt": "a song"}', prompt: 'another' },
			'prompt',
		],
		[
			'Empty the field “Prompt”.',
			{ inputMode: 'json', inputJson: '{"genre": "pop"}', prompt: 'a song' },
			'prompt',
		],
	])('is refused with the field to look at: %s', async (remedy, parameters, field) => {
		const { error, details } = await refused(parameters);
		expect(error).toBe(
			`The input “${field}” is not an input of this model and would be ignored. ${remedy} The model takes genre, lyrics. Nothing was submitted.`,
		);
		expect(details).toEqual({ reason: 'invalidInput', model: MODEL, field });
	});

	it('is refused, too, where the form has the text already', async () => {
		const speech = takes({ genre: { type: 'string' }, text: { type: 'string' } });
		const inputFields = { value: { text: 'Hello' } };
		const { error } = await refused({ prompt: 'a song', inputFields }, [speech]);
		expect(error).toContain('Empty the field “Prompt”. The model takes genre, text.');
	});

	it('is wanted by the model it takes over from: the field stays filled', async () => {
		const other = takes({ genre: { type: 'string' } }, 'acme/song');
		const first = takes({ genre: { type: 'string' }, prompt: { type: 'string' } });
		const { error } = await refused(
			{
				prompt: 'a song',
				'options.whenPredictionFails': 'otherModels',
				'options.otherModels': 'acme/song',
			},
			[first, other],
		);
		expect(error).toContain('acme/song');
		expect(error).not.toContain('Empty the field');
	});
});

describe('lyrics', () => {
	const LINES = '[verse]\nOne\n\nTwo\n';
	const text = { type: 'string' };
	const sings = (properties: object) => ({
		model_id: MODEL,
		api_schema: {
			api_schemas: [{ type: 'model_run', request_schema: { type: 'object', properties } }],
		},
	});
	const sung = async (parameters: object, properties: object = { lyrics: text }) =>
		await run(
			{ models: [sings({ prompt: text, ...properties })] as never },
			{ key: `checked-${++keys}`, parameters: { prompt: 'a waltz', ...parameters } as never },
		);

	it.each(['lyrics', 'lyrics_prompt', 'lyric'])(
		'go to the %s of the model, with their line breaks',
		async (name) => {
			const { api } = await sung({ lyrics: LINES }, { [name]: text });
			expect(api.predictions[0]!.input).toEqual({ prompt: 'a waltz', [name]: LINES });
		},
	);

	it('are none if they are blank', async () => {
		const { api } = await sung({ lyrics: ' \n ' });
		expect(api.predictions[0]!.input).toEqual({ prompt: 'a waltz' });
	});

	it.each([
		[
			'the form of a node that was saved before',
			'',
			{ inputFields: { value: { lyrics: 'old' } } },
			'old',
		],
		[
			'the field, which is seen, and not the form',
			'new',
			{ inputFields: { value: { lyrics: 'old' } } },
			'new',
		],
		['the JSON', 'new', { inputMode: 'json', inputJson: '{"lyrics": "own"}' }, 'own'],
		['the field beside a JSON without any', 'new', { inputMode: 'json', inputJson: '{}' }, 'new'],
	])('are those of %s', async (_where, lyrics, parameters, sent) => {
		const { api } = await sung({ lyrics, ...parameters });
		expect(api.predictions[0]!.input).toMatchObject({ lyrics: sent });
	});

	it.each([
		// Of the catalogue’s models, none sings.
		['Empty the field “Lyrics”.', { lyrics: LINES }],
		[
			'Remove it from the field “Input (JSON)”.',
			{ inputMode: 'json', inputJson: '{"lyrics": "la"}', lyrics: 'another' },
		],
	])('are refused where the model takes none: %s', async (remedy, parameters) => {
		const { errors, api } = await sung(parameters, {});
		expect(errors[0]!.error).toBe(
			`The input “lyrics” is not an input of this model and would be ignored. ${remedy} The model takes prompt. Nothing was submitted.`,
		);
		expect(errors[0]!.details).toEqual({ reason: 'invalidInput', model: MODEL, field: 'lyrics' });
		expect(api.predictions).toEqual([]);
	});

	it('are refused where the model has them already under its own name', async () => {
		const own = { inputMode: 'json', inputJson: '{"lyrics_prompt": "la la"}', lyrics: LINES };
		const { errors, api } = await sung(own, { lyrics_prompt: text });
		expect(errors[0]!.error).toContain('Empty the field “Lyrics”');
		expect(api.predictions).toEqual([]);
	});
});

describe('the address of a callback', () => {
	it('does not go with outputs as base64, which are fine without one', async () => {
		const input = { prompt: 'a', enable_base64_output: true };
		const models = [modelWith({ enable_base64_output: { type: 'boolean' } })];
		const { errors, at } = await send(input, { webhookUrl: 'https://example.com' }, { models });
		expect(errors[0]!.details).toMatchObject({
			reason: 'invalidInput',
			field: 'enable_base64_output',
		});
		expect(at('submit')).toEqual([]);
		expect((await send(input, {}, { models })).api.predictions[0]!.input).toMatchObject(input);
	});

	it.each(['nowhere', 'ftp://example.com', 'example.com/hook'])(
		'%s is refused',
		async (webhookUrl) => {
			const { errors, at } = await send({ prompt: 'a' }, { webhookUrl });
			expect(errors[0]!.error).toBe(
				'The option “Webhook URL” is not an address. Enter the full public address WaveSpeed is to call, beginning with https://. Nothing was submitted.',
			);
			expect(errors[0]!.details).toEqual({ reason: 'invalidOption', field: 'options.webhookUrl' });
			expect(at('submit')).toEqual([]);
		},
	);

	it.each([' https://example.com/hook ', 'http://example.com/hook', '  '])(
		'%j is none that keeps anything back',
		async (webhookUrl) => {
			expect((await send({ prompt: 'a' }, { webhookUrl })).api.predictions).toHaveLength(1);
		},
	);
});

describe('a model of another kind of work', () => {
	const image = { ...modelWith({}), type: 'text-to-image' };

	it.each([
		['is refused', [image], 0],
		['passes where it fits', [modelWith({})], 1],
		['passes where the catalogue does not have it', [], 1],
	])('chosen for a video %s', async (_what, models, count) => {
		const { api, errors } = await run(
			{ models },
			{ key: `checked-${++keys}`, operation: 'generate', parameters: { resource: 'video' } },
		);
		expect(api.predictions).toHaveLength(count);
		expect(errors.length).toBe(1 - count);
	});

	it('passes where the catalogue cannot be had', async () => {
		const { api } = await run(
			{ catalogue: Array(9).fill(answer(403)) },
			{ key: `checked-${++keys}`, operation: 'generate', parameters: { resource: 'video' } },
		);
		expect(api.predictions).toHaveLength(1);
	});
});
