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

const OLD_INPUTS = ['duration', 'resolution', 'cfg', 'size', 'fast', 'seed', 'loras', 'voice'];
const rows = [
	rowOf(
		{ properties: Object.fromEntries(OLD_INPUTS.map((name) => [name, {}])) },
		{ model_id: 'acme/old' },
	),
	rowOf({ properties: { cfg: {} } }, { model_id: 'acme/other' }),
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

/** An editor with one node, as n8n's tells about it; each test has a process of its own. */
class Editor {
	now = 0;
	private readonly kept = new KeptInputs({ now: () => this.now });
	private readonly list = searchModelsMethod(this.kept);
	private readonly fields = modelFieldsMethod(this.kept);

	async openList(
		values: Record<string, unknown>,
		node = 'workflow/node',
		{ model = 'acme/old', user = 'somebody' } = {},
	): Promise<void> {
		const parameters = {
			model: { __rl: true, mode: 'list', value: model },
			formState: JSON.stringify({ node, values, fields: 8 }),
		};
		await this.list.call(panelOf(new FakeHost([ok(rows)]), parameters, user));
	}

	/** What the new model's form begins with. */
	async choose(
		node = 'workflow/node',
		{ mode = 'list', fields: shown = 0, user = 'somebody', chosen = 'acme/new' } = {},
	): Promise<Record<string, unknown>> {
		const parameters = {
			model: { __rl: true, mode, value: chosen },
			formState: JSON.stringify({ node, values: null, fields: shown }),
		};
		const { fields } = await this.fields.call(panelOf(new FakeHost([ok(rows)]), parameters, user));
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

it('shows a kept input that would otherwise wait under “Add”', async () => {
	const kept = new KeptInputs();
	const host = () => new FakeHost([ok(rows)]);
	const state = (values: unknown, fields: number) =>
		JSON.stringify({ node: 'workflow/node', values, fields });
	const fieldsFor = async () =>
		(
			await modelFieldsMethod(kept).call(
				panelOf(host(), {
					model: { mode: 'list', value: 'acme/new' },
					formState: state(null, 0),
				}),
			)
		).fields.find(({ id }) => id === 'seed');
	expect((await fieldsFor())?.removed).toBe(true);
	const formState = state({ seed: 7 }, 1);
	const model = { mode: 'list', value: 'acme/old' };
	await searchModelsMethod(kept).call(panelOf(host(), { model, formState }));
	expect((await fieldsFor())?.removed).toBe(false);
});

it('leaves empty what differed between two openings of the list: the editor does not tell which was the last', async () => {
	const editor = new Editor();
	await editor.openList({ duration: 5, seed: 1 });
	await editor.openList({ duration: 5, seed: 2 });
	await expect(editor.choose()).resolves.toEqual({ duration: 5 });
});

it('leaves empty what has been cleared since', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1, duration: 5 });
	await editor.openList({ duration: 5 });
	await expect(editor.choose()).resolves.toEqual({ duration: 5 });
});

it('keeps through a model that has no such input', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1, cfg: 0.5 });
	await editor.openList({ cfg: 0.5 }, 'workflow/node', { model: 'acme/other' });
	await expect(editor.choose()).resolves.toEqual({ seed: 1, cfg: 0.5 });
});

it.each([
	['another user, who knows the node’s id', 'somebody', 'somebody else'],
	['a user whom n8n does not name', '', ''],
])('tells nothing to %s', async (_who, owner, user) => {
	const editor = new Editor();
	await editor.openList({ seed: 1 }, 'workflow/node', { user: owner });
	await expect(editor.choose('workflow/node', { user })).resolves.toEqual({});
});

it('gives a node up whose form was changed too often to know which was the last', async () => {
	const editor = new Editor();
	for (let time = 0; time <= FORM_STATES_KEPT + 1; time++) await editor.openList({ seed: 1 });
	await expect(editor.choose()).resolves.toEqual({});
});

it('keeps through a form that was never touched, as that of a new node’s model is', async () => {
	const editor = new Editor();
	await editor.openList({}, 'workflow/node', { model: 'acme/first' });
	await editor.openList({ duration: 10 }, 'workflow/node', { model: 'acme/old' });
	await expect(editor.choose()).resolves.toEqual({ duration: 10 });
});

it('does not take a form that was emptied for one that was never touched', async () => {
	const editor = new Editor();
	await editor.openList({ duration: 10 });
	await editor.openList({});
	await expect(editor.choose()).resolves.toEqual({});
});

it('does not take a form that it filled in itself for one that was never touched', async () => {
	const editor = new Editor();
	// The list of the new model's own, untouched form; then another model's, and back again.
	await editor.openList({}, 'workflow/node', { model: 'acme/new' });
	await editor.openList({ duration: 10 });
	await expect(editor.choose()).resolves.toEqual({ duration: 10 });
	// Emptied after that, the form is the same as at first: the editor does not ask for its list again.
	await expect(editor.choose('workflow/node', { chosen: 'acme/old' })).resolves.toEqual({});
});

it('fills in nothing for another node', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	await expect(editor.choose('workflow/other node')).resolves.toEqual({});
});

it('leaves a form alone that was not emptied', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	await expect(editor.choose('workflow/node', { fields: 1 })).resolves.toEqual({});
});

it('fills in nothing for an id that was typed: the list may have been open before the last change', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	await expect(editor.choose('workflow/node', { mode: 'id' })).resolves.toEqual({});
});

it('forgets after an hour', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	editor.now = FORM_INPUTS_KEPT_FOR - 1;
	await expect(editor.choose()).resolves.toEqual({ seed: 1 });
	editor.now = FORM_INPUTS_KEPT_FOR;
	await expect(editor.choose()).resolves.toEqual({});
});

it('keeps so many nodes, the latest of them', async () => {
	const editor = new Editor();
	for (let node = 0; node <= FORM_INPUTS_KEPT; node++)
		await editor.openList({ seed: 1 }, `${node}`);
	await expect(editor.choose('0')).resolves.toEqual({});
	await expect(editor.choose('1')).resolves.toEqual({ seed: 1 });
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
