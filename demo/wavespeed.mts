import { setTimeout as delay } from 'node:timers/promises';
import { startEmulator } from '../emulator/index.mts';

/** What the demo's credential points to. */
export interface WaveSpeed {
	/** How the demo calls it: "the emulator", "WaveSpeedAI". */
	name: string;
	apiKey: string;
	/** Base URL for the credential. */
	url: string;
	/** The bytes that were served for an output. */
	servedBytes(prediction: { id: string; outputs: string[] }): Promise<Buffer>;
	close(): Promise<void>;
}

const REAL_URL = 'https://api.wavespeed.ai';
/** What examples/prompt-to-video.json runs. */
const MODEL = 'wavespeed-ai/minimax-h3/text-to-video';
const ABORT_WINDOW_MS = 10_000;
/** Long enough to be seen waiting, short enough not to bore. */
const GENERATION_TIME_MS = 3_000;

/** The real API where a key is given, after a warning and time to leave; else the emulator. */
export async function openWaveSpeed(
	env: NodeJS.ProcessEnv,
	say: (text: string) => void,
): Promise<WaveSpeed> {
	const apiKey = env.WAVESPEED_API_KEY?.trim();
	return apiKey ? await openReal(apiKey, say) : await openEmulator();
}

async function openEmulator(): Promise<WaveSpeed> {
	const emulator = await startEmulator({ generationTimeMs: GENERATION_TIME_MS });
	return {
		name: 'the emulator',
		apiKey: 'any-key-will-do',
		url: emulator.url,
		servedBytes: async ({ id }) => await emulator.outputBytesOf(id),
		close: async () => await emulator.close(),
	};
}

async function openReal(apiKey: string, say: (text: string) => void): Promise<WaveSpeed> {
	say(
		[
			'',
			`WAVESPEED_API_KEY is set, so this demo uses the real WaveSpeedAI and COSTS MONEY:`,
			`the price of one video of 5 seconds with ${MODEL}`,
			`(see wavespeed.ai/models/${MODEL}).`,
			`It starts in ${ABORT_WINDOW_MS / 1000} seconds. Ctrl+C stops it now, at no cost;`,
			'without the variable the demo is free.',
			'',
		].join('\n'),
	);
	await delay(ABORT_WINDOW_MS);
	return {
		name: 'WaveSpeedAI',
		apiKey,
		url: REAL_URL,
		async servedBytes({ outputs }) {
			const response = await fetch(outputs[0] ?? '');
			if (!response.ok) throw new Error(`The video's address answered ${response.status}.`);
			return Buffer.from(await response.arrayBuffer());
		},
		close: async () => undefined,
	};
}
