import { openWaveSpeed, type WaveSpeed } from '../../demo/wavespeed.mts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/index.mts';
import { DEFAULT_MODEL } from '../../nodes/WaveSpeed/defaultModel';

const SORA = 'openai/sora-2/text-to-video';
const KEY = 'real-key-of-nobody';

let emulator: Emulator;
let opened: WaveSpeed | undefined;
let said: string;
afterEach(async () => {
	await opened?.close();
	await emulator?.close();
	opened = undefined;
});

/** The demo with a key, where an emulator stands for the real API. */
async function open(
	wanted: { model: string; inputs?: Record<string, unknown> },
	options: EmulatorOptions = {},
	prepare: (emulator: Emulator) => void = () => undefined,
): Promise<WaveSpeed> {
	emulator = await startEmulator({ apiKey: KEY, ...options });
	prepare(emulator);
	said = '';
	opened = await openWaveSpeed(
		{ WAVESPEED_API_KEY: ` ${KEY}\n` },
		{ model: wanted.model, inputs: { prompt: 'a boat', ...wanted.inputs } },
		(text) => (said += text),
		{ url: emulator.url, abortWindowMs: 0 },
	);
	return opened;
}

describe('the demo with a key', () => {
	test('asks the catalogue first, then says which model it takes and what that costs', async () => {
		const { model, name, keyIsPublic } = await open({ model: DEFAULT_MODEL });
		expect({ model, name, keyIsPublic }).toEqual({
			model: DEFAULT_MODEL,
			name: 'WaveSpeedAI',
			keyIsPublic: false,
		});
		expect(said).toContain('COSTS MONEY');
		expect(said).toContain(`${DEFAULT_MODEL} for 0.15 USD`);
		expect(emulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /api/v3/models',
			'POST /api/v3/model/price',
		]);
		expect(said).not.toContain(KEY);
	});

	test('prices the very inputs that the example sets', async () => {
		await open({ model: DEFAULT_MODEL, inputs: { resolution: '768p', duration: 10 } });
		expect(said).toContain('0.60 USD');
	});

	test('needs nothing of the family that its maker ended', async () => {
		const { model } = await open({ model: DEFAULT_MODEL }, { without: ['openai/sora-2*'] });
		expect(model).toBe(DEFAULT_MODEL);
		expect(said).toContain(`${DEFAULT_MODEL} for 0.15 USD`);
	});

	test('takes the example’s model where the usual one is gone, with the inputs the example sets', async () => {
		const { model } = await open(
			{ model: SORA, inputs: { duration: 8 } },
			{ without: [DEFAULT_MODEL] },
		);
		expect(model).toBe(SORA);
		expect(said).toContain(`${SORA} for 0.80 USD`);
	});

	test('takes the cheapest that needs a prompt only where both are gone', async () => {
		const { model } = await open(
			{ model: SORA, inputs: { duration: 8 } },
			{ without: ['openai/sora-2*', DEFAULT_MODEL] },
		);
		expect(model).toBe('pixverse/pixverse-v5.5/text-to-video');
		const price = emulator.requests.find(({ path }) => path.endsWith('/price'));
		expect(price?.body).toEqual({ model_id: model, inputs: { prompt: 'a boat' } });
	});

	test('says so where the price cannot be had', async () => {
		await open({ model: DEFAULT_MODEL }, {}, ({ misbehave }) => {
			misbehave({ when: { path: /price$/ }, do: { kind: 'reply', status: 500, body: {} } });
		});
		expect(said).toContain('a price that WaveSpeedAI did not tell');
	});

	test.each([
		['a key that is not accepted', { apiKey: 'another' }, 'does not accept WAVESPEED_API_KEY'],
		['an account never topped up', { neverToppedUp: true }, 'does not accept WAVESPEED_API_KEY'],
	])('stops with a sentence at %s', async (_what, options, words) => {
		await expect(open({ model: SORA }, options)).rejects.toThrow(words);
		expect(said).toBe('');
	});

	test('stops with a sentence where the API has no video of a prompt, or no list', async () => {
		const noList = { kind: 'reply', status: 200, body: { code: 200, data: null } } as const;
		await expect(
			open({ model: SORA }, {}, ({ misbehave }) => {
				misbehave({ when: { path: /models$/ }, do: noList });
			}),
		).rejects.toThrow('not an answer of the API');
		await emulator.close();
		await expect(
			open({ model: SORA }, {}, (one) => {
				one.misbehave({
					when: { path: /models$/ },
					do: {
						kind: 'transform',
						change: (answer) => ({
							...answer,
							data: answer.data.filter(({ type }: any) => type !== 'text-to-video'),
						}),
					},
				});
			}),
		).rejects.toThrow('lists no model that makes a video of a prompt alone');
	});
});

test('the demo without a key uses an emulator whose key people may see', async () => {
	opened = await openWaveSpeed({}, { model: SORA, inputs: { prompt: 'a boat' } }, () => {
		throw new Error('it has nothing to warn of');
	});
	expect(opened).toMatchObject({ name: 'the emulator', model: DEFAULT_MODEL, keyIsPublic: true });
	const response = await fetch(`${opened.url}/api/v3/balance`, {
		headers: { authorization: `Bearer ${opened.apiKey}` },
	});
	expect(response.status).toBe(200);
});
