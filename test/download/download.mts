import {
	downloadOutput,
	type DownloadOptions,
} from '../../nodes/WaveSpeed/download/downloadOutput.ts';
import { DownloadError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';
import type { FaultServer } from './faultServer.mts';
import type { N8nHost } from './n8nHost.mts';
import { networkTime } from '../virtualTime.mts';

/** Downloads from a fault server with what the tests share; anything can be set otherwise. */
export async function fetchFrom(
	server: FaultServer,
	host: N8nHost,
	options: Partial<DownloadOptions> & { url?: string } = {},
) {
	return await downloadOutput(options.url ?? server.url(), {
		host,
		time: networkTime(),
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
