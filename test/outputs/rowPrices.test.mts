import type { IDataObject } from 'n8n-workflow';

import type { Emulator } from '../../emulator/index.mts';
import { runAgent } from '../n8n/agentEngine.mts';
import { startEmulator, time } from '../startEmulator.mts';
import { prompts, promptToVideo, runWorkflow } from '../workflow/engine.mts';

/** Its price goes by the duration: 0.10 dollars a second. */
const VIDEO = 'openai/sora-2/text-to-video';
/** Always 0.005 dollars. */
const PICTURE = 'wavespeed-ai/z-image/turbo';
let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 20 });
});
afterEach(async () => await emulator.close());

const questions = () => emulator.requestsTo({ method: 'POST', path: '/api/v3/model/price' });
const generate = async (
	model: string,
	texts: string[],
	fields: IDataObject = {},
	options: IDataObject = {},
) =>
	await runWorkflow({
		baseUrl: emulator.url,
		parameters: {
			...promptToVideo,
			model: { __rl: true, mode: 'id', value: model },
			inputMode: 'fields',
			inputFields: { mappingMode: 'defineBelow', value: fields },
			options,
		} as never,
		items: prompts(...texts),
	});
const pricesOf = ({ success }: Awaited<ReturnType<typeof generate>>) =>
	success.map(({ json }) => json.quoted_price_usd);

describe('the price in a row for which no limit asked', () => {
	it('is that of what was sent, and is asked for after everything is submitted', async () => {
		expect(pricesOf(await generate(VIDEO, ['a kite'], { duration: '8' }))).toEqual([0.8]);
		const paths = emulator.requestsTo({ method: 'POST' }).map(({ path }) => path);
		expect(paths).toEqual([`/api/v3/${VIDEO}`, '/api/v3/model/price']);
	});

	it('is asked for once where it cannot differ, however many rows and variations there are', async () => {
		const texts = Array.from({ length: 30 }, (_, row) => `kite ${row}`);
		const rows = await generate(PICTURE, texts, {}, { variations: 2 });
		expect(pricesOf(rows)).toEqual(Array(60).fill(0.005));
		expect(questions()).toHaveLength(1);
	});

	it('is asked for again where the formula names what differs', async () => {
		const rows = await generate(VIDEO, ['4', '8', '8'], { duration: '={{ $json.prompt }}' });
		expect(pricesOf(rows)).toEqual([0.4, 0.8, 0.8]);
		expect(questions()).toHaveLength(2);
	});

	it('is no second question where a limit has asked', async () => {
		const rows = await generate(VIDEO, ['a', 'b'], {}, { maxPricePerRun: 3 });
		expect(pricesOf(rows)).toEqual([0.4, 0.4]);
		expect(questions()).toHaveLength(2);
	});

	it('is none for what was paid for before', async () => {
		await generate(VIDEO, ['a'], {}, { reusePaidResults: 'always' });
		const { success } = await generate(VIDEO, ['a'], {}, { reusePaidResults: 'always' });
		expect(success[0]!.json).toMatchObject({ reused: true });
		expect(success[0]!.json).not.toHaveProperty('quoted_price_usd');
	});

	it.each([
		['says no', { kind: 'reply', status: 403, body: { code: 403, message: 'no' } }],
		['is away', { kind: 'reply', status: 503, body: {} }],
		['answers something else', { kind: 'reply', status: 200, body: { code: 200, data: {} } }],
		['does not answer', { kind: 'stall' }],
	] as const)('leaves the row as it is where the endpoint %s', async (_what, misbehaviour) => {
		emulator.misbehave({
			when: { method: 'POST', path: /^\/api\/v3\/model\/pric/ } as never,
			times: 100,
			do: misbehaviour as never,
		});
		const { success, failure } = await generate(VIDEO, ['a']);
		expect(failure).toBeUndefined();
		expect(success[0]!.json.status).toBe('completed');
		expect(success[0]!.json).not.toHaveProperty('quoted_price_usd');
		expect(success[0]!.binary).toHaveProperty('data');
	});

	it('is not asked for any longer once the row has gone without it', async () => {
		emulator.misbehave({
			when: { method: 'POST', path: /^\/api\/v3\/model\/pric/ } as never,
			times: 100,
			do: { kind: 'reply', status: 503, body: {} } as never,
		});
		await generate(VIDEO, ['a']);
		const before = questions().length;
		expect(before).toBeGreaterThan(0);
		await time.sleep(5 * 60_000);
		expect(questions()).toHaveLength(before);
	});

	it('is not asked for where a model reads the row', async () => {
		const { told } = await runAgent({
			path: 'engine',
			baseUrl: emulator.url,
			parameters: { ...promptToVideo, prompt: 'a kite' } as never,
			turns: [[{}]],
		});
		expect(told.join()).toContain('completed');
		expect(questions()).toHaveLength(0);
	});
});
