import type { Emulator } from '../../emulator/index.mts';
import { textWidth } from '../../nodes/WaveSpeed/panel/labelWidth.ts';
import { searchPredictions } from '../../nodes/WaveSpeed/panel/searchPredictions.ts';
import { PICKER_ENTRY_PIXELS } from '../../nodes/WaveSpeed/policy.ts';
import { closeAll, KEY, start, submit } from '../emulator/client.mts';
import { panelOverHttp } from './panelOf.mts';

let emulator: Emulator;

beforeEach(async () => {
	emulator = await start({ generationTimeMs: 5 });
});

afterEach(closeAll);

const panel = () => panelOverHttp(emulator.url, KEY);

const search = async (filter?: string, token?: string) =>
	await searchPredictions.call(panel(), filter, token);

it('lists the recent predictions, newest first, by prompt, status and time', async () => {
	await submit(emulator, { prompt: 'a lighthouse\nat dusk' });
	await submit(emulator, { prompt: 'x'.repeat(500) });
	emulator.fail(emulator.predictions[0]!.id);
	const { results, paginationToken } = await search();
	expect(results.map(({ value }) => value)).toEqual(
		emulator.predictions.map(({ id }) => id).reverse(),
	);
	expect(results[1]!.name).toMatch(
		/^a lighthouse at dusk · failed · \d{1,2} [A-Z][a-z]+, \d\d:\d\d:\d\d [A-Z]{3,4}[\d+:-]* · openai\/sora-2\/text-to-video$/,
	);
	expect(results[0]!.name.length).toBeLessThan(150);
	expect(paginationToken).toBeUndefined();
});

it.each([
	['a lighthouse at dusk, and behind it the sea', /^a lighthouse[a-z ,]*…$/],
	['🗼'.repeat(60), /^(?:🗼)+…$/u],
	['灯'.repeat(60), /^灯+…$/],
])('leaves room for the time behind a long prompt: %s', async (prompt, shown) => {
	await submit(emulator, { prompt });
	emulator.settle(emulator.predictions[0]!.id);
	const [made = '', time = ''] = (await search()).results[0]!.name.split(' · ');
	expect(made).toMatch(shown);
	expect(time).toMatch(/^\d{1,2} [A-Z][a-z]+, \d\d:\d\d:\d\d/);
	expect(textWidth(`${made} · ${time}`)).toBeLessThanOrEqual(PICKER_ENTRY_PIXELS);
});

it('begins with the model where there is no prompt', async () => {
	const item = { id: 'abc', model: 'acme/upscaler', status: 'processing' };
	emulator.misbehave({
		when: { path: '/api/v3/predictions' },
		do: {
			kind: 'transform',
			change: (answer) => ({ ...answer, data: { page: 1, items: [item] } }),
		},
	});
	expect((await search()).results[0]!.name).toBe('acme/upscaler · processing');
});

it('tells the time by the workflow’s clock', async () => {
	emulator.misbehave({
		when: { path: '/api/v3/predictions' },
		do: {
			kind: 'transform',
			change: (answer) => ({
				...answer,
				data: {
					page: 1,
					items: [{ id: 'abc', created_at: '2026-11-22T23:30:00.123456789Z' }, { id: '../x' }],
				},
			}),
		},
	});
	expect((await search()).results).toEqual([{ name: '23 Nov, 00:30:00 CET', value: 'abc' }]);
});

it.each(['23 Nov', '23 nov, 00:30', '00:30:00 CET', '2026-11-22T23:30'])(
	'finds one by its time, as it is shown and in UTC: %s',
	async (filter) => {
		const items = ['2026-11-22T23:30:00.123456789Z', '2026-11-24T09:15:00Z', 'yesterday'].map(
			(time, place) => ({ id: `p${place}`, created_at: time }),
		);
		emulator.misbehave({
			when: { path: '/api/v3/predictions' },
			do: {
				kind: 'transform',
				change: (answer) => ({ ...answer, data: { page: 1, total: 3, items } }),
			},
		});
		expect((await search(filter)).results.map(({ value }) => value)).toEqual(['p0']);
	},
);

it.each([
	['dusk LIGHTHOUSE', ['a lighthouse at dusk']],
	['failed', ['a harbour']],
	['sora-2', ['a harbour', 'a lighthouse at dusk']],
	['nothing of all that', []],
])('finds for “%s” what has all its words', async (filter, prompts) => {
	await submit(emulator, { prompt: 'a lighthouse at dusk' });
	await submit(emulator, { prompt: 'a harbour' });
	emulator.fail(emulator.predictions[1]!.id);
	emulator.settle(emulator.predictions[0]!.id);
	const { results } = await search(filter);
	const promptOf = new Map(emulator.predictions.map(({ id, input }) => [id, input.prompt]));
	expect(results.map(({ value }) => promptOf.get(String(value)))).toEqual(prompts);
});

it('finds one by its id', async () => {
	await submit(emulator);
	await submit(emulator);
	const { id } = emulator.predictions[0]!;
	expect((await search(id)).results.map(({ value }) => value)).toEqual([id]);
});

it('gives a long list page by page, and looks through pages for a filter', async () => {
	for (let index = 0; index < 230; index++) await submit(emulator, { prompt: `number ${index}!` });
	const first = await search();
	expect([first.results.length, first.paginationToken]).toEqual([100, '2']);
	const last = await search(undefined, '3');
	// Pages may be smaller than asked for: the end is where one is empty.
	expect([last.results.length, last.paginationToken]).toEqual([30, '4']);
	expect(await search(undefined, '4')).toEqual({ results: [] });
	const { results } = await search('7!');
	expect(results).toHaveLength(23);
	expect((await search(undefined, 'not a page')).results).toHaveLength(100);
});

it('says in a sentence why there is no list', async () => {
	emulator.misbehave({
		when: { path: '/api/v3/predictions' },
		do: { kind: 'reply', status: 401, body: { code: 401, message: 'Invalid API key' } },
	});
	const refusal: unknown = await search().catch((error: unknown) => error);
	expect(refusal).toMatchObject({
		name: 'NodeApiError',
		message: expect.stringMatching(/does not accept the API key\. Copy the key again/),
	});
	// The editor would make a space of an ordinary hyphen.
	expect(refusal).toMatchObject({ message: expect.stringContaining('wavespeed.ai/top\u2011up') });
});
