import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { testConnection } from '../WaveSpeed/panel/testConnection';
import { receiveCallback } from './receiveCallback';
import { requireCallbackSecret } from './triggerCallbackSecrets';
import { outputRowsOfCallback } from './outputRowsOfCallback';
import { triggerProperties } from './triggerProperties';

/** Starts a workflow when WaveSpeed reports the end of a prediction that was submitted with this address. */
export class WaveSpeedTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WaveSpeedAI Trigger',
		name: 'waveSpeedTrigger',
		icon: { light: 'file:../../icons/wavespeed.svg', dark: 'file:../../icons/wavespeed.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"] === "all" ? "completed or failed" : "completed" }}',
		// n8n's list of nodes shows this one sentence for the node and its trigger together.
		description:
			'Generate video, images, speech, music and 3D with AI models, or start when a result is ready',
		defaults: { name: 'WaveSpeedAI Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'waveSpeedApi', required: true, testedBy: 'testConnection' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: 'wavespeed',
				// Without it the caller would get n8n's “firstEntryJson”.
				responseData: '',
			},
		],
		triggerPanel: {
			header: 'Wait for a video, image or other file to be ready',
			executionsHelp: {
				inactive:
					'<b>While you build</b>, press “Execute step”, then run WaveSpeedAI → Submit with the test URL in its option “Webhook URL”: the result appears here. <br><br><b>Afterwards</b>, publish the workflow and submit with the production URL.',
				active:
					'<b>While you build</b>, press “Execute step”, then run WaveSpeedAI → Submit with the test URL in its option “Webhook URL”: the result appears here. <br><br><b>Predictions submitted with the production URL</b> start this workflow by themselves; they are listed under its executions.',
			},
			activationHint:
				'Once the workflow is published, predictions submitted with its production URL start it by themselves.',
		},
		eventTriggerDescription:
			'Put the URL above into the option “Webhook URL” of WaveSpeedAI → Submit, then submit a prediction.',
		activationMessage:
			'WaveSpeed starts this workflow for predictions that are submitted with its production URL as their Webhook URL.',
		properties: triggerProperties,
	};

	methods = { credentialTest: { testConnection } };

	/** Nothing is registered at WaveSpeed: each submission names the address to call. */
	webhookMethods = {
		default: {
			checkExists: async function (this: IHookFunctions): Promise<boolean> {
				return false;
			},
			create: async function (this: IHookFunctions): Promise<boolean> {
				return await requireCallbackSecret(this);
			},
			delete: async function (this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveCallback(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await outputRowsOfCallback(this);
	}
}
