import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { createProcessServices } from './item/processServices';
import { engineSlices } from './item/itemsStarted';
import { getFileInputs, getModelTypes } from './panel/fieldChoices';
import { formStateParameter, priceStateParameter } from './panel/hiddenParameters';
import { builderHint, hints } from './panel/hints';
import { KeptInputs } from './panel/keptInputs';
import { modelFieldsMethod } from './panel/modelFields';
import { searchModelsMethod, searchOtherModels } from './panel/searchModels';
import { searchPredictions } from './panel/searchPredictions';
import { showPriceMethod } from './panel/showPrice';
import { testConnection } from './panel/testConnection';
import { account } from './resources/account';
import { file } from './resources/file';
import { mediaResources } from './resources/media';
import { model } from './resources/model';
import { toProperties } from './resources/operation';
import { prediction } from './resources/prediction';
import { resumeParked } from './waiting/suspended/resumeOnCallback';
import { resumeWebhook } from './waiting/suspended/resumeUrl';

/** Turns a prompt into a video, an image, a sound or a 3D file with any WaveSpeedAI model. */
export class WaveSpeed implements INodeType {
	private readonly keptInputs = new KeptInputs();

	/** @param services tests replace the system's clock here */
	constructor(private readonly services = createProcessServices()) {}

	description: INodeTypeDescription = {
		displayName: 'WaveSpeedAI',
		name: 'waveSpeed',
		icon: { light: 'file:../../icons/wavespeed.svg', dark: 'file:../../icons/wavespeed.dark.svg' },
		group: ['transform'],
		version: 1,
		// The model tells nodes on the canvas apart. Only the editor evaluates this.
		subtitle:
			'={{ String($parameter["model"]?.value ?? $parameter["model"] ?? "").split("/").slice(1).join(" · ") || $parameter["operation"].split(/(?=[A-Z])/).join(" ").toLowerCase() + ": " + $parameter["resource"] }}',
		description: 'Generate video, images, speech, music and 3D with any of a thousand AI models',
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
		// n8n runs a node that also has methods declaratively only if this is set; its content does not
		// matter.
		requestDefaults: {},
		properties: [
			// The order of n8n's list of actions: the most wanted first.
			...toProperties(
				[...mediaResources, prediction, file, model, account],
				// Saved workflows leave out values that equal the default, so this default must not change.
				'prediction',
				this.services,
			),
			engineSlices,
			formStateParameter,
			priceStateParameter,
		],
	};

	methods = {
		credentialTest: { testConnection },
		listSearch: {
			searchModels: searchModelsMethod(this.keptInputs),
			searchOtherModels,
			searchPredictions,
		},
		loadOptions: { getFileInputs, getModelTypes, showPrice: showPriceMethod(this.keptInputs) },
		resourceMapping: { getModelFields: modelFieldsMethod(this.keptInputs) },
	};

	/** Called by WaveSpeed for an execution that the option “Wait: Suspend Execution” has parked. */
	webhook = resumeParked(this.services);
}
