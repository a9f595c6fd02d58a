import {
	downloadOutput,
	type DownloadOptions,
} from '../../nodes/WaveSpeed/download/downloadOutput.ts';
import { DownloadError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';
import { systemTime, type Time } from '../../nodes/WaveSpeed/time.ts';
import type { FaultServer } from './faultServer.mts';
import type { N8nHost } from './n8nHost.mts';

/** The real clock, but pauses end at once; what was asked for is kept. */
export function impatientTime(): Time & { pauses: number[] } {
	const pauses: number[] = [];
	return {
		...systemTime,
		pauses,
		sleep: async (ms) => {
			pauses.push(ms);
			await new Promise((resolve) => setImmediate(resolve));
		},
	};
}

/** Downloads from a fault server with what the tests share; anything can be set otherwise. */
export async function fetchFrom(
	server: FaultServer,
	host: N8nHost,
	options: Partial<DownloadOptions> & { url?: string } = {},
) {
	return await downloadOutput(options.url ?? server.url(), {
		host,
		time: impatientTime(),
		apiBaseUrl: server.origin,
		fileName: 'prediction-1',
		limitBytes: 1_000_000_000,
		...options,
	});
}

/** @returns the error a download ends with; fails the test when it ends well */
export async function errorOf(download: Promise<unknown>): Promise<DownloadError> {
	const outcome = await download.then(
		() => new Error('The download ended well.'),
		(error: unknown) => error,
	);
	if (!(outcome instanceof DownloadError)) throw outcome;
	return outcome;
}
