import { mediaResource } from './mediaResource';

export const video = mediaResource({
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
