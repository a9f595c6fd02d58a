import type { INodeTypeDescription } from 'n8n-workflow';

/**
 * What the editor says beside the output after a paid run: looking at the next node must not cost another
 * video. https://docs.n8n.io/integrations/creating-nodes/build/reference/node-base-files/
 */
export const hints: INodeTypeDescription['hints'] = [
	{
		message:
			'Pin this output while you build the nodes after it: every execution of this node makes and pays for something new.',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition:
			'={{ ["video", "image", "audio", "threeD"].includes($parameter["resource"]) || $parameter["resource"] === "prediction" && ["generateAndWait", "submit"].includes($parameter["operation"]) }}',
	},
];

/** What n8n's workflow builder, and others that build workflows from a description, are told. */
export const builderHint: INodeTypeDescription['builderHint'] = {
	searchHint:
		'Makes videos, images, music, speech, lip-sync, upscaled media and 3D files from prompts and files (Sora, Kling, Veo, Seedance, Wan, MiniMax, Flux and more). It replaces HTTP Request, Wait, polling and download: resources “video”, “image”, “audio” and “threeD” begin with a model that fits, “prediction” with “generateAndWait” takes any model. Files come as binary data in the field “data”; rows have “outputs” with the addresses. It costs money: set “maxPricePerPrediction”.',
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-wavespeedai.waveSpeedTrigger',
			relationHint: 'Starts a workflow when a prediction made with “submit” has ended',
		},
		{
			nodeType: 'n8n-nodes-base.readWriteFile',
			relationHint: 'Saves the generated file (binary field “data”) to disk',
		},
		{
			nodeType: '@n8n/n8n-nodes-langchain.agent',
			relationHint: 'Uses this node as a tool that makes media',
		},
	],
};
