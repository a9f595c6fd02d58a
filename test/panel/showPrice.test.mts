import { runInNewContext } from 'node:vm';
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { KeptInputs } from '../../nodes/WaveSpeed/panel/keptInputs.ts';
import { priceStateParameter } from '../../nodes/WaveSpeed/panel/hiddenParameters.ts';
import { modelFieldsMethod } from '../../nodes/WaveSpeed/panel/modelFields.ts';
import { searchModelsMethod } from '../../nodes/WaveSpeed/panel/searchModels.ts';
import { showPriceMethod } from '../../nodes/WaveSpeed/panel/showPrice.ts';
import { buildCatalog } from '../../emulator/catalog/index.mts';
import { FakeHost, ok, refused, status } from '../models/apiHost.mts';
import { rowOf } from '../models/modelFrom.mts';
import { panelOf } from './panelOf.mts';

const text = { type: 'string' };
const rows = [
	rowOf(
		{
			type: 'object',
			properties: {
				prompt: text,
				text,
				duration: { type: 'integer', minimum: 5, maximum: 15, default: 5 },
				image: { ...text, 'x-accept': 'image/*' },
			},
			required: ['prompt'],
		},
		{ formula: '{"total_price": base_price * $number(duration) / 5 + $length(text) / 1000}' },
	),
	rowOf(
		{ type: 'object', properties: { prompt: text, image: text }, required: ['image'] },
		{ model_id: 'acme/animate' },
	),
];

type Answer = ReturnType<typeof ok>;
const PRICE = ok({ model_id: 'acme/one', price: 0.5, discounted_price: 0.4, currency: 'USD' });
const BALANCE = ok({ balance: 12.3 });

/** Answers by what is asked for, as the price and the balance are asked for at once. */
class PriceHost extends FakeHost {
	asked: Array<{ path: string; body?: unknown }> = [];
	private readonly byPath: Record<string, Answer>;

	constructor(
		answers: { models?: Answer; price?: Answer; pricing?: Answer; balance?: Answer } = {},
	) {
		super([]);
		const { models = ok(rows), price = PRICE, pricing = price, balance = BALANCE } = answers;
		this.byPath = {
			'/api/v3/models': models,
			'/api/v3/model/price': price,
			'/api/v3/model/pricing': pricing,
			'/api/v3/balance': balance,
		};
		Object.assign(this.helpers, {
			httpRequestWithAuthentication: async (
				_credential: string,
				{ url, body }: { url: string; body?: unknown },
			) => {
				const { pathname } = new URL(url);
				this.asked.push({ path: pathname, ...(body !== undefined && { body }) });
				return await this.answered(pathname);
			},
		});
	}

	async answered(path: string): Promise<unknown> {
		return await this.byPath[path]?.();
	}
}

let kept = new KeptInputs();
beforeEach(() => {
	kept = new KeptInputs();
});

const MODEL = { __rl: true, mode: 'id', value: 'acme/one' };
const form = (value: Record<string, unknown>) => ({ mappingMode: 'defineBelow', value });
const filledIn = (more: Record<string, unknown> = {}) => ({
	model: MODEL,
	inputMode: 'fields',
	prompt: 'A lighthouse',
	inputFields: form({}),
	binaryInputs: {},
	...more,
});

async function line(host: PriceHost, parameters: Record<string, unknown>) {
	const panel = panelOf(host, parameters);
	return await told(panel);
}

async function told(panel: ILoadOptionsFunctions) {
	const choices = await showPriceMethod(kept).call(panel);
	expect(choices).toHaveLength(1);
	// The value of an untouched field: the node is never changed by looking.
	expect(choices[0]?.value).toBe('');
	return choices[0] ?? { name: '', description: '' };
}

describe('the price in the panel', () => {
	it('is what the account pays for what is filled in, with what is left', async () => {
		const host = new PriceHost();
		const { name, description } = await line(
			host,
			filledIn({ inputFields: form({ duration: '10', image: null }) }),
		);
		expect(name).toBe('$0.40 each · Duration 10 · $12.30 left');
		expect(description).toMatch(/each item makes one.*Asking is free, and nothing was run/);
		expect(host.asked.find(({ path }) => path === '/api/v3/model/price')?.body).toEqual({
			model_id: 'acme/one',
			inputs: { prompt: 'A lighthouse', duration: 10 },
		});
		expect(host.asked.map(({ path }) => path).sort()).toEqual([
			'/api/v3/balance',
			'/api/v3/model/price',
			'/api/v3/models',
		]);
	});

	it('is asked from the older endpoint where there is no other', async () => {
		const host = new PriceHost({ price: status(404), pricing: ok({ unit_price: 0.45 }) });
		expect((await line(host, filledIn())).name).toBe('$0.45 each with defaults · $12.30 left');
	});

	it('is shown where nobody tells what is left, and says so', async () => {
		const said = await line(new PriceHost({ balance: status(500) }), filledIn());
		expect(said.name).toBe('$0.40 each with defaults');
		expect(said.description).toContain('WaveSpeed did not give the remaining credit.');
	});

	it('names nothing that the price does not depend on', async () => {
		const inputFields = form({ duration: '10', image: 'https://files.example/a.png' });
		expect((await line(new PriceHost(), filledIn({ inputFields }))).name).toBe(
			'$0.40 each · Duration 10 · $12.30 left',
		);
	});

	it('says when what is left is too little', async () => {
		const host = new PriceHost({ balance: ok({ balance: 0.399 }) });
		expect((await line(host, filledIn())).name).toBe('$0.40 each, $0.39 left: too little');
	});

	it('names the length of a long text, by which such models are priced', async () => {
		const inputFields = form({ text: 'word '.repeat(60).trim() });
		expect((await line(new PriceHost(), filledIn({ inputFields }))).name).toBe(
			'$0.40 each · Text of 299 characters · $12.30 left',
		);
	});

	it('is also that of all variations, which the credit must suffice for', async () => {
		const variations = { options: { variations: 3 } };
		const { name, description } = await line(new PriceHost(), filledIn(variations));
		expect(name).toBe('$0.40 each with defaults, 3 for $1.20 · $12.30 left');
		expect(description).toContain('each item makes 3, as “Run: Variations” says.');
		const poor = new PriceHost({ balance: ok({ balance: 1.19 }) });
		expect(await line(poor, filledIn(variations))).toMatchObject({
			name: '$0.40 each, 3 for $1.20, $1.19 left: too little',
			description: expect.stringContaining('does not have enough credit for them;'),
		});
	});

	it.each([[0], [1], [1.5], ['three'], [null], ['=a']])(
		'is that of one where the number of variations is %j',
		async (variations) => {
			const { name } = await line(new PriceHost(), filledIn({ options: { variations } }));
			expect(name).toBe('$0.40 each with defaults · $12.30 left');
		},
	);

	it('names as many inputs as the closed field shows, and what is left after them', async () => {
		const choice = (...values: string[]) => ({ ...text, enum: values });
		const large = rowOf(
			{
				type: 'object',
				properties: {
					prompt: text,
					duration: { type: 'integer', default: 5 },
					resolution: choice('720p', '1080p'),
					aspect_ratio: choice('16:9', '9:16'),
					voice: choice('Serious Storyteller'),
				},
				required: ['prompt'],
			},
			{ formula: undefined },
		);
		const value = {
			duration: '10',
			resolution: '1080p',
			aspect_ratio: '9:16',
			voice: 'Serious Storyteller',
		};
		const { name, description } = await line(
			new PriceHost({ models: ok([large]) }),
			filledIn({ inputFields: form(value) }),
		);
		expect(name).toBe('$0.40 each · Duration 10, 3 more · $12.30 left');
		expect(description).toContain(
			'Duration 10, Resolution 1080p, Aspect Ratio 9:16, Voice Serious Storyteller;',
		);
	});

	it('gives up what is left, and then the inputs, before the price is cut', async () => {
		const inputFields = form({ text: 'word '.repeat(60).trim() });
		const variations = (count: number) => filledIn({ inputFields, options: { variations: count } });
		expect((await line(new PriceHost(), variations(9))).name).toBe(
			'$0.40 each, 9 for $3.60 · Text of 299 characters',
		);
		const poor = new PriceHost({ balance: ok({ balance: 1.19 }) });
		expect((await line(poor, variations(9))).name).toBe(
			'$0.40 each, 9 for $3.60, $1.19 left: too little',
		);
	});

	it('is the least where files of the item are still to come', async () => {
		const host = new PriceHost();
		const { name, description } = await line(
			host,
			filledIn({
				model: { ...MODEL, value: 'acme/animate' },
				binaryInputs: { files: [{ input: '', binaryField: 'data' }] },
			}),
		);
		expect(name).toBe('From $0.40 each with defaults · $12.30 left');
		expect(description).toContain('The price does not include the files under “Binary Inputs”');
	});
});

describe('in the place of a price', () => {
	it('says which field to empty where the model takes no prompt', async () => {
		const song = rowOf({ type: 'object', properties: { genre: text } }, { model_id: 'acme/song' });
		const { name, description } = await line(
			new PriceHost({ models: ok([song]) }),
			filledIn({ model: { ...MODEL, value: 'acme/song' } }),
		);
		expect(name).toBe('No price yet: check Prompt');
		expect(description).toContain('Empty the field “Prompt”. The model takes genre.');
	});

	const unresolved = (values: Record<string, unknown>) =>
		JSON.stringify({ node: 'workflow/node', values });

	it.each([
		['the prompt', { prompt: null }],
		['the prompt, while the nodes before are running', { prompt: undefined }],
		['the model', { model: { ...MODEL, value: null } }],
		['the JSON', { inputMode: 'json', inputJson: null }],
		[
			'a field of the form',
			{
				inputFields: form({ duration: null }),
				formState: unresolved({ duration: '={{ $json.s }}' }),
			},
		],
	])('stands that an expression has no value: %s', async (_, more) => {
		const host = new PriceHost();
		expect((await line(host, filledIn(more))).name).toBe(
			'No price yet: an expression has no value',
		);
		expect(host.asked.map(({ path }) => path)).toEqual(['/api/v3/models']);
	});

	it('an empty field of the form is no expression without a value', async () => {
		const more = {
			inputFields: form({ duration: null }),
			formState: unresolved({ duration: null }),
		};
		expect((await line(new PriceHost(), filledIn(more))).name).toBe(
			'$0.40 each with defaults · $12.30 left',
		);
	});

	it.each([
		['no model', { model: { ...MODEL, value: '' } }, 'No price yet: choose a model'],
		['no prompt', { prompt: ' ' }, 'No price yet: missing Prompt'],
		['a wrong value', { inputFields: form({ duration: 1 }) }, 'No price yet: check Duration'],
		[
			'several',
			{ prompt: '', inputFields: form({ duration: 1 }) },
			'No price yet: check Prompt and 1 more',
		],
		[
			'a missing file',
			{ model: { ...MODEL, value: 'acme/animate' } },
			'No price yet: missing Image',
		],
		[
			'broken JSON',
			{ inputMode: 'json', inputJson: '{"duration": ' },
			'No price yet: check Input (JSON)',
		],
		[
			'a model that is gone',
			{ model: { ...MODEL, value: 'acme/gone' } },
			'No price: WaveSpeed has no such model',
		],
	])('stands what is wrong with the input, and nobody is asked: %s', async (_, more, name) => {
		const host = new PriceHost();
		const said = await line(host, filledIn(more));
		expect(said.name).toBe(name);
		expect(said.description).toMatch(/[.?]$/);
		expect(host.asked.map(({ path }) => path)).toEqual(['/api/v3/models']);
	});

	it('stands that there is no credential', async () => {
		const panel = panelOf(new PriceHost(), filledIn());
		panel.getCredentials = async () => {
			throw new Error('Node does not have any credentials set');
		};
		expect((await told(panel)).name).toBe('No price yet: choose a credential');
	});

	it.each([
		['offline', { models: refused() }, /could not be reached/],
		['a price that cannot be had', { price: status(503) }, /an internal error/],
		['a rate limit', { price: status(429) }, /rate limit/],
		['no price in the answer', { price: ok({ price: 'free' }) }, /./],
		['a wrong key', { models: status(401) }, /does not accept the API key/],
	])('stands why nobody knows it: %s', async (_, answers, why) => {
		const said = await line(new PriceHost(answers), filledIn());
		expect(said.name).toBe('Price unknown, open for the reason');
		expect(said.description).toMatch(why);
	});
});

it('asks with what the new form will have, while it is still that of another model', async () => {
	const api = new PriceHost();
	const schema = ['aspect_ratio', 'duration', 'seed'].map((id) => ({ id }));
	const value = { aspect_ratio: '9:16', duration: 12, seed: null };
	const inputFields = { ...form(value), schema };
	expect((await line(api, filledIn({ inputFields }))).name).toMatch(/^\$0\.40 each/);
	expect(api.asked.find(({ body }) => body)?.body).toMatchObject({
		inputs: { prompt: 'A lighthouse', duration: 12 },
	});
	// Of its own form it says what is wrong.
	const own = ['text', 'duration', 'image'].map((id) => ({ id }));
	const wrong = filledIn({ inputFields: { ...form({ duration: 99 }), schema: own } });
	expect((await line(new PriceHost(), wrong)).name).toMatch(/check Duration/);
});

it('calls inputs in JSON by the names they are written by', async () => {
	const more = { inputMode: 'json', inputJson: '{"duration": 10}' };
	expect((await line(new PriceHost(), filledIn(more))).name).toBe(
		'$0.40 each · duration 10 · $12.30 left',
	);
	expect((await line(new PriceHost(), filledIn({ ...more, prompt: '' }))).name).toBe(
		'No price yet: missing Prompt',
	);
});

describe('while another model is chosen', () => {
	const H3 = 'wavespeed-ai/minimax-h3/text-to-video';
	const VEO = 'google/veo3.1/text-to-video';
	const host = () => new PriceHost({ models: ok(buildCatalog('https://api.example')) });
	type Fields = Array<{ id: string; defaultValue?: unknown }>;
	interface Form {
		value: Record<string, unknown> | null;
		schema: Fields;
	}
	/** As the editor does it: what is kept of a form, and in which order, is not this test's. */
	const at = (model: object, { value, schema }: Form, more: object = {}) => ({
		...filledIn({ model, inputFields: { mappingMode: 'defineBelow', value, schema } }),
		resource: 'video',
		operation: 'generate',
		formState: JSON.stringify({ node: 'workflow/node', values: value, fields: schema.length }),
		...more,
	});
	const EMPTIED: Form = { value: null, schema: [] };
	const list = async (parameters: Record<string, unknown>, id: string) => {
		const { results } = await searchModelsMethod(kept).call(panelOf(host(), parameters));
		const { value, url } = results.find((entry) => entry.value === id)!;
		return { __rl: true, mode: 'list', value, cachedResultUrl: url };
	};
	const formFor = async (model: object): Promise<Form> => {
		const { fields } = await modelFieldsMethod(kept).call(panelOf(host(), at(model, EMPTIED)));
		const filled = fields.filter(({ defaultValue }) => defaultValue !== null);
		return {
			value: Object.fromEntries(filled.map(({ id, defaultValue }) => [id, defaultValue])),
			schema: fields,
		};
	};
	const askedFor = async (parameters: Record<string, unknown>) => {
		const api = host();
		const { name } = await line(api, parameters);
		const { body } = api.asked.find(({ path }) => path.endsWith('/price')) ?? {};
		return (body as { inputs?: unknown } | undefined)?.inputs ?? name;
	};
	const SET = { resolution: '768p', duration: 10 };
	/** MiniMax with values that Veo does not take, then Veo, then the list that MiniMax is chosen from again. */
	const thereAndBack = async (set: Record<string, unknown> = SET) => {
		const first = { __rl: true, mode: 'list', value: H3 };
		const { schema } = await formFor(first);
		const veo = await list(at(first, { value: set, schema }), VEO);
		const form = await formFor(veo);
		return { veo, form, back: await list(at(veo, form), H3) };
	};
	const PAID_FOR = { prompt: 'A lighthouse', ...SET };
	const REFRESH = 'No price yet: use “Refresh List” (⋮)';

	it('asks with what comes back into the form, whenever the editor asks', async () => {
		const { back, form } = await thereAndBack();
		expect(await askedFor(at(back, form))).toEqual(PAID_FOR);
		expect(await askedFor(at(back, EMPTIED))).toEqual(PAID_FOR);
		const made = await formFor(back);
		expect(await askedFor(at(back, form))).toEqual(PAID_FOR);
		expect(await askedFor(at(back, EMPTIED))).toEqual(PAID_FOR);
		expect(await askedFor(at(back, { ...made, value: null }))).toEqual(PAID_FOR);
		expect(await askedFor(at(back, made))).toEqual(PAID_FOR);
	});

	it('asks with what the form holds, once it is there', async () => {
		const { back } = await thereAndBack();
		const { schema } = await formFor(back);
		expect(await askedFor(at(back, { value: {}, schema }))).toEqual({ prompt: 'A lighthouse' });
		expect(await askedFor(at(back, { value: { duration: 7 }, schema }))).toEqual({
			prompt: 'A lighthouse',
			duration: 7,
		});
	});

	it('tells the form of another model from its own, where both have the same fields', async () => {
		const other = { __rl: true, mode: 'list', value: 'acme/the-same' };
		const { schema } = await formFor({ __rl: true, mode: 'list', value: H3 });
		const [first, ...others] = schema;
		const form = (value: Form['value'], modelId?: string): Form => ({
			value,
			schema: [{ ...first!, modelId } as Fields[number], ...others],
		});
		const values = { resolution: '1080p', duration: 12 };
		const chosen = await list(at(other, form(values, other.value)), H3);
		expect(await askedFor(at(chosen, form(values, other.value)))).toEqual({
			prompt: 'A lighthouse',
			duration: 12,
		});
		expect(await askedFor(at(chosen, form(values, H3)))).toBe('No price yet: check Resolution');
	});

	it('shows no price where what comes is kept by another process, or forgotten', async () => {
		const { back, form } = await thereAndBack();
		kept = new KeptInputs();
		expect(await askedFor(at(back, EMPTIED))).toBe(REFRESH);
		expect(await askedFor(at(back, form))).toBe(REFRESH);
	});

	it('shows no price for an expression that comes back: its value is not known yet', async () => {
		const { back } = await thereAndBack({ ...SET, duration: '={{ $json.seconds }}' });
		expect(await askedFor(at(back, EMPTIED))).toBe(REFRESH);
	});

	it('asks with nothing for an id that was typed, whose form is empty', async () => {
		const { form } = await thereAndBack();
		const typed = { __rl: true, mode: 'id', value: H3 };
		expect(await askedFor(at(typed, EMPTIED))).toEqual({ prompt: 'A lighthouse' });
		expect(await askedFor(at(typed, { ...form, value: { duration: 8 } }))).toBe(REFRESH);
	});

	it('shows no price of a model whose place another took while it was asked for', async () => {
		const { veo, form, back } = await thereAndBack();
		const api = host();
		const answered = api.answered.bind(api);
		api.answered = async (path) => {
			if (path.endsWith('/model/price')) await formFor(back);
			return await answered(path);
		};
		const said = await line(api, at(veo, form));
		expect(said.name).toBe(REFRESH);
		expect(said.description).toMatch(/Another model was chosen/);
	});
});

describe('where the operation is about one thing to make', () => {
	const host = () => new PriceHost({ models: ok(buildCatalog('https://api.example')) });
	const making = (resource: string, operation: string, model: string, more = {}) => ({
		...filledIn({ model: { __rl: true, mode: 'list', value: model }, ...more }),
		resource,
		operation,
	});

	it('asks with the text that is to be spoken', async () => {
		const api = host();
		const { prompt: _none, ...speech } = making('audio', 'speech', 'wavespeed-ai/vibevoice');
		await line(api, { ...speech, text: 'Hello' });
		expect(api.asked.find(({ body }) => body)?.body).toMatchObject({ inputs: { text: 'Hello' } });
	});

	describe('for a song', () => {
		const sing = (model: string, more: object) =>
			making('audio', 'music', model, { prompt: 'a waltz', lyrics: '', ...more });
		const MINIMAX = 'minimax/music-2.5';
		const lyrics = 'One\nTwo';

		it('asks with the lyrics', async () => {
			const api = host();
			await line(api, sing(MINIMAX, { lyrics }));
			expect(api.asked.find(({ body }) => body)?.body).toMatchObject({
				inputs: { prompt: 'a waltz', lyrics },
			});
		});

		it('asks with them while the form is still that of another model', async () => {
			const api = host();
			const schema = ['tags', 'duration'].map((id) => ({ id }));
			const inputFields = { ...form({ tags: 'pop', duration: 30 }), schema };
			await line(api, sing(MINIMAX, { lyrics, inputFields }));
			expect(api.asked.find(({ body }) => body)?.body).toMatchObject({
				inputs: { prompt: 'a waltz', lyrics },
			});
		});

		it.each([
			['a waltz', { tags: 'a waltz' }],
			['', undefined],
		])('asks with “%s” as the tags of a model without a prompt', async (prompt, inputs) => {
			const api = host();
			const { name } = await line(api, sing('wavespeed-ai/ace-step-1.5', { prompt }));
			expect(api.asked.find(({ body }) => body)?.body).toEqual(
				inputs && expect.objectContaining({ inputs: expect.objectContaining(inputs) }),
			);
			if (!inputs) expect(name).toBe('No price yet: missing Prompt');
		});

		it.each([
			['are missing', MINIMAX, { lyrics: '' }, 'No price yet: missing Lyrics'],
			[
				'are of no use to the model',
				'wavespeed-ai/ace-step/prompt-to-audio',
				{ lyrics },
				'No price yet: check Lyrics',
			],
			['have no value', MINIMAX, { lyrics: null }, 'No price yet: an expression has no value'],
		])('says that they %s', async (_what, model, more, name) => {
			expect((await line(host(), sing(model, more))).name).toBe(name);
		});

		it('names models to choose for lyrics that are of no use', async () => {
			const { description } = await line(
				host(),
				sing('wavespeed-ai/ace-step/prompt-to-audio', { lyrics }),
			);
			expect(description).toContain('such as “ACE Step 1.5” or “Music 2.5”.');
		});

		it('is asked again when lines are added', () => {
			const { default: state } = JSON.parse(JSON.stringify(priceStateParameter)) as {
				default: string;
			};
			const expression = /^=\{\{(.*)\}\}$/s.exec(state)![1]!;
			const stateOf = (parameters: object) =>
				runInNewContext(expression, { $parameter: parameters }) as string;
			const before = stateOf({ prompt: 'a waltz', lyrics: '' });
			expect(stateOf({ prompt: 'a waltz', lyrics })).not.toBe(before);
			expect(stateOf({ prompt: 'a waltz' })).toBe(before);
		});
	});

	it('waits for no prompt where there is no field for one', async () => {
		const upscale = making('video', 'upscale', 'wavespeed-ai/video-upscaler-pro', {
			inputFields: form({ video: 'https://files.example/clip.mp4' }),
		});
		const { prompt: _none, ...panel } = upscale;
		expect((await line(host(), panel)).name).toMatch(/^\$0\.40 each/);
	});

	it('asks for no price of a model that does something else', async () => {
		const api = host();
		const said = await line(api, making('image', 'generate', 'openai/sora-2/text-to-video'));
		expect(said).toMatchObject({
			name: 'No price yet: check Model',
			description: expect.stringContaining('does not do what is chosen under “Operation”'),
		});
		expect(api.asked.filter(({ body }) => body)).toEqual([]);
	});
});
