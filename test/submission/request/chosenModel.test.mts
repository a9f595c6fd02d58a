import { run } from '../../faults/runWithoutEngine.mts';
import { modelWith } from '../../faults/modelWith.mts';

const IDS = [
	'kwaivgi/kling-v2.1/text-to-video',
	'google/veo3.1/text-to-video',
	'acme/veo/old',
	'acme/lucy-1/a',
	'acme/lucy-1/b',
	'acme/lucy-1/c',
	'acme/lucy-1/d',
	'acme/lucy-1/e',
	'acme/lucy-1/f',
	'acme/lucy-1/g',
];
const models = IDS.map((model_id, sort_order) => ({ ...modelWith({}), model_id, sort_order }));

let keys = 0;
const choose = async (model: string) =>
	await run(
		{ models },
		{
			key: `chosen-${++keys}`,
			operation: 'submit',
			parameters: { model },
		},
	);

it.each([
	['Kling 2.1', ['kwaivgi/kling-v2.1/text-to-video']],
	['kling v2.1', ['kwaivgi/kling-v2.1/text-to-video']],
	['Veo 3.1', ['google/veo3.1/text-to-video']],
	['veo  3.1', ['google/veo3.1/text-to-video']],
])('a model’s name in place of its id names the id: %s', async (name, ids) => {
	const { errors, at } = await choose(name);
	expect(errors[0]!.details).toMatchObject({ reason: 'invalidModelId', alternatives: ids });
	expect(errors[0]!.error).toContain(`Did you mean ${ids.join(' or ')}?`);
	expect(at('submit')).toEqual([]);
});

it('names some of many, and none for what all models or none are called', async () => {
	const { errors } = await choose('lucy');
	const { alternatives } = errors[0]!.details as { alternatives: string[] };
	expect(alternatives.length).toBeGreaterThan(1);
	expect(alternatives.length).toBeLessThan(7);
	for (const name of ['text', 'wonder']) {
		const [error] = (await choose(name)).errors;
		expect(error!.details).not.toHaveProperty('alternatives');
		expect(error!.details.reason).toBe('invalidModelId');
	}
});

it('looks up nothing for what cannot be a name', async () => {
	for (const model of ['../balance', 'x'.repeat(200), '?a=b'])
		expect((await choose(model)).api.requests).toEqual([]);
});
