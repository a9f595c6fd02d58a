import { fieldOf, inputsOf, modelOf, useModel } from '../../demo/useModel.mts';
import { loadExample } from '../../e2e/n8n/example.mts';

const NODE = 'Generate Video';
const load = async () => await loadExample('prompt-to-video', { id: '1', name: 'WaveSpeed' });

describe('the demo’s example', () => {
	test('stays as it is with the model that it names', async () => {
		const workflow = await load();
		useModel(workflow, NODE, modelOf(workflow, NODE));
		expect(workflow).toEqual(await load());
	});

	test('gets another model without the inputs of its own', async () => {
		const workflow = await load();
		useModel(workflow, NODE, 'some/other-model');
		expect(modelOf(workflow, NODE)).toBe('some/other-model');
		expect(inputsOf(workflow, NODE)).toEqual({});
		const generate = (nodes: typeof workflow.nodes) => nodes.find(({ name }) => name === NODE)!;
		const { model, inputFields, ...others } = generate(workflow.nodes).parameters;
		const before = generate((await load()).nodes).parameters;
		expect({ ...before, model, inputFields }).toEqual({ ...others, model, inputFields });
	});

	test('names a prompt to ask the price for', async () => {
		expect(fieldOf(await load(), 'Prompt', 'prompt')).not.toBe('');
	});
});
