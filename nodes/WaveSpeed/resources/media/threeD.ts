import { mediaResource } from './mediaResource';

export const threeD = mediaResource({
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
