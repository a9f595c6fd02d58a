import type { IWebhookDescription } from 'n8n-workflow';

import { isPrivateHost } from '../../download/checkAddress';
import type { Item } from '../../item/item';
import { canRunAgainAfterWait } from '../../n8n/runAgainAfterWait';
import { trimEnds } from '../../trimEnds';
import { parkedStateOf } from './parkedState';
import { notCallable } from './suspendErrors';

/**
 * The address that WaveSpeed calls when the item's prediction has ended.
 * @returns undefined if the execution keeps running: the user chose so, or it cannot be suspended here
 * and the user would want it to run
 * @throws InputError if it cannot be suspended and the user has to decide
 */
export function resumeUrlOf(item: Item): string | undefined {
	if (item.parameter('options.whileWaiting', 'poll') !== 'suspend') return undefined;
	const { host } = item;
	const kept = whyKeptRunning(item);
	if (kept !== undefined) {
		if (item.member === 0)
			host.logger.warn(`The execution is kept running while waiting: ${kept}.`);
		return undefined;
	}
	const { resumeUrl } = host.getWorkflowDataProxy(item.index).$execution as { resumeUrl: string };
	const url = new URL(resumeUrl);
	// The node runs again after its wait: it was called back, and will be again.
	const isParked = parkedStateOf(host) !== undefined;
	const isPublicApi = !isPrivateHost(new URL(item.api.connection.baseUrl).hostname);
	if (!isParked && isPublicApi && isPrivateHost(url.hostname)) throw notCallable(resumeUrl);
	if (!isParked && isPublicApi && url.protocol !== 'https:' && item.member === 0) {
		host.logger.warn(
			'WaveSpeed asks for https:// addresses to call back; WEBHOOK_URL begins with http://.',
		);
	}
	url.pathname = `${trimEnds(url.pathname, '', '/')}/${RESUME_PATH}`;
	// Identifies the item if the answer to its submission is lost.
	url.searchParams.set(ITEM_OF_CALLBACK, String(item.member));
	return url.href;
}

/** The query parameter of a callback's address that identifies the item. */
export const ITEM_OF_CALLBACK = 'item';

function whyKeptRunning({ forAgent, host }: Item): string | undefined {
	if (forAgent) return 'an agent waits for its tool’s answer';
	const mode = host.getMode?.();
	if (mode === 'cli') return 'n8n’s command line ends with the process and cannot be called back';
	if (mode === 'evaluation') return 'an evaluation waits for the output';
	if (!canRunAgainAfterWait(host)) return 'this n8n does not let a node suspend it';
	return undefined;
}

/**
 * The end of the address that WaveSpeed calls. With its own ending, a late callback cannot wake a Wait
 * node that the execution has reached since. It is not an expression: for each of those n8n would set up
 * a whole engine, a tenth of a second of its processor per callback.
 */
const RESUME_PATH = 'wavespeed';

/** A separate constant: the linter takes a literal in the description for a trigger's. */
export const resumeWebhook: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		path: RESUME_PATH,
		isFullPath: true,
		restartWebhook: true,
		responseMode: 'onReceived',
		// Without it the caller would get n8n's “firstEntryJson”.
		responseData: '',
		ndvHideUrl: true,
	},
];
