import type { Emulator } from '../../../emulator/index.mts';
import { startEmulator } from '../../startEmulator.mts';
import { runWorkflow } from '../../workflow/engine.mts';

const MODEL = 'openai/sora-2/text-to-video';
const getPrice = (value: Record<string, unknown>, prompt = 'a lighthouse') => ({
	resource: 'model',
	operation: 'getPrice',
	model: { __rl: true, mode: 'id', value: MODEL },
	inputMode: 'fields',
	prompt,
	inputFields: { mappingMode: 'defineBelow', value },
});

describe('Model → Get Price', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await startEmulator({ apiKey: 'test-key' });
	});
	afterEach(async () => await emulator.close());

	it('tells what a prediction with this input would cost, and submits nothing', async () => {
		const { success } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: getPrice({ duration: 12 }) as never,
		});
		expect(success).toEqual([
			{
				json: { model: MODEL, price_usd: 1.2, list_price_usd: 1.2 },
				pairedItem: { item: 0 },
			},
		]);
		expect(emulator.predictions).toHaveLength(0);
	});

	it('tells the discount', async () => {
		emulator.misbehave({
			when: { path: '/api/v3/model/price' },
			do: {
				kind: 'reply',
				status: 200,
				body: {
					code: 200,
					data: { price: 0.4, discounted_price: 0.32, discount_rate: 0.2, currency: 'USD' },
				},
			},
		});
		const { success } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: getPrice({}) as never,
		});
		expect(success[0]!.json).toEqual({
			model: MODEL,
			price_usd: 0.32,
			list_price_usd: 0.4,
			discount_rate: 0.2,
		});
	});

	it('refuses an input that the model does not take, since its price would be another one’s', async () => {
		const { failure } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: getPrice({ duration: 5 }) as never,
		});
		expect(failure?.message).toMatch(/duration.*4, 8, 12/);
		expect(emulator.requestsTo({ method: 'POST' })).toHaveLength(0);
	});
});
