import { type Job, jobAt } from '../models/jobs';
import { type Operation, type Resource, shownFor } from './operation';
import { modelField } from './prediction/fields/modelField';
import { generateAndWaitFor, generateAndWaitOperation } from './prediction/generateAndWait';

/** The texts about one thing to make; it runs Generate and Wait with the models for it. */
type Making = Pick<Operation, 'name' | 'value' | 'action' | 'description'>;

interface MediaDefinition
	extends Pick<Resource, 'name' | 'value' | 'description' | 'operationHint'> {
	/** A new node starts with the first. */
	operations: [Making, ...Making[]];
}

/** A resource for people who think of what they want to make: each of its operations has its own models. */
function mediaResource({ operations, ...media }: MediaDefinition): Resource {
	const made = operations.map((making) => ({ making, job: jobOf(media.value, making.value) }));
	return {
		...media,
		defaultOperation: operations[0].value,
		operations: made.map(({ making, job }) => ({
			...generateAndWaitOperation,
			...making,
			steps: generateAndWaitFor(job),
		})),
		fields: made.map(({ making, job }) =>
			modelField(shownFor(media.value, making.value), job.preferred[0]),
		),
	};
}

function jobOf(resource: string, operation: string): Job {
	const job = jobAt(resource, operation);
	if (!job) throw new Error(`No models are known for ${resource} → ${operation}.`);
	return job;
}

const video = mediaResource({
	name: 'Video',
	value: 'video',
	description: 'Make videos from words, images and audio, or upscale them',
	operationHint:
		'From a text, an image, a portrait with speech, or a smaller video; each operation lists its own models',
	operations: [
		{
			name: 'Generate',
			value: 'generate',
			action: 'Generate video',
			description: 'Make a video from a prompt and hand the file to the next node',
		},
		{
			name: 'Animate Image',
			value: 'animate',
			action: 'Animate image',
			description: 'Make a video that begins with an image, and hand it to the next node',
		},
		{
			name: 'Generate Talking Head',
			value: 'talkingHead',
			action: 'Generate talking head',
			description: 'Let a person in an image or video speak the words of an audio file',
		},
		{
			name: 'Upscale',
			value: 'upscale',
			action: 'Upscale video',
			description: 'Make a video larger and sharper',
		},
	],
});

const image = mediaResource({
	name: 'Image',
	value: 'image',
	description: 'Make images from words, or change images you have',
	operationHint: 'From a text, or from one of your images; each operation lists its own models',
	operations: [
		{
			name: 'Generate',
			value: 'generate',
			action: 'Generate image',
			description: 'Make an image from a prompt and hand the file to the next node',
		},
		{
			name: 'Edit',
			value: 'edit',
			action: 'Edit image',
			description: 'Change an image as a prompt says, or combine several',
		},
		{
			name: 'Remove Background',
			value: 'removeBackground',
			action: 'Remove background',
			description: 'Keep the subject of an image and remove what is behind it',
		},
		{
			name: 'Upscale',
			value: 'upscale',
			action: 'Upscale image',
			description: 'Make an image larger and sharper',
		},
	],
});

const audio = mediaResource({
	name: 'Audio',
	value: 'audio',
	description: 'Make speech and music, or turn speech into text',
	operationHint:
		'Speech from a text, music from a prompt, or a text from speech; each operation lists its own models',
	operations: [
		{
			name: 'Generate Speech',
			value: 'speech',
			action: 'Generate speech',
			description: 'Read a text aloud, as a voice-over, and hand the file to the next node',
		},
		{
			name: 'Generate Music',
			value: 'music',
			action: 'Generate music',
			description: 'Make a song or an instrumental from a prompt',
		},
		{
			name: 'Transcribe',
			value: 'transcribe',
			action: 'Transcribe speech',
			description: 'Turn the speech in an audio file into text',
		},
	],
});

const threeD = mediaResource({
	name: '3D',
	value: 'threeD',
	description: 'Make 3D models from words or from an image',
	operationHint: 'From a text, or from an image of one object; each operation lists its own models',
	operations: [
		{
			name: 'Generate',
			value: 'generate',
			action: 'Generate 3D model',
			description: 'Make a 3D model from a prompt and hand the file to the next node',
		},
		{
			name: 'Convert Image',
			value: 'fromImage',
			action: 'Convert image to 3D model',
			description: 'Make a 3D model of what an image shows',
		},
	],
});

/** The most wanted first. */
export const mediaResources: readonly Resource[] = [video, image, audio, threeD];
