import type { INodeListSearchItems } from 'n8n-workflow';

import { KeptInputs } from '../../nodes/WaveSpeed/panel/keptInputs.ts';
import { modelFieldsMethod } from '../../nodes/WaveSpeed/panel/modelFields.ts';
import { searchModelsMethod } from '../../nodes/WaveSpeed/panel/searchModels.ts';
import {
	FORM_INPUTS_KEPT,
	FORM_INPUTS_KEPT_FOR,
	FORM_STATES_KEPT,
} from '../../nodes/WaveSpeed/policy.ts';
import { FakeHost, ok } from '../models/apiHost.mts';
import { rowOf } from '../models/modelFrom.mts';
import { panelOf } from './panelOf.mts';

const NODE = 'workflow/node';
const OLD_INPUTS = ['duration', 'resolution', 'cfg', 'size', 'fast', 'seed', 'loras', 'voice'];
const rows = [
	rowOf(
		{ properties: Object.fromEntries(OLD_INPUTS.map((name) => [name, {}])) },
		{ model_id: 'acme/old' },
	),
	rowOf({ properties: { cfg: {} } }, { model_id: 'acme/other' }),
	rowOf(
		{ properties: { cfg: {}, seed: { type: 'integer', 'x-hidden': true } } },
		{ model_id: 'acme/hides-seed' },
	),
	rowOf({ properties: { duration: {}, cfg: {} } }, { model_id: 'acme/first' }),
	rowOf(
		{
			properties: {
				prompt: { type: 'string' },
				duration: { type: 'integer', enum: [5, 10] },
				resolution: { type: 'string', enum: ['480p', '720p'] },
				cfg: { type: 'number', minimum: 0, maximum: 1 },
				loras: { type: 'array', items: { type: 'string' } },
				voice: { type: 'string', 'x-enum': ['Anna', 'Bert'] },
				fast: { type: 'boolean' },
				seed: { type: 'integer' },
			},
		},
		{ model_id: 'acme/new' },
	),
];

interface Node {
	node?: string;
	user?: string;
	parameters?: Record<string, unknown>;
}

/**
 * An editor as n8n's is (read and seen in 2.41.1): it asks for a list once for the same parameters, and
 * writes the address of the chosen entry into the node; then it asks for the form, which is empty.
 */
class Editor {
	now = 0;
	private readonly kept = new KeptInputs({ now: () => this.now, date: () => new Date(this.now) });
	private readonly list = searchModelsMethod(this.kept);
	private readonly fields = modelFieldsMethod(this.kept);
	private readonly lists = new Map<string, INodeListSearchItems[]>();
	private entries: INodeListSearchItems[] = [];

	async openList(values: Record<string, unknown>, { node = NODE, user, parameters }: Node = {}) {
		const formState = JSON.stringify({ node, values, fields: 8 });
		const key = JSON.stringify([formState, user, parameters]);
		const panel = panelOf(new FakeHost([ok(rows)]), { ...parameters, formState }, user);
		this.entries = this.lists.get(key) ?? (await this.list.call(panel)).results;
		this.lists.set(key, this.entries);
	}

	/** @returns the address of an entry of the list */
	addressOf(chosen: string): string {
		return String(this.entries.find(({ value }) => value === chosen)?.url);
	}

	/** @returns what the new model's form begins with */
	async choose(
		chosen = 'acme/new',
		{ node = NODE, user, parameters }: Node = {},
		{ mode = 'list', fields: shown = 0 } = {},
	): Promise<Record<string, unknown>> {
		const { url } = this.entries.find(({ value }) => value === chosen) ?? {};
		return await this.form(
			{ __rl: true, mode, value: chosen, ...(mode === 'list' && { cachedResultUrl: url }) },
			{ node, user, parameters },
			shown,
		);
	}

	async form(model: object, { node = NODE, user, parameters }: Node = {}, shown = 0) {
		const formState = JSON.stringify({ node, values: null, fields: shown });
		const panel = panelOf(new FakeHost([ok(rows)]), { ...parameters, model, formState }, user);
		const { fields } = await this.fields.call(panel);
		return Object.fromEntries(
			fields
				.filter(({ defaultValue }) => defaultValue !== null)
				.map(({ id, defaultValue }) => [id, defaultValue]),
		);
	}
}

it('keeps what another model takes too, and drops what it does not', async () => {
	const editor = new Editor();
	await editor.openList({
		duration: 10,
		resolution: '1080p',
		cfg: 0.5,
		size: '1280*720',
		fast: true,
	});
	await expect(editor.choose()).resolves.toEqual({ duration: 10, cfg: 0.5, fast: true });
});

it.each([
	['an expression, as it was typed', { seed: '={{ $json.seed }}' }, { seed: '={{ $json.seed }}' }],
	['a number that was a text', { seed: '7', duration: '5' }, { seed: 7, duration: 5 }],
	['a list as the text it was', { loras: '["one", "two"]' }, { loras: '["one", "two"]' }],
	['a value on offer', { voice: 'Anna' }, { voice: 'Anna' }],
	['no value that is not on offer', { voice: 'Carl', duration: 7 }, {}],
	['no value out of range', { cfg: 2 }, {}],
	['nothing that was empty', { seed: null, voice: '' }, {}],
])('keeps %s', async (_what, filledIn, kept) => {
	const editor = new Editor();
	await editor.openList(filledIn);
	await expect(editor.choose()).resolves.toEqual(kept);
});

it('marks a model that leaves something out, with what and the time, and no other', async () => {
	const editor = new Editor();
	editor.now = 1_795_000_000_000;
	await editor.openList({ duration: 10, resolution: '1080p' });
	expect(editor.addressOf('acme/new')).toMatch(
		/#form-[0-9a-f]{12}&leaves-out=resolution&since=1795000000000$/,
	);
	expect(editor.addressOf('acme/old')).toMatch(/#form-[0-9a-f]{12}$/);
	await expect(editor.choose()).resolves.toEqual({ duration: 10 });
	// What the model before that had left out is still waiting.
	await editor.openList({ duration: 10, seed: 7 });
	expect(editor.addressOf('acme/new')).toMatch(/&leaves-out=resolution&since=\d+$/);
	expect(editor.addressOf('acme/old')).toMatch(/#form-[0-9a-f]{12}$/);
});

it('shows a kept input that would otherwise wait under “Add”', async () => {
	const kept = new KeptInputs();
	const host = () => new FakeHost([ok(rows)]);
	const state = (values: unknown, fields: number) => JSON.stringify({ node: NODE, values, fields });
	const fieldsFor = async (cachedResultUrl?: string) =>
		(
			await modelFieldsMethod(kept).call(
				panelOf(host(), {
					model: { mode: 'list', value: 'acme/new', cachedResultUrl },
					formState: state(null, 0),
				}),
			)
		).fields.find(({ id }) => id === 'seed');
	expect((await fieldsFor())?.removed).toBe(true);
	const formState = state({ seed: 7 }, 1);
	const { results } = await searchModelsMethod(kept).call(panelOf(host(), { formState }));
	const { url } = results.find(({ value }) => value === 'acme/new')!;
	expect((await fieldsFor(url))?.removed).toBe(false);
});

describe('whenever the list was opened before', () => {
	it('keeps what was filled in after a first look at the list', async () => {
		const editor = new Editor();
		await editor.openList({});
		await editor.openList({ duration: 10, seed: 7, voice: '={{ $json.voice }}' });
		await expect(editor.choose()).resolves.toEqual({
			duration: 10,
			seed: 7,
			voice: '={{ $json.voice }}',
		});
	});

	it.each([
		['changed', [{ duration: 5, seed: 1 }], { duration: 5, seed: 2 }],
		['cleared', [{ duration: 5, seed: 1 }], { duration: 5 }],
		['emptied', [{ duration: 5 }], {}],
		['changed and changed back', [{ seed: 1 }, { seed: 2 }], { seed: 1 }],
		['cleared and filled in again', [{ seed: 1 }, {}], { seed: 1 }],
		['filled in and cleared', [{}, { seed: 1 }], {}],
	])('keeps what has been %s since', async (_what, before, last) => {
		const editor = new Editor();
		for (const values of before) await editor.openList(values);
		await editor.openList(last);
		await expect(editor.choose()).resolves.toEqual(last);
	});

	it('keeps it however often that was', async () => {
		const editor = new Editor();
		for (let seed = 0; seed <= 2 * FORM_STATES_KEPT; seed++) await editor.openList({ seed });
		await expect(editor.choose()).resolves.toEqual({ seed: 2 * FORM_STATES_KEPT });
	});
});

describe('what a model has no room for', () => {
	it('waits for one that has', async () => {
		const editor = new Editor();
		await editor.openList({ seed: 1, cfg: 0.5 });
		await expect(editor.choose('acme/other')).resolves.toEqual({ cfg: 0.5 });
		await editor.openList({ cfg: 0.5 });
		await expect(editor.choose()).resolves.toEqual({ seed: 1, cfg: 0.5 });
	});

	it('waits through a model that takes none of it', async () => {
		const editor = new Editor();
		await editor.openList({ size: '1280*720' });
		await expect(editor.choose('acme/other')).resolves.toEqual({});
		await editor.openList({});
		await expect(editor.choose('acme/old')).resolves.toEqual({ size: '1280*720' });
	});

	it('waits through a model that has it, but not in its form', async () => {
		const editor = new Editor();
		await editor.openList({ seed: 77, cfg: 0.5 });
		await expect(editor.choose('acme/hides-seed')).resolves.toEqual({ cfg: 0.5 });
		await editor.openList({ cfg: 0.5 });
		await expect(editor.choose('acme/old')).resolves.toEqual({ seed: 77, cfg: 0.5 });
	});

	it('is there again with the model before, where its value did not fit the one between', async () => {
		const editor = new Editor();
		await editor.openList({ resolution: '1080p', seed: 1 });
		await expect(editor.choose()).resolves.toEqual({ seed: 1 });
		await editor.openList({ seed: 1 });
		await expect(editor.choose('acme/old')).resolves.toEqual({ resolution: '1080p', seed: 1 });
	});

	it('gives way to what is filled in meanwhile, and what was cleared does not wait', async () => {
		const editor = new Editor();
		await editor.openList({ resolution: '1080p', seed: 1 });
		await editor.choose();
		await editor.openList({ resolution: '480p' });
		await expect(editor.choose('acme/old')).resolves.toEqual({ resolution: '480p' });
	});

	it('is dropped for an id that was typed: nobody knows what the form held', async () => {
		const editor = new Editor();
		await editor.openList({ seed: 1, cfg: 0.5 });
		await editor.choose('acme/other');
		await expect(editor.choose('acme/first', {}, { mode: 'id' })).resolves.toEqual({});
		await editor.openList({ duration: 5 });
		await expect(editor.choose()).resolves.toEqual({ duration: 5 });
	});
});

it('gives the same answer to the same question', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1, cfg: 0.5 });
	await editor.choose('acme/other');
	await editor.openList({ cfg: 0.5 });
	const first = await editor.choose();
	await expect(editor.choose()).resolves.toEqual(first);
});

it('fills in nothing where the form was emptied for another operation', async () => {
	const editor = new Editor();
	const at = (operation: string) => ({ parameters: { resource: 'video', operation } });
	await editor.openList({ seed: 1 }, at('generate'));
	await expect(editor.choose('acme/new', at('generate'))).resolves.toEqual({ seed: 1 });
	await expect(editor.choose('acme/new', at('animate'))).resolves.toEqual({});
});

it('names an untouched model by its page alone, and leaves no trace of what was filled in', async () => {
	const kept = new KeptInputs();
	const urlFor = async (values: object) => {
		const formState = JSON.stringify({ node: NODE, values, fields: 1 });
		const panel = panelOf(new FakeHost([ok(rows)]), { formState });
		return (await searchModelsMethod(kept).call(panel)).results[0]?.url;
	};
	expect(await urlFor({ seed: null })).toBe('https://wavespeed.ai/models/acme/old');
	expect(await urlFor({ voice: 'a secret' })).toMatch(
		/^https:\/\/wavespeed\.ai\/models\/acme\/old#form-[0-9a-f]{12}$/,
	);
});

it.each([
	['another user, who knows the node’s id', 'somebody', 'somebody else'],
	['a user whom n8n does not name', '', ''],
])('tells nothing to %s', async (_who, owner, user) => {
	const editor = new Editor();
	await editor.openList({ seed: 1 }, { user: owner });
	await expect(editor.choose('acme/new', { user })).resolves.toEqual({});
});

it('fills in nothing for another node', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	await expect(editor.choose('acme/new', { node: 'workflow/other node' })).resolves.toEqual({});
});

it('leaves a form alone that was not emptied', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	await expect(editor.choose('acme/new', {}, { fields: 1 })).resolves.toEqual({});
});

it('fills in nothing for an id that was typed: the list may have been open before the last change', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	await expect(editor.choose('acme/new', {}, { mode: 'id' })).resolves.toEqual({});
});

it('forgets after an hour', async () => {
	const at = async (now: number) => {
		const editor = new Editor();
		await editor.openList({ seed: 1 });
		editor.now = now;
		return await editor.choose();
	};
	expect(await at(FORM_INPUTS_KEPT_FOR - 1)).toEqual({ seed: 1 });
	expect(await at(FORM_INPUTS_KEPT_FOR)).toEqual({});
});

it('keeps so many nodes, the latest of them', async () => {
	const editor = new Editor();
	for (let node = 0; node <= FORM_INPUTS_KEPT; node++)
		await editor.openList({ seed: 1 }, { node: `${node}` });
	const chosenFor = async (node: string) => {
		await editor.openList({ seed: 1 }, { node });
		return await editor.choose('acme/new', { node });
	};
	expect(await chosenFor('0')).toEqual({});
	expect(await chosenFor('1')).toEqual({ seed: 1 });
});

it.each([undefined, null, 7, '={{ JSON.stringify(…) }}', 'null', '[]', '{"node":7}'])(
	'shows the form all the same where the editor tells %j',
	async (formState) => {
		const kept = new KeptInputs();
		const panel = { model: { mode: 'list', value: 'acme/new' }, formState };
		await searchModelsMethod(kept).call(panelOf(new FakeHost([ok(rows)]), panel));
		const { fields } = await modelFieldsMethod(kept).call(panelOf(new FakeHost([ok(rows)]), panel));
		expect(fields.map(({ id }) => id)).toContain('duration');
	},
);
