import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { showPrice } from '../../nodes/WaveSpeed/panel/showPrice.ts';
import { buildCatalog } from '../../emulator/catalog/index.mts';
import { FakeHost, ok, refused, status } from '../models/apiHost.mts';
import { rowOf } from '../models/modelFrom.mts';
import { panelOf } from './panelOf.mts';

const text = { type: 'string' };
const rows = [
	rowOf({
		type: 'object',
		properties: {
			prompt: text,
			text,
			duration: { type: 'integer', minimum: 5, maximum: 15, default: 5 },
			image: { ...text, 'x-accept': 'image/*' },
		},
		required: ['prompt'],
	}),
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

	constructor(
		answers: { models?: Answer; price?: Answer; pricing?: Answer; balance?: Answer } = {},
	) {
		super([]);
		const { models = ok(rows), price = PRICE, pricing = price, balance = BALANCE } = answers;
		const byPath: Record<string, Answer> = {
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
				return await byPath[pathname]?.();
			},
		});
	}
}

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
	const choices = await showPrice.call(panel);
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
		expect(name).toBe('$0.40 each, $12.30 left · duration 10');
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
		expect((await line(host, filledIn())).name).toBe('$0.45 each, $12.30 left');
	});

	it('is shown where nobody tells what is left, and says so', async () => {
		const said = await line(new PriceHost({ balance: status(500) }), filledIn());
		expect(said.name).toBe('$0.40 each');
		expect(said.description).toContain('WaveSpeed did not tell what is left.');
	});

	it('says when what is left is too little', async () => {
		const host = new PriceHost({ balance: ok({ balance: 0.399 }) });
		expect((await line(host, filledIn())).name).toBe('$0.40 each, $0.39 left: too little');
	});

	it('names the length of a long text, by which such models are priced', async () => {
		const inputFields = form({ text: 'word '.repeat(60).trim() });
		expect((await line(new PriceHost(), filledIn({ inputFields }))).name).toBe(
			'$0.40 each, $12.30 left · text of 299 characters',
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
		expect(name).toBe('From $0.40 each, $12.30 left');
		expect(description).toContain('without the files under “Binary Inputs”');
	});
});

describe('in the place of a price', () => {
	it('says which field to empty where the model takes no prompt', async () => {
		const song = rowOf({ type: 'object', properties: { tags: text } }, { model_id: 'acme/song' });
		const { name, description } = await line(
			new PriceHost({ models: ok([song]) }),
			filledIn({ model: { ...MODEL, value: 'acme/song' } }),
		);
		expect(name).toBe('No price yet: check prompt');
		expect(description).toContain('Empty the field “Prompt”. The model takes tags.');
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
		expect((await line(new PriceHost(), filledIn(more))).name).toBe('$0.40 each, $12.30 left');
	});

	it.each([
		['no model', { model: { ...MODEL, value: '' } }, 'No price yet: choose a model'],
		['no prompt', { prompt: ' ' }, 'No price yet: missing prompt'],
		['a wrong value', { inputFields: form({ duration: 1 }) }, 'No price yet: check duration'],
		[
			'several',
			{ prompt: '', inputFields: form({ duration: 1 }) },
			'No price yet: check prompt and 1 more',
		],
		[
			'a missing file',
			{ model: { ...MODEL, value: 'acme/animate' } },
			'No price yet: missing image',
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
		['a price that cannot be had', { price: status(503) }, /an error of its own/],
		['a rate limit', { price: status(429) }, /rate limit/],
		['no price in the answer', { price: ok({ price: 'free' }) }, /./],
		['a wrong key', { models: status(401) }, /does not accept the API key/],
	])('stands why nobody knows it: %s', async (_, answers, why) => {
		const said = await line(new PriceHost(answers), filledIn());
		expect(said.name).toBe('Price not known, open for the reason');
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
	expect((await line(new PriceHost(), wrong)).name).toMatch(/check duration/);
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
			name: 'No price yet: check model',
			description: expect.stringContaining('does not do what is chosen under “Operation”'),
		});
		expect(api.asked.filter(({ body }) => body)).toEqual([]);
	});
});
