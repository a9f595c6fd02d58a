import type { IWebhookDescription } from 'n8n-workflow';

/**
 * Where WaveSpeed calls a parked execution. The path is the node's id, so that a late callback for this
 * node cannot wake a Wait node that the same execution has come to since.
 *
 * A constant of its own: the linter takes a literal in the description for a trigger's.
 */
export const resumeWebhook: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		path: '={{ $nodeId }}',
		isFullPath: true,
		restartWebhook: true,
		responseMode: 'onReceived',
		// Without it the caller reads n8n's “firstEntryJson”.
		responseData: '',
		ndvHideUrl: true,
	},
];
