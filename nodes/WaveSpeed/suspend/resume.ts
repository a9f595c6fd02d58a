import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** Answers WaveSpeed's callback for a parked execution. */
export function resumeParked(): (this: IWebhookFunctions) => Promise<IWebhookResponseData> {
	return async function () {
		return { webhookResponse: '' };
	};
}
