import { buildCatalog } from '../../emulator/catalog/index.mts';
import {
	PICKER_ENTRY_PIXELS,
	PICKER_NEAREST,
	PICKER_PAGE_SIZE,
} from '../../nodes/WaveSpeed/policy.ts';
import { DEFAULT_MODEL } from '../../nodes/WaveSpeed/defaultModel.ts';
import { makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { JOBS } from '../../nodes/WaveSpeed/models/jobs.ts';
import { listCatalogue } from '../../nodes/WaveSpeed/models/modelSearch.ts';
import { formatUsd } from '../../nodes/WaveSpeed/models/kindOfWork.ts';
import { KeptInputs } from '../../nodes/WaveSpeed/panel/keptInputs.ts';
import { modelEntry } from '../../nodes/WaveSpeed/panel/modelEntry.ts';
import {
	offeredElsewhere,
	searchModelsMethod,
	searchOtherModels,
} from '../../nodes/WaveSpeed/panel/searchModels.ts';
import { textWidth } from '../../nodes/WaveSpeed/panel/labelWidth.ts';
import { FakeHost, ok, refused } from '../models/apiHost.mts';
import { rowOf } from '../models/modelFrom.mts';
import { panelOf } from './panelOf.mts';

const searchModels = searchModelsMethod(new KeptInputs());
const rows = [
	rowOf(
		{},
		{
			model_id: 'openai/sora-2/text-to-video',
			type: 'text-to-video',
			base_price: 0.4,
			sort_order: 3,
			description: 'Realistic visuals.',
		},
	),
	rowOf(
		{},
		{
			model_id: 'openai/sora-2/image-to-video-pro',
			type: 'image-to-video',
			base_price: 1.2,
			sort_order: 2,
			description: 'From a picture.',
		},
	),
	rowOf(
		{},
		{
			model_id: 'acme/flux',
			type: 'text-to-image',
			base_price: 0.0045,
			sort_order: 9,
			description: 'Very fast.',
		},
	),
	rowOf({}, { model_id: 'acme/free', type: '', base_price: null, sort_order: 1, description: '' }),
];

const idsFor = async (filter?: string) =>
	(await searchModels.call(panelOf(new FakeHost([ok(rows)])), filter)).results.map(
		({ value }) => value,
	);

it('lists a recommended model for each kind of work, then all others in the vendor’s order, with names and prices as people say them', async () => {
	const { results, paginationToken } = await searchModels.call(panelOf(new FakeHost([ok(rows)])));
	expect(results).toEqual([
		{
			name: '★ Sora 2 Text to Video · from $0.40 a video',
			value: 'openai/sora-2/text-to-video',
			description: 'Realistic visuals.',
			url: 'https://wavespeed.ai/models/openai/sora-2/text-to-video',
		},
		{
			name: '★ Sora 2 Pro Image to Video · from $1.20 a video',
			value: 'openai/sora-2/image-to-video-pro',
			description: 'From a picture.',
			url: 'https://wavespeed.ai/models/openai/sora-2/image-to-video-pro',
		},
		{
			name: '★ Flux · from $0.0045 an image · Text to Image',
			value: 'acme/flux',
			description: 'Very fast.',
			url: 'https://wavespeed.ai/models/acme/flux',
		},
		{
			name: 'Free',
			value: 'acme/free',
			description: '',
			url: 'https://wavespeed.ai/models/acme/free',
		},
	]);
	expect(paginationToken).toBeUndefined();
});

it.each([
	['sora', ['openai/sora-2/text-to-video', 'openai/sora-2/image-to-video-pro']],
	['pro SORA', ['openai/sora-2/image-to-video-pro']],
	['sora 2 text to video', ['openai/sora-2/text-to-video']],
	['SORA2', ['openai/sora-2/text-to-video', 'openai/sora-2/image-to-video-pro']],
	['soraa', ['openai/sora-2/text-to-video', 'openai/sora-2/image-to-video-pro']],
	['text-to-image', ['acme/flux']],
	['fast very', ['acme/flux']],
	['animate', ['openai/sora-2/image-to-video-pro']],
	['https://wavespeed.ai/models/acme/flux?tab=api', ['acme/flux']],
	[
		'   ',
		['openai/sora-2/text-to-video', 'openai/sora-2/image-to-video-pro', 'acme/flux', 'acme/free'],
	],
])('finds for “%s” what is meant', async (filter, ids) => {
	expect(await idsFor(filter)).toEqual(ids);
});

describe('where the operation is about one thing to make', () => {
	const listed = async (resource: string, operation: string, filter?: string) =>
		(
			await searchModels.call(
				panelOf(new FakeHost([ok(rows)]), {
					resource,
					operation,
					model: { mode: 'list', value: 'acme/flux' },
				}),
				filter,
			)
		).results.map(({ name, value }) => ({ name, value }));

	it.each([
		['video', 'generate', ['openai/sora-2/text-to-video']],
		['video', 'animate', ['openai/sora-2/image-to-video-pro']],
		['image', 'generate', ['acme/flux']],
	])('%s → %s lists only what does it', async (resource, operation, ids) => {
		expect((await listed(resource, operation)).map(({ value }) => value)).toEqual(ids);
	});

	it('lists everything for the operations of any model', async () => {
		expect(await listed('prediction', 'generateAndWait')).toHaveLength(rows.length);
	});

	it('shows for “zzzz”, which it has not, what is nearest', async () => {
		expect(await listed('video', 'animate', 'zzzz')).toEqual([
			{ name: '★ Flux (chosen, no match) · from $0.0045', value: 'acme/flux' },
			{
				name: '★ Sora 2 Pro Image to Video (no match) · from $1.20',
				value: 'openai/sora-2/image-to-video-pro',
			},
		]);
		expect((await listed('image', 'generate', 'zzzz')).map(({ value }) => value)).toEqual([
			'acme/flux',
		]);
	});

	it('says under what the panel offers the models that are searched for, before what is nearest', async () => {
		const named = async (...search: Parameters<typeof listed>) =>
			(await listed(...search)).map(({ name }) => name);
		expect(await named('image', 'generate', 'sora')).toEqual([
			'★ Flux (chosen, no match) · from $0.0045',
			'★ Sora 2 Text to Video (under Video → Generate)',
			'★ Sora 2 Pro Image to Video (under Video) · from $1.20',
		]);
		expect(await named('video', 'animate', 'flux')).toEqual([
			'★ Flux (under Image → Generate) · from $0.0045',
			'★ Sora 2 Pro Image to Video (no match) · from $1.20',
		]);
		expect(await named('audio', 'music', 'pro sora')).toEqual([
			'★ Flux (chosen, no match) · from $0.0045',
			'★ Sora 2 Pro Image to Video (under Video) · from $1.20',
		]);
	});

	it('shows first what the words say is to be made, though the operation makes something else', async () => {
		for (const search of ['cheap image', 'image', 'pictures']) {
			const [first] = await listed('video', 'generate', search);
			expect(first).toMatchObject({
				value: 'acme/flux',
				name: expect.stringContaining('(under Image → Generate)'),
			});
		}
	});

	it('shows for “fast” alone what is fast at the same work, and nothing that only shares the word', async () => {
		const more = [
			rowOf({}, { model_id: 'acme/whisper-turbo', type: 'speech-to-text' }),
			rowOf({}, { model_id: 'acme/film-flash', type: 'image-to-video' }),
		];
		const shown = async (resource: string, operation: string, filter: string) => {
			const panel = panelOf(new FakeHost([ok([...rows, ...more])]), { resource, operation });
			return (await searchModels.call(panel, filter)).results.map(({ value }) => value);
		};
		expect(await shown('video', 'animate', 'fast')).toEqual(['acme/film-flash']);
		const elsewhere = await shown('video', 'generate', 'turbo');
		expect(elsewhere[0]).toBe('acme/film-flash');
		expect(elsewhere).not.toContain('acme/whisper-turbo');
		expect(await shown('video', 'generate', 'whisper')).toContain('acme/whisper-turbo');
	});

	it('shows for “with sound” the videos that have it, not speech', async () => {
		const sound = { type: 'object', properties: { generate_audio: { type: 'boolean' } } };
		const more = [
			rowOf({}, { model_id: 'acme/speech', type: 'text-to-audio' }),
			rowOf(sound, { model_id: 'acme/loud', type: 'text-to-video' }),
		];
		const panel = panelOf(new FakeHost([ok([...rows, ...more])]), {
			resource: 'video',
			operation: 'generate',
		});
		const { results } = await searchModels.call(panel, 'something with sound');
		expect(results.map(({ value }) => value)).toEqual(['acme/loud']);
	});

	it('names one that makes the same from something else first, and none for an empty search', async () => {
		const shown = await listed('video', 'generate', 'sora pro');
		expect(shown[1]).toMatchObject({
			value: 'openai/sora-2/image-to-video-pro',
			name: expect.stringContaining(' (under Animate Image)'),
		});
		expect((await listed('audio', 'music', ' ')).map(({ value }) => value)).toEqual(['acme/flux']);
	});

	it('leaves room for where a model is offered, whatever its name is', () => {
		const { models } = makeCatalogue(buildCatalog('https://api.example'));
		for (const one of listCatalogue(models)) {
			for (const job of JOBS) {
				const { name } = modelEntry(one, '', ...offeredElsewhere(one.model, job));
				expect(textWidth(name)).toBeLessThanOrEqual(PICKER_ENTRY_PIXELS);
				expect(name).toMatch(/ \((under |elsewhere\))/);
			}
		}
	});

	it('offers some more than the one with a star', async () => {
		const many = Array.from({ length: 2 * PICKER_NEAREST }, (_, index) =>
			rowOf({}, { model_id: `acme/film-${index}`, type: 'text-to-video' }),
		);
		const making = { resource: 'video', operation: 'generate', model: { value: 'acme/film-0' } };
		const panel = panelOf(new FakeHost([ok([...rows, ...many])]), making);
		const { results } = await searchModels.call(panel, 'zzzz');
		expect(results.length).toBeGreaterThanOrEqual(PICKER_NEAREST);
		expect(results.length).toBeLessThanOrEqual(PICKER_NEAREST + 1);
	});
});

describe('the list of “Failure: Other Models”', () => {
	const listed = async (parameters: object, filter?: string) =>
		(await searchOtherModels.call(panelOf(new FakeHost([ok(rows)]), { ...parameters }), filter))
			.results;
	const idsFor = async (parameters: object, filter?: string) =>
		(await listed(parameters, filter)).map(({ value }) => value);
	const model = (value: string) => ({ model: { mode: 'list', value } });

	it('has those of the operation', async () => {
		const making = { resource: 'video', operation: 'animate', ...model('acme/flux') };
		expect(await idsFor(making)).toEqual(['openai/sora-2/image-to-video-pro']);
	});

	it('has nothing that does something else, whatever is searched for', async () => {
		const making = { resource: 'image', operation: 'generate', ...model('acme/flux') };
		expect(
			(await searchOtherModels.call(panelOf(new FakeHost([ok(rows)]), making), 'sora')).results.map(
				({ value }) => value,
			),
		).toEqual(['acme/flux']);
	});

	it('has under Prediction those that do the same as the model of the node', async () => {
		const any = { resource: 'prediction', operation: 'generateAndWait' };
		expect(await idsFor({ ...any, ...model('openai/sora-2/text-to-video') })).toEqual([
			'openai/sora-2/text-to-video',
		]);
		expect(await idsFor({ ...any, ...model('acme/flux') })).toEqual(['acme/flux']);
	});

	it('has all where nobody knows what the model of the node does', async () => {
		for (const id of ['acme/free', 'acme/gone', '={{ $json.model }}'])
			expect(await idsFor(model(id))).toHaveLength(rows.length);
	});

	it('remembers no form: what is chosen here leaves it as it is', async () => {
		const formState = JSON.stringify({ node: 'workflow/node', values: { seed: 1 }, fields: 1 });
		const [first] = await listed({ ...model('acme/flux'), formState });
		expect(first?.url).toBe('https://wavespeed.ai/models/acme/flux');
	});
});

describe('a search that finds nothing', () => {
	const shownFor = async (filter: string, chosen = 'acme/flux') =>
		(
			await searchModels.call(
				panelOf(new FakeHost([ok(rows)]), { model: { mode: 'list', value: chosen } }),
				filter,
			)
		).results;

	it('says so behind the names of what is liked, and has no entry that is a message', async () => {
		expect((await shownFor('zzzz')).map(({ name }) => name)).toEqual([
			'★ Flux (chosen, no match) · from $0.0045',
			'★ Sora 2 Text to Video (no match) · from $0.40',
			'★ Sora 2 Pro Image to Video (no match) · from $1.20',
		]);
	});

	it('because of one word too many offers what has all the others', async () => {
		expect((await shownFor('sora pro 10 s', 'acme/free')).map(({ name }) => name)).toEqual([
			'Free (chosen, no match)',
			'★ Sora 2 Pro Image to Video (nearest) · from $1.20',
		]);
	});

	it('shows nothing of a model that is not there', async () => {
		expect((await shownFor('zzzz', 'acme/gone')).map(({ value }) => value)).toEqual([
			'openai/sora-2/text-to-video',
			'openai/sora-2/image-to-video-pro',
			'acme/flux',
		]);
	});

	it.each(['zzzz', 'sora pro 10 s', 'q'.repeat(20_000)])(
		'begins each entry for “%.20s” with the name of the model that it chooses',
		async (words) => {
			const names = new Map((await shownFor('')).map(({ value, name }) => [value, name]));
			for (const { name, value } of await shownFor(words)) {
				const own = names.get(value)!.split(' · ')[0]!;
				expect(name.startsWith(own)).toBe(true);
				expect(textWidth(name)).toBeLessThanOrEqual(PICKER_ENTRY_PIXELS);
			}
		},
	);
});

it('gives a long list in pages, each model once', async () => {
	const many = Array.from({ length: 2 * PICKER_PAGE_SIZE + 1 }, (_, index) =>
		rowOf({}, { model_id: `acme/${index}`, sort_order: -index }),
	);
	const panel = panelOf(new FakeHost([ok(many)]));
	const ids: unknown[] = [];
	let token: string | undefined;
	do {
		const page = await searchModels.call(panel, undefined, token);
		ids.push(...page.results.map(({ value }) => value));
		token = page.paginationToken as string | undefined;
	} while (token !== undefined);
	expect(ids).toEqual(many.map(({ model_id }) => model_id));
	expect((await searchModels.call(panel, '', 'not a page')).results[0]?.value).toBe('acme/0');
	expect((await searchModels.call(panel, '', '99999')).results).toEqual([]);
});

it('says in a sentence why there is no list', async () => {
	await expect(searchModels.call(panelOf(new FakeHost([refused()])))).rejects.toMatchObject({
		name: 'NodeApiError',
		message: expect.stringMatching(
			/could not be reached \(the connection was refused\)\. Check the Base URL/,
		),
	});
});

it('says it without a hyphen, of which the editor would make a space', async () => {
	const body = JSON.stringify({ code: 401, message: 'Unauthorized' });
	const host = new FakeHost([
		() => ({ statusCode: 401, headers: { 'content-type': 'application/json' }, body }),
	]);
	await expect(searchModels.call(panelOf(host))).rejects.toMatchObject({
		message: expect.stringContaining('wavespeed.ai/top\u2011up'),
	});
});

it.each([
	[0.4, '$0.40'],
	[3.2, '$3.20'],
	[0.014, '$0.014'],
	[0.0002, '$0.0002'],
	[0.05, '$0.05'],
	[0, '$0.00'],
	[1e-9, '$0.000000001'],
])('writes %d as %s', (price, text) => {
	expect(formatUsd(price)).toBe(text);
});

describe('where the catalogue cannot be had', () => {
	// The editor empties the field where the list has no entry for it and no further page.
	const chosen = (value: string, more = {}) =>
		panelOf(new FakeHost([refused(), refused()]), {
			model: { __rl: true, mode: 'list', value },
			...more,
		});

	it.each([DEFAULT_MODEL, 'acme/not-shipped/text-to-video'])(
		'keeps the chosen model first, shows what ships with the node, and ends there: %s',
		async (model) => {
			const panel = chosen(model);
			const { results, paginationToken } = await searchModels.call(panel);
			expect(results[0]).toMatchObject({ value: model });
			expect(results[0]!.name).not.toMatch(/not loaded/);
			expect(results.length).toBeGreaterThan(5);
			expect(results.slice(1).every(({ name }) => name.includes('(list not loaded)'))).toBe(true);
			expect(new Set(results.map(({ value }) => value)).size).toBe(results.length);
			// The editor would begin again with the first page, and again, if this one failed.
			expect(await searchModels.call(panel, '', String(paginationToken))).toEqual({ results: [] });
		},
	);

	it('knows the chosen model by the address of its page, too', async () => {
		const panel = chosen(`https://wavespeed.ai/models/${DEFAULT_MODEL}`);
		const { results } = await searchModels.call(panel);
		expect(results[0]).toMatchObject({ value: DEFAULT_MODEL });
		expect(results.some(({ value }) => String(value).startsWith('http'))).toBe(false);
	});

	it('shows of what ships with the node only what does the work', async () => {
		const speech = { resource: 'audio', operation: 'speech' };
		const { results } = await searchModels.call(chosen('wavespeed-ai/vibevoice', speech));
		expect(results.map(({ value }) => value)).toEqual(['wavespeed-ai/vibevoice']);
	});

	it('says behind their names that the key is wrong', async () => {
		const body = JSON.stringify({ code: 401, message: 'Unauthorized' });
		const host = new FakeHost([
			() => ({ statusCode: 401, headers: { 'content-type': 'application/json' }, body }),
		]);
		const model = { __rl: true, mode: 'list', value: DEFAULT_MODEL };
		const { results } = await searchModels.call(panelOf(host, { model }));
		expect(results.length).toBeGreaterThan(5);
		expect(results.slice(1).map(({ name }) => name)).toEqual(
			results.slice(1).map(() => expect.stringContaining('(wrong key)')),
		);
	});

	it('says why at once where something is searched for', async () => {
		const search = searchModels.call(chosen(DEFAULT_MODEL), 'flux');
		await expect(search).rejects.toMatchObject({ message: expect.stringMatching(/reached/) });
	});

	it('keeps the further models of a list too', async () => {
		const { paginationToken } = await searchOtherModels.call(chosen(DEFAULT_MODEL));
		expect(paginationToken).toBeDefined();
	});

	it('goes on with the whole list once it can be had', async () => {
		const panel = panelOf(new FakeHost([refused(), ok(rows)]), {
			model: { __rl: true, mode: 'list', value: DEFAULT_MODEL },
		});
		const { paginationToken } = await searchModels.call(panel);
		const { results } = await searchModels.call(panel, '', String(paginationToken));
		expect(results.map(({ value }) => value)).toContain('acme/flux');
	});
});
