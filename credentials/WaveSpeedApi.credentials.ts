import type { IAuthenticate, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { authenticate } from '../nodes/WaveSpeed/api/authenticate';
import { PUBLIC_API } from '../nodes/WaveSpeed/api/connection';
import { ACCOUNT_PAGE, BILLING_PAGE } from '../nodes/WaveSpeed/errors/vendorPages';

/** An account at WaveSpeedAI. The node tests it, because only code can tell a wrong key from an empty account. */
export class WaveSpeedApi implements ICredentialType {
	name = 'waveSpeedApi';

	displayName = 'WaveSpeed API';

	icon: Icon = { light: 'file:../icons/wavespeed.svg', dark: 'file:../icons/wavespeed.dark.svg' };

	documentationUrl = 'https://wavespeed.ai/docs/docs-authentication';

	properties: INodeProperties[] = [
		{
			displayName: `Create an API key at <a href="https://${ACCOUNT_PAGE}" target="_blank">${ACCOUNT_PAGE}</a> and paste it below. New accounts get 1 USD to try. Some models work only after a <a href="https://${BILLING_PAGE}" target="_blank">top-up</a>, and none works without credit.`,
			name: 'whereKeysAreMade',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The key of the account that pays',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: PUBLIC_API,
			description: 'Where the API is; change it only for a gateway of your own or for the emulator',
		},
	];

	authenticate: IAuthenticate = authenticate;
}
