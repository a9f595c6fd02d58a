import type { IAllExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';

/**
 * What a call to the API needs from n8n. Every place where n8n runs node code has it: an item's
 * execution, the editor's drop-downs, a webhook.
 */
export interface ApiHost {
	getCredentials<T extends object = Record<string, unknown>>(type: string): Promise<T>;
	getNode(): ReturnType<ILoadOptionsFunctions['getNode']>;
	readonly logger: ILoadOptionsFunctions['logger'];
	readonly helpers: Pick<
		IAllExecuteFunctions['helpers'] & IWebhookFunctions['helpers'],
		'httpRequest' | 'httpRequestWithAuthentication'
	>;
}
