import type { IWebhookDescription } from 'n8n-workflow';

/**
 * The end of the address that WaveSpeed calls. With its own ending, a late callback cannot wake a Wait
 * node that the execution has reached since. It is not an expression: for each of those n8n would set up
 * a whole engine, a tenth of a second of its processor per callback.
 */
export const RESUME_PATH = 'wavespeed';

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
