import type { INodeTypeDescription, NodeHint } from 'n8n-workflow';

import { LEFT_OUT_IN_EXPRESSION } from './keptInputs';

const MAKES = '["video", "image", "audio", "threeD"].includes($parameter["resource"])';
const GENERATES =
	'$parameter["resource"] === "prediction" && $parameter["operation"] === "generateAndWait"';
const SUBMITS = '$parameter["resource"] === "prediction" && $parameter["operation"] === "submit"';
const FETCHES =
	'$parameter["resource"] === "prediction" && $parameter["operation"] === "getResult"';
const REUSES = '["manual", "always"].includes(($parameter["options"] || {})["reusePaidResults"])';

/** Long enough to be read, but shorter than the kept values live. */
const SAID_FOR_MS = 10 * 60_000;
/** The inputs that people fill in most, by the names that the form has for them. */
const OFTEN_FILLED_IN: Readonly<Record<string, string>> = {
	aspect_ratio: 'Aspect Ratio',
	audio: 'Audio',
	duration: 'Duration',
	image: 'Image',
	images: 'Images',
	language: 'Language',
	last_image: 'Last Image',
	negative_prompt: 'Negative Prompt',
	output_format: 'Output Format',
	resolution: 'Resolution',
	seed: 'Seed',
	size: 'Size',
	video: 'Video',
	voice_id: 'Voice ID',
};

/**
 * What a model leaves out of the forms of those before. n8n evaluates a hint's condition, but not its words,
 * so each frequent input has a hint of its own (2.41.1).
 * @param which in n8n's expression language, of an input's `name`
 */
function leftOut(what: string, which: string): NodeHint {
	// An expression sees only the id of a chosen model, unless it has all parameters as JSON.
	const found = `(${LEFT_OUT_IN_EXPRESSION}.exec(JSON.stringify($rawParameter)) || ["", "", 0])`;
	return {
		message: `This model does not accept ${what}. It comes back when you choose a model that accepts it.`,
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'always',
		displayCondition: `={{ ((found) => Date.now() - Number(found[2]) < ${SAID_FOR_MS} && found[1].split(",").some((name) => ${which}))(${found}) }}`,
	};
}

/**
 * What the editor says beside the output after a run: looking at the next node must not cost another
 * video. n8n cannot pin an output that has files; the rows of Submit have none. It stands above an error
 * as well, so it speaks of successful executions: a condition sees the items that came in, but not
 * what became of them (2.41.1).
 * https://docs.n8n.io/integrations/creating-nodes/build/reference/node-base-files/
 */
export const hints: INodeTypeDescription['hints'] = [
	afterRun(
		'Each successful execution of this node makes and pays for something new. While you build the nodes after it, add the option “Cost: Reuse Paid Results”: what was made from the same inputs then comes back free of charge.',
		`(${MAKES} || ${GENERATES}) && !${REUSES}`,
	),
	afterRun(
		'Pin this output while you build the nodes after it: each successful execution of this node makes and pays for something new.',
		SUBMITS,
	),
	...Object.entries(OFTEN_FILLED_IN).map(([name, label]) =>
		leftOut(`“${label}” as filled in for another model`, `name === "${name}"`),
	),
	leftOut(
		'some other input, as filled in for another model',
		`!${JSON.stringify(Object.keys(OFTEN_FILLED_IN))}.includes(name)`,
	),
	{
		message:
			'n8n executes the nodes before this one first if they have no output: a stopped generation would be paid for again. To fetch what it made, put this node behind a trigger of its own.',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: `={{ ${FETCHES} }}`,
	},
];

function afterRun(message: string, condition: string): NodeHint {
	return {
		message,
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: `={{ ${condition} }}`,
	};
}

/** Instructions for n8n's workflow builder, and others that build workflows from a description. */
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
