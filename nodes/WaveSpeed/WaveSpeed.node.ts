import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { testConnection } from './panel/testConnection';
import { createEnvironment } from './environment';
import { getFileInputs } from './panel/fileInputs';
import { formStateParameter } from './panel/formState';
import { builderHint, hints } from './panel/hints';
import { KeptInputs } from './panel/keptInputs';
import { modelFieldsMethod } from './panel/modelFields';
import { getModelTypes } from './panel/modelTypes';
import { searchModelsMethod } from './panel/searchModels';
import { searchPredictions } from './panel/searchPredictions';
import { accountProperties } from './resources/account';
import { fileProperties } from './resources/file';
import { modelProperties } from './resources/model';
import { predictionProperties } from './resources/prediction';
import { resumeParked } from './waiting/resumeOnCallback';
import { resumeWebhook } from './waiting/resumeWebhook';

/** Turns a prompt into a video, an image, a sound or a 3D file with any WaveSpeedAI model. */
export class WaveSpeed implements INodeType {
	private readonly keptInputs = new KeptInputs();

	/** @param environment what tests put in the place of the system's clock */
	constructor(private readonly environment = createEnvironment()) {}

	description: INodeTypeDescription = {
		displayName: 'WaveSpeedAI',
		name: 'waveSpeed',
		icon: { light: 'file:../../icons/wavespeed.svg', dark: 'file:../../icons/wavespeed.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"].split(/(?=[A-Z])/).join(" ").toLowerCase() + ": " + $parameter["resource"] }}',
		description: 'Make videos, images, sound and 3D files with any WaveSpeedAI model',
		defaults: { name: 'WaveSpeedAI' },
		usableAsTool: true,
		builderHint,
		hints,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'waveSpeedApi', required: true, testedBy: 'testConnection' }],
		webhooks: resumeWebhook,
		waitingNodeTooltip:
			'Waiting for WaveSpeed to report that the predictions have ended; no worker is kept busy meanwhile',
		// n8n runs a node with methods declaratively only where requestDefaults is set.
		requestDefaults: { baseURL: '={{ $credentials.baseUrl }}' },
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				default: 'prediction',
				description: 'What to work with',
				options: [
					{
						name: 'Account',
						value: 'account',
						description: 'The WaveSpeed account that the credential belongs to',
					},
					{
						name: 'File',
						value: 'file',
						description: 'Files to work from, brought to WaveSpeed for 7 days',
					},
					{
						name: 'Model',
						value: 'model',
						description: 'The models that WaveSpeed offers: what they do, cost and take',
					},
					{
						name: 'Prediction',
						value: 'prediction',
						description: 'One run of a model, from its submission to the files it made',
					},
				],
			},
			...accountProperties(this.environment),
			...fileProperties(this.environment),
			...modelProperties(this.environment),
			...predictionProperties(this.environment),
			formStateParameter,
		],
	};

	methods = {
		credentialTest: { testConnection },
		listSearch: { searchModels: searchModelsMethod(this.keptInputs), searchPredictions },
		loadOptions: { getFileInputs, getModelTypes },
		resourceMapping: { getModelFields: modelFieldsMethod(this.keptInputs) },
	};

	/** Called by WaveSpeed for an execution that the option “While Waiting” has parked. */
	webhook = resumeParked(this.environment);
}
