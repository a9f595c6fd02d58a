import { buildCatalog } from '../../emulator/catalog/index.mts';
import { JOBS } from '../../nodes/WaveSpeed/models/jobs.ts';
import { formOf } from '../../nodes/WaveSpeed/panel/formOf.ts';
import { DEFAULT_MODEL } from '../../nodes/WaveSpeed/defaultModel.ts';
import { KeptInputs } from '../../nodes/WaveSpeed/panel/keptInputs.ts';
import { modelFieldsMethod } from '../../nodes/WaveSpeed/panel/modelFields.ts';
import { FakeHost, ok, refused, status } from '../models/apiHost.mts';
import { modelFrom, rowOf } from '../models/modelFrom.mts';
import { panelOf } from './panelOf.mts';

const CHOOSE =
	'Choose a model to see its inputs. If an expression gives the model, execute the nodes before this one, or use Input → Using JSON.';
const getModelFields = modelFieldsMethod(new KeptInputs());
const rows = [
	rowOf(
		{ properties: { prompt: { type: 'string' }, seed: { type: 'integer' } } },
		{ model_id: 'acme/one' },
	),
	rowOf({ properties: { prompt: { type: 'string' } } }, { model_id: 'acme/prompt-only' }),
	rowOf(undefined, { model_id: 'acme/no-schema' }),
];
const chosen = (
	model: unknown,
	more: Record<string, unknown> = {},
	host = new FakeHost([ok(rows)]),
) => getModelFields.call(panelOf(host, { model: { mode: 'list', value: model }, ...more }));

it('gives the chosen model’s inputs without the prompt', async () => {
	const { fields, emptyFieldsNotice } = await chosen('acme/one');
	expect(fields.map(({ id }) => id)).toEqual(['seed']);
	expect(emptyFieldsNotice).toBeUndefined();
});

it.each([
	['', CHOOSE],
	[undefined, CHOOSE],
	['={{ $json.model }}', /expression that has no value yet/],
	['acme/prompt-only', 'acme/prompt-only takes nothing but the prompt.'],
	['acme/no-schema', /publishes no list of inputs for acme\/no-schema\. Give the input as JSON\./],
	['acme/oen', /no model acme\/oen\. Did you mean acme\/one\? Choose another/],
	['<img src=x onerror=alert(1)>', /&lt;img src=x/],
])('says what is the matter with %j', async (model, notice) => {
	const { fields, emptyFieldsNotice } = await chosen(model);
	expect(fields).toEqual([]);
	expect(emptyFieldsNotice).toEqual(
		typeof notice === 'string' ? notice : expect.stringMatching(notice),
	);
});

it('says why there is no form while the API is down', async () => {
	const { emptyFieldsNotice } = await chosen('acme/one', {}, new FakeHost([refused()]));
	expect(emptyFieldsNotice).toMatch(
		/^The inputs of acme\/one could not be loaded\. .*could not be reached/,
	);
});

it('keeps a form that is there while the API is down: without fields the editor would drop its values', async () => {
	const inputFields = { schema: [{ id: 'seed' }], value: { seed: 7 } };
	await expect(
		chosen('acme/one', { inputFields }, new FakeHost([status(503)])),
	).rejects.toMatchObject({
		name: 'NodeApiError',
		message: expect.stringContaining('HTTP 503'),
	});
});

describe('the default model’s form', () => {
	const SHIPPED = ['aspect_ratio', 'resolution', 'duration', 'seed'];
	const never = () => new Promise(() => {});
	const shownWith = async (
		host: FakeHost,
		getCredentials?: () => Promise<unknown>,
		more: Record<string, unknown> = {},
	) => {
		// A clock on which all patience is over at once, but never before an answer that is there.
		const time = { sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
		const panel = panelOf(host, { model: { mode: 'list', value: DEFAULT_MODEL }, ...more });
		if (getCredentials) Object.assign(panel, { getCredentials });
		return await modelFieldsMethod(new KeptInputs(), time).call(panel);
	};

	it.each([
		['there is no credential', new FakeHost([ok(rows)]), 'Node does not have any credentials set.'],
		['the key is wrong', new FakeHost([status(401)]), undefined],
		['the API cannot be reached', new FakeHost([refused()]), undefined],
		['the API says nothing for a while', new FakeHost([never]), undefined],
	])('is there at once, and nothing in red, while %s', async (_why, host, missing) => {
		const shown = await shownWith(
			host,
			missing === undefined ? undefined : async () => await Promise.reject(new Error(missing)),
		);
		expect(shown.fields.map(({ id }) => id)).toEqual(SHIPPED);
		expect(shown.emptyFieldsNotice).toBeUndefined();
	});

	it('stays as it is when there is one already', async () => {
		const first = await shownWith(new FakeHost([refused()]));
		const again = await shownWith(new FakeHost([refused()]), undefined, {
			inputFields: { schema: first.fields, value: {} },
		});
		expect(again).toEqual(first);
	});

	it('is the catalogue’s own where that can be had', async () => {
		const newer = { prompt: { type: 'string' }, camera: { type: 'string' } };
		const host = new FakeHost([ok([rowOf({ properties: newer }, { model_id: DEFAULT_MODEL })])]);
		const [camera] = formOf(modelFrom(newer).inputs!);
		// It says whose it is: the price is asked for by that while another model is chosen.
		await expect(shownWith(host)).resolves.toEqual({
			fields: [{ ...camera, modelId: DEFAULT_MODEL }],
		});
	});

	it('is none when WaveSpeed has withdrawn the model', async () => {
		const { fields, emptyFieldsNotice } = await shownWith(new FakeHost([ok(rows)]));
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain(`no model ${DEFAULT_MODEL}`);
	});
});

it('says that a credential is missing, and what to do then', async () => {
	const panel = panelOf(new FakeHost([ok(rows)]), { model: { mode: 'list', value: 'acme/one' } });
	Object.assign(panel, {
		getCredentials: async () => await Promise.reject(new Error('Node has no credentials')),
	});
	const { emptyFieldsNotice } = await getModelFields.call(panel);
	expect(emptyFieldsNotice).toMatch(
		/^The inputs of acme\/one are shown once there is a credential\. Choose one, then close this panel and open it again\./,
	);
});

describe('where the operation is about one thing to make', () => {
	const shownFor = async (
		resource: string,
		operation: string,
		model: string,
		host = new FakeHost([ok(buildCatalog('https://api.example'))]),
	) =>
		await getModelFields.call(
			panelOf(host, { resource, operation, model: { mode: 'list', value: model } }),
		);

	it.each([
		[
			'image',
			'generate',
			'wavespeed-ai/z-image/turbo',
			['size', 'image', 'seed', 'output_format', 'strength'],
		],
		['audio', 'speech', 'wavespeed-ai/vibevoice', ['speaker']],
		['audio', 'speech', 'minimax/speech-2.8-turbo', ['voice_id', 'speed', 'emotion', 'format']],
		['audio', 'music', 'minimax/music-2.5', ['sample_rate']],
		['audio', 'music', 'wavespeed-ai/ace-step-1.5', ['duration']],
		['video', 'upscale', 'wavespeed-ai/video-upscaler-pro', ['video', 'target_resolution']],
	])('%s → %s has of %s what has no field of its own', async (resource, operation, model, ids) => {
		const { fields } = await shownFor(resource, operation, model);
		expect(fields.map(({ id }) => id).sort()).toEqual([...ids].sort());
	});

	it('has the text in the form where no field above it is for a text', async () => {
		const { fields } = await shownFor('prediction', 'submit', 'wavespeed-ai/vibevoice');
		expect(fields.map(({ id }) => id)).toEqual(['text', 'speaker']);
	});

	it('has the tags in the form where the field above it may be for something else', async () => {
		const { fields } = await shownFor('prediction', 'submit', 'wavespeed-ai/ace-step-1.5');
		expect(fields.map(({ id }) => id)).toEqual(['tags', 'lyrics', 'duration']);
	});

	it('has the lyrics in the form where no field above it is for them', async () => {
		const { fields } = await shownFor('prediction', 'submit', 'minimax/music-2.5');
		expect(fields.map(({ id }) => id).sort()).toEqual(['lyrics', 'sample_rate']);
	});

	it.each(['lyrics', 'lyrics_prompt', 'lyric'])(
		'says which fields are all that a model takes, whose lyrics are its %s',
		async (name) => {
			const properties = { prompt: { type: 'string' }, [name]: { type: 'string' } };
			const song = rowOf({ type: 'object', properties }, { type: 'text-to-audio' });
			const host = new FakeHost([ok([song])]);
			const { fields, emptyFieldsNotice } = await shownFor('audio', 'music', 'acme/one', host);
			expect(fields).toEqual([]);
			expect(emptyFieldsNotice).toBe('acme/one takes nothing but the prompt and lyrics.');
		},
	);

	it('has a prompt in the form where none stands above it', async () => {
		const { fields } = await shownFor(
			'audio',
			'transcribe',
			'wavespeed-ai/openai-whisper-turbo',
			new FakeHost([refused()]),
		);
		expect(fields.map(({ id }) => id)).toEqual(['audio', 'language', 'prompt']);
	});

	it.each(['wavespeed-ai/minimax-h3/text-to-video', 'openai/sora-2/text-to-video'])(
		'shows no form of %s as if it made an image',
		async (model) => {
			const { fields, emptyFieldsNotice } = await shownFor('image', 'generate', model);
			expect(fields).toEqual([]);
			expect(emptyFieldsNotice).toMatch(
				/is a model for “Text to Video” and does not do what is chosen .*Choose another model/,
			);
		},
	);

	it.each(JOBS.flatMap(({ place, preferred: [id] }) => (place ? [{ ...place, id }] : [])))(
		'$resource → $operation has its form at once without a credential',
		async ({ resource, operation, id }) => {
			const panel = panelOf(new FakeHost([]), {
				resource,
				operation,
				model: { mode: 'list', value: id },
			});
			Object.assign(panel, {
				getCredentials: async () => await Promise.reject(new Error('Node has no credentials')),
			});
			const { fields, emptyFieldsNotice } = await getModelFields.call(panel);
			// A model may take nothing but its prompt.
			if (fields.length === 0)
				expect(emptyFieldsNotice).toBe(`${id} takes nothing but the prompt.`);
			else expect(emptyFieldsNotice).toBeUndefined();
		},
	);
});
