import type { ModelFacts } from './model.mts';
import { image, prompt } from './properties.mts';

/** 3D models from pictures and prompts. */
export const threeD: ModelFacts[] = [
	{
		// The accept hint in a place of its own.
		id: 'wavespeed-ai/meshy6/image-to-3d',
		type: 'image-to-3d',
		basePriceUsd: 0.8,
		description: 'A textured 3D model from a picture.',
		properties: {
			image: { ...image, format: 'uri' },
			topology: {
				type: 'string',
				enum: ['quad', 'triangle'],
				default: 'triangle',
				description: 'Shape of the faces.',
			},
			target_polycount: {
				type: 'integer',
				default: 30000,
				minimum: 100,
				maximum: 300000,
				description: 'How many faces to aim at.',
			},
			should_texture: { type: 'boolean', default: true, description: 'Make textures as well.' },
			texture_image: {
				type: 'string',
				format: 'uri',
				'x-ui-component': 'uploader',
				'x-ui-component-props': { accept: 'image/*' },
				description: 'A picture to take the texture from.',
			},
		},
		required: ['image'],
	},
	{
		// A server that ends with a slash.
		id: 'wavespeed-ai/hunyuan3d-v2-multi-view',
		type: 'image-to-3d',
		basePriceUsd: 0.01,
		serverSuffix: '/',
		description: 'A 3D model from pictures of three sides.',
		properties: {
			front_image_url: { ...image, description: 'Address of the picture of the front.' },
			back_image_url: { ...image, description: 'Address of the picture of the back.' },
			left_image_url: { ...image, description: 'Address of the picture of the left side.' },
		},
		required: ['front_image_url', 'back_image_url', 'left_image_url'],
	},
	{
		id: 'wavespeed-ai/hunyuan-3d-v3.1/text-to-3d-rapid',
		type: 'text-to-3d',
		basePriceUsd: 0.0225,
		description: 'A 3D model from a prompt.',
		properties: { prompt },
		required: ['prompt'],
	},
	{
		id: 'wavespeed-ai/hunyuan-3d-v3.1/image-to-3d-rapid',
		type: 'image-to-3d',
		basePriceUsd: 0.0225,
		description: 'A 3D model from a picture.',
		properties: { image },
		required: ['image'],
	},
];
