import type { IAllExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';

/**
 * What a call to the API needs of n8n. Every place n8n runs a node's code in has it: an item's
 * execution, the drop-downs of the editor, a webhook.
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
