import { PICKER_PAGE_SIZE } from '../../nodes/WaveSpeed/policy.ts';
import { KeptInputs } from '../../nodes/WaveSpeed/panel/keptInputs.ts';
import { searchModelsMethod, spellUsd } from '../../nodes/WaveSpeed/panel/searchModels.ts';
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

it('lists every model in the vendor’s order, with type and price', async () => {
	const { results, paginationToken } = await searchModels.call(panelOf(new FakeHost([ok(rows)])));
	expect(results).toEqual([
		{
			name: 'acme/flux · $0.0045 · text-to-image',
			value: 'acme/flux',
			description: 'Very fast.',
			url: 'https://wavespeed.ai/models/acme/flux',
		},
		{
			name: 'openai/sora-2/text-to-video · $0.40 · text-to-video',
			value: 'openai/sora-2/text-to-video',
			description: 'Realistic visuals.',
			url: 'https://wavespeed.ai/models/openai/sora-2/text-to-video',
		},
		{
			name: 'openai/sora-2/image-to-video-pro · $1.20 · image-to-video',
			value: 'openai/sora-2/image-to-video-pro',
			description: 'From a picture.',
			url: 'https://wavespeed.ai/models/openai/sora-2/image-to-video-pro',
		},
		{
			name: 'acme/free',
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
	['text-to-image', ['acme/flux']],
	['fast very', ['acme/flux']],
	['picture', ['openai/sora-2/image-to-video-pro']],
	['sora nothing', []],
	[
		'   ',
		['acme/flux', 'openai/sora-2/text-to-video', 'openai/sora-2/image-to-video-pro', 'acme/free'],
	],
])('finds for “%s” what has all its words', async (filter, ids) => {
	expect(await idsFor(filter)).toEqual(ids);
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
	expect((await searchModels.call(panel, '', 'junk')).results[0]?.value).toBe('acme/0');
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

it.each([
	[0.4, '$0.40'],
	[3.2, '$3.20'],
	[0.014, '$0.014'],
	[0.0002, '$0.0002'],
	[0.05, '$0.05'],
	[0, '$0.00'],
	[1e-9, '$0.000000001'],
])('spells %d as %s', (price, text) => {
	expect(spellUsd(price)).toBe(text);
});
