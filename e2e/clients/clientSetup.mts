import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulator, type Emulator } from '../../emulator/index.mts';
import type { InstalledClients } from './installClients.mts';

export const API_KEY = 'emulated-key-that-is-as-long-as-one-of-the-vendor';
/** Made in a tenth of a second; a prompt with `[slow]` takes one, which is longer than sync mode waits. */
const GENERATION_TIME_MS = 100;
const SYNC_TIMEOUT_MS = 500;

/** One request as the emulator answered it. */
export interface Exchange {
	host: 'api' | 'outputs';
	method: string;
	path: string;
	status: number;
}

/** What the clients are tried on. */
export interface ClientSetup {
	installed: InstalledClients;
	emulator: Emulator;
	/** Everything that was answered, in that order. */
	exchanges: readonly Exchange[];
	/** An empty folder, which is also the home of every client's process. */
	folder: string;
	/** A small picture on disk, and what is in it. */
	picture: { file: string; bytes: Buffer };
	/** What a client's process finds in its environment: nothing of this one's but how to start. */
	env: NodeJS.ProcessEnv;
	close(): Promise<void>;
}

const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
	'base64',
);

export async function openClientSetup(installed: InstalledClients): Promise<ClientSetup> {
	const exchanges: Exchange[] = [];
	const emulator = await startEmulator({
		apiKey: API_KEY,
		generationTimeMs: GENERATION_TIME_MS,
		syncTimeoutMs: SYNC_TIMEOUT_MS,
		onRequest: (exchange) => exchanges.push(exchange),
	});
	const folder = await mkdtemp(path.join(tmpdir(), 'wavespeed-clients-'));
	const picture = path.join(folder, 'picture.png');
	await writeFile(picture, PICTURE);
	return {
		installed,
		emulator,
		exchanges,
		folder,
		picture: { file: picture, bytes: PICTURE },
		// Without a proxy: what they send must reach nobody but the emulator.
		env: {
			PATH: process.env.PATH,
			HOME: folder,
			XDG_CONFIG_HOME: path.join(folder, '.config'),
			NO_COLOR: '1',
			WAVESPEED_API_KEY: API_KEY,
		},
		async close() {
			await emulator.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
