import type { ModelFacts } from './model.mts';
import { choice, enableBase64Output, enableSyncMode, image, prompt, seed } from './properties.mts';

/** Changes to pictures; each model is here for what its schema does to a reader of schemas. */
export const imageToImage: ModelFacts[] = [
	{
		// Hidden from forms and valid all the same; a list of URLs; a minimum length; no default anywhere.
		id: 'bytedance/seedream-v4.5/edit',
		type: 'image-to-image',
		basePriceUsd: 0.04,
		description: 'Changes pictures as a prompt says.',
		properties: {
			images: {
				type: 'array',
				items: { type: 'string' },
				minItems: 1,
				maxItems: 10,
				description: 'Pictures to change.',
			},
			prompt: { ...prompt, minLength: 1 },
			size: {
				type: 'string',
				minimum: 512,
				maximum: 8192,
				'x-hidden': true,
				description: 'Width and height in pixels.',
			},
			enable_sync_mode: enableSyncMode,
			enable_base64_output: enableBase64Output,
		},
		required: ['prompt', 'images'],
	},
	{
		id: 'wavespeed-ai/qwen-image-2.0/edit',
		type: 'image-to-image',
		basePriceUsd: 0.03,
		description: 'Changes pictures, or combines several, as a prompt says.',
		properties: {
			images: {
				type: 'array',
				items: { type: 'string' },
				minItems: 1,
				maxItems: 6,
				description: 'Pictures to change.',
			},
			prompt,
			size: { type: 'string', maximum: 2048, 'x-hidden': true, description: 'Size in pixels.' },
			seed,
		},
		required: ['prompt', 'images'],
	},
	{
		id: 'google/nano-banana-pro/edit',
		type: 'image-to-image',
		basePriceUsd: 0.14,
		formula:
			'{"total_price": base_price * (resolution = "2k" ? 1 : (resolution = "4k" ? 12/7 : 1))}',
		description: 'Combines up to 14 pictures into one.',
		properties: {
			images: {
				type: 'array',
				items: { type: 'string' },
				minItems: 1,
				maxItems: 14,
				'x-ui-component': 'uploaders',
				description: 'Pictures to work from.',
			},
			prompt,
			aspect_ratio: {
				type: 'string',
				enum: ['1:1', '3:2', '2:3', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'],
				'x-placeholder': 'Any',
				description: 'Shape of the picture.',
			},
			resolution: {
				type: 'string',
				enum: ['1k', '2k', '4k'],
				default: '1k',
				description: 'Size of the picture.',
			},
			output_format: {
				type: 'string',
				enum: ['png', 'jpeg'],
				default: 'png',
				description: 'File format of the picture.',
			},
			enable_sync_mode: enableSyncMode,
			enable_base64_output: enableBase64Output,
		},
		required: ['prompt', 'images'],
	},
	{
		// A property without a type.
		id: 'wavespeed-ai/flux-kontext-pro',
		type: 'image-to-image',
		basePriceUsd: 0.04,
		description: 'Changes one picture as a prompt says.',
		properties: {
			image,
			prompt,
			guidance_scale: {
				type: 'number',
				default: 3.5,
				minimum: 1,
				maximum: 20,
				step: 0.1,
				description: 'How closely to follow the prompt.',
			},
			aspect_ratio: {
				enum: ['21:9', '16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '9:21'],
				'x-ui-component': 'select',
				description: 'Shape of the picture.',
			},
			enable_sync_mode: enableSyncMode,
		},
		required: ['prompt', 'image'],
	},
	{
		id: 'wavespeed-ai/image-background-remover',
		type: 'ai-remover',
		basePriceUsd: 0.01,
		description: 'Takes the background out of a picture.',
		properties: {
			image: { ...image, description: 'Address of the picture.' },
			enable_base64_output: enableBase64Output,
			enable_sync_mode: enableSyncMode,
		},
		required: ['image'],
	},
	{
		// No prompt, and nothing is required.
		id: 'topaz/image/denoise',
		type: 'image-to-image',
		basePriceUsd: 0.15,
		description: 'Takes the noise out of a picture.',
		properties: {
			image: { type: 'string', description: 'Address of the picture.' },
			output_format: choice(['jpeg', 'png'], {
				default: 'jpeg',
				description: 'File format of the picture.',
			}),
		},
	},
];
