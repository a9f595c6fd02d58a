import { mediaResource } from './mediaResource';

export const image = mediaResource({
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
