import { setTimeout as delay } from 'node:timers/promises';
import { startEmulator } from '../emulator/index.mts';
import { chooseModel, type Wanted } from './chooseModel.mts';

/** What the demo's credential points to. */
export interface WaveSpeed {
	/** How the demo calls it: "the emulator", "WaveSpeedAI". */
	name: string;
	apiKey: string;
	/** Base URL for the credential. */
	url: string;
	/** The model the video is made with. */
	model: string;
	/** True where people may be shown the key: it opens nothing. */
	keyIsPublic: boolean;
	/** The bytes that were served for an output. */
	servedBytes(prediction: { id: string; outputs: string[] }): Promise<Buffer>;
	close(): Promise<void>;
}

const REAL = { url: 'https://api.wavespeed.ai', abortWindowMs: 10_000 };
/** Long enough to be seen waiting, short enough not to bore. */
const GENERATION_TIME_MS = 3_000;
const PUBLIC_KEY = 'any-key-will-do';

/**
 * The real API where a key is given, after it was asked what it has and costs, a warning, and time to
 * leave; else the emulator.
 *
 * @param real where the real API is, and how long the warning stands
 * @throws Error whose message is a sentence for the person at the terminal; nothing is paid then
 */
export async function openWaveSpeed(
	env: NodeJS.ProcessEnv,
	wanted: Wanted,
	say: (text: string) => void,
	real = REAL,
): Promise<WaveSpeed> {
	const apiKey = env.WAVESPEED_API_KEY?.trim();
	return apiKey ? await openReal(apiKey, wanted, say, real) : await openEmulator(wanted);
}

async function openEmulator(wanted: Wanted): Promise<WaveSpeed> {
	const emulator = await startEmulator({ generationTimeMs: GENERATION_TIME_MS });
	const api = { url: emulator.url, apiKey: PUBLIC_KEY };
	return {
		...api,
		name: 'the emulator',
		model: (await chooseModel(api, wanted)).id,
		keyIsPublic: true,
		servedBytes: async ({ id }) => await emulator.outputBytesOf(id),
		close: async () => await emulator.close(),
	};
}

async function openReal(
	apiKey: string,
	wanted: Wanted,
	say: (text: string) => void,
	{ url, abortWindowMs }: typeof REAL,
): Promise<WaveSpeed> {
	const model = await chooseModel({ url, apiKey }, wanted);
	const price =
		model.priceUsd === undefined
			? 'a price that WaveSpeedAI did not tell; see its page at wavespeed.ai/models'
			: `${usd(model.priceUsd)} USD`;
	say(
		[
			'',
			'WAVESPEED_API_KEY is set, so this demo uses the real WaveSpeedAI and COSTS MONEY:',
			`one video with ${model.id} for ${price}.`,
			`It starts in ${abortWindowMs / 1000} seconds. Ctrl+C stops it now, at no cost;`,
			'without the variable the demo is free.',
			'',
		].join('\n'),
	);
	await delay(abortWindowMs);
	return {
		name: 'WaveSpeedAI',
		apiKey,
		url,
		model: model.id,
		keyIsPublic: false,
		async servedBytes({ outputs }) {
			const response = await fetch(outputs[0] ?? '');
			if (!response.ok) throw new Error(`The video's address answered ${response.status}.`);
			return Buffer.from(await response.arrayBuffer());
		},
		close: async () => undefined,
	};
}

/** "0.15", and "0.0225" where two places would tell less than it costs. */
function usd(price: number): string {
	return Number.isInteger(Math.round(price * 1e6) / 1e4) ? price.toFixed(2) : String(price);
}
