import { answer, run } from '../../faults/runWithoutEngine.mts';
import { modelWith } from '../../faults/modelWith.mts';

let keys = 0;

describe('a model that is not chosen', () => {
	it.each(['generateAndWait', 'generate'])(
		'is asked for, and costs nothing (%s)',
		async (operation) => {
			const { errors, api } = await run(
				{ models: [modelWith({})] },
				{ key: `chosen-${++keys}`, operation, parameters: { model: undefined } },
			);
			expect(errors[0]!.error).toMatch(/^No model is chosen\. Choose one from the list/);
			expect(errors[0]!.details).toEqual({ reason: 'noModel', field: 'model' });
			expect(api.predictions).toEqual([]);
		},
	);
});

describe('the name of a model in the place of its id', () => {
	const called = (id: string) => ({ ...modelWith({}), model_id: id });
	const models = [
		called('wavespeed-ai/minimax-h3/text-to-video'),
		called('openai/sora-2/text-to-video'),
		called('openai/sora-2/text-to-video-pro'),
		called('kwaivgi/kling-v2.1-t2v-master'),
		called('google/veo3.1/text-to-video'),
		called('acme/kite'),
	];
	const refusal = async (value: string, catalogue: object = { models }) => {
		const { errors, at } = await run(catalogue as never, {
			key: `chosen-${++keys}`,
			operation: 'submit',
			parameters: { model: { __rl: true, mode: 'id', value } } as never,
		});
		expect(at('submit')).toEqual([]);
		return errors[0]!;
	};

	it.each([
		['MiniMax H3', ['wavespeed-ai/minimax-h3/text-to-video']],
		['sora-2', ['openai/sora-2/text-to-video', 'openai/sora-2/text-to-video-pro']],
		['Sora 2 Pro Text to Video', ['openai/sora-2/text-to-video-pro']],
		['veo 3', ['google/veo3.1/text-to-video']],
		['Veo 3.1', ['google/veo3.1/text-to-video']],
		['veo  3.1', ['google/veo3.1/text-to-video']],
		['Kling 2.1', ['kwaivgi/kling-v2.1-t2v-master']],
		['kling v2.1', ['kwaivgi/kling-v2.1-t2v-master']],
	])('is refused with the ids of models called so: %s', async (name, ids) => {
		const { error, details } = await refusal(name);
		expect(error).toBe(
			`“${name}” is not a model id. Did you mean ${ids.join(' or ')}? Enter the id, or choose the model from the list. Nothing was submitted.`,
		);
		expect(details).toEqual({ reason: 'invalidModelId', field: 'model', alternatives: ids });
	});

	it.each(['Nobody 7', '..', 'a?b', 'https://example.com/kite'])(
		'is not guessed for “%s”',
		async (text) => {
			const { error } = await refusal(text);
			expect(error).toContain('is not a model id. Ids look like');
		},
	);

	it('names some of many models, and none for what all of them or none are called', async () => {
		const ids = Array.from({ length: 7 }, (_, index) => `acme/lucy-1/${index}`);
		const many = { models: [...ids, 'acme/kite'].map(called) };
		const { alternatives } = (await refusal('lucy', many)).details as { alternatives: string[] };
		expect(alternatives.length).toBeGreaterThan(1);
		expect(alternatives.length).toBeLessThan(7);
		for (const name of ['text', 'wonder']) {
			const { details } = await refusal(name, many);
			expect(details).toEqual({ reason: 'invalidModelId', field: 'model' });
		}
	});

	it('is looked up nowhere if it cannot be a name', async () => {
		for (const model of ['../balance', 'x'.repeat(200), '?a=b']) {
			const { api } = await run(
				{ models },
				{ key: `chosen-${++keys}`, operation: 'submit', parameters: { model } },
			);
			expect(api.requests).toEqual([]);
		}
	});

	it('is told to have ended where its maker has ended it, as long as none of the family is listed', async () => {
		const others = { models: [called('wavespeed-ai/wan-2.2/i2v-720p-lora')] };
		const { error, details } = await refusal('Sora', others);
		expect(error).toBe(
			'“Sora” is not a model id. OpenAI ended Sora 2 in September 2026. Choose another model from the list. Nothing was submitted.',
		);
		expect(details).toEqual({ reason: 'invalidModelId', field: 'model' });
		expect((await refusal('Sorata', others)).error).toContain('Ids look like');
		expect((await refusal('Sora')).error).toContain('Did you mean openai/sora-2/text-to-video');
	});

	it('is refused in plain words where the catalogue cannot be had', async () => {
		const { error } = await refusal('MiniMax H3', { catalogue: Array(9).fill(answer(403)) });
		expect(error).toContain('“MiniMax H3” is not a model id. Ids look like');
	});
});
