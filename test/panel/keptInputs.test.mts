import { KeptInputs } from '../../nodes/WaveSpeed/panel/keptInputs.ts';
import { modelFieldsMethod } from '../../nodes/WaveSpeed/panel/modelFields.ts';
import { searchModelsMethod } from '../../nodes/WaveSpeed/panel/searchModels.ts';
import { FORM_INPUTS_KEPT, FORM_INPUTS_KEPT_FOR } from '../../nodes/WaveSpeed/policy.ts';
import { FakeHost, ok } from '../catalogue/apiHost.mts';
import { rowOf } from '../catalogue/modelFrom.mts';
import { panelOf } from './panelOf.mts';

const rows = [
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

	async openList(value: Record<string, unknown>, node = 'workflow/node'): Promise<void> {
		const formState = JSON.stringify({ node, input: { value, schema: [{ id: 'any' }] } });
		await this.list.call(panelOf(new FakeHost([ok(rows)]), { formState }));
	}

	/** What the new model's form begins with. */
	async choose(
		node = 'workflow/node',
		{ mode = 'list', input = { value: null, schema: [] } as unknown } = {},
	): Promise<Record<string, unknown>> {
		const { fields } = await this.fields.call(
			panelOf(new FakeHost([ok(rows)]), {
				model: { __rl: true, mode, value: 'acme/new' },
				formState: JSON.stringify({ node, input }),
			}),
		);
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
	const state = (input: unknown) => JSON.stringify({ node: 'workflow/node', input });
	const fieldsFor = async () =>
		(
			await modelFieldsMethod(kept).call(
				panelOf(host(), {
					model: { mode: 'list', value: 'acme/new' },
					formState: state({ value: null, schema: [] }),
				}),
			)
		).fields.find(({ id }) => id === 'loras');
	expect((await fieldsFor())?.removed).toBe(true);
	const formState = state({ value: { loras: '["one"]' }, schema: [{ id: 'loras' }] });
	await searchModelsMethod(kept).call(panelOf(host(), { formState }));
	expect((await fieldsFor())?.removed).toBe(false);
});

it('keeps the last of what was filled in', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	await editor.openList({ seed: 2 });
	await expect(editor.choose()).resolves.toEqual({ seed: 2 });
});

it('forgets what has been cleared since', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	await editor.openList({});
	await expect(editor.choose()).resolves.toEqual({});
});

it('fills in nothing for another node', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	await expect(editor.choose('workflow/other node')).resolves.toEqual({});
});

it('leaves a form alone that was not emptied', async () => {
	const editor = new Editor();
	await editor.openList({ seed: 1 });
	const input = { value: {}, schema: [{ id: 'seed' }] };
	await expect(editor.choose('workflow/node', { input })).resolves.toEqual({});
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
