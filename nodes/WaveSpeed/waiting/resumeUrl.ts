import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { isPrivateHost } from '../download/checkAddress';
import { cannotFailParked, notCallable } from './suspendErrors';
import type { Item } from '../item/item';
import { canFailParked } from '../n8n/engineVersion';
import { recall } from './parkedState';
import { RESUME_PATH } from './resumeWebhook';

/** n8n has it at run time on every path a node's items take, but not in the type. */
export type ParkingHost = IExecutePaginationFunctions & {
	putExecutionToWait?: (until: Date) => Promise<void>;
};

/**
 * Where WaveSpeed is to call when the item's prediction has ended.
 * @returns undefined where the execution is to be kept running: the user chose so, or it cannot be
 * suspended here and running it is what the user would want
 * @throws InputError where it cannot be suspended and the user has to decide
 */
export function resumeAddress(item: Item): string | undefined {
	if (item.parameter<string>('options.whileWaiting', 'poll') !== 'suspend') return undefined;
	const host: ParkingHost = item.host;
	const kept = whyKeptRunning(item);
	if (kept !== undefined) {
		if (item.index === 0) host.logger.warn(`The execution is kept running while waiting: ${kept}.`);
		return undefined;
	}
	const { resumeUrl } = host.getWorkflowDataProxy(item.index).$execution as { resumeUrl: string };
	const url = new URL(resumeUrl);
	// The node runs again after its wait: nothing is submitted any more that could fail to call back.
	if (recall(host)) return resumeUrl;
	const isPublicApi = !isPrivateHost(new URL(item.api.connection.baseUrl).hostname);
	if (isPublicApi && isPrivateHost(url.hostname)) throw notCallable(resumeUrl);
	if (isPublicApi && url.protocol !== 'https:' && item.index === 0) {
		host.logger.warn(
			'WaveSpeed asks for https:// addresses to call back; WEBHOOK_URL begins with http://.',
		);
	}
	if (item.run.stopsOnError && !canFailParked(item)) throw cannotFailParked();
	url.pathname = `${url.pathname.replace(/\/+$/, '')}/${RESUME_PATH}`;
	return url.href;
}

function whyKeptRunning({ forAgent, host }: Item): string | undefined {
	if (forAgent) return 'an agent waits for its tool’s answer';
	const mode = host.getMode?.();
	if (mode === 'cli') return 'n8n’s command line ends with the process and cannot be called back';
	if (mode === 'evaluation') return 'an evaluation waits for the output';
	if (!(host as ParkingHost).putExecutionToWait) return 'this n8n does not let a node suspend it';
	return undefined;
}
