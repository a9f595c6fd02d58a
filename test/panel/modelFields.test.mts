import { KeptInputs } from '../../nodes/WaveSpeed/panel/keptInputs.ts';
import { modelFieldsMethod } from '../../nodes/WaveSpeed/panel/modelFields.ts';
import { FakeHost, ok, refused, status } from '../models/apiHost.mts';
import { rowOf } from '../models/modelFrom.mts';
import { panelOf } from './panelOf.mts';

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
	['', 'Choose a model to see its inputs.'],
	[undefined, 'Choose a model to see its inputs.'],
	['={{ $json.model }}', /expression that has no value yet/],
	['acme/prompt-only', 'acme/prompt-only takes nothing but the prompt.'],
	['acme/no-schema', /publishes no list of inputs for acme\/no-schema\. Give the input as JSON\./],
	[
		'acme/oen',
		/no model acme\/oen any more, or never had\. Did you mean acme\/one\? Choose another/,
	],
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
