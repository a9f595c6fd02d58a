import type { ModelFacts } from './model.mts';
import {
	choice,
	enableBase64Output,
	enableSyncMode,
	image,
	loras,
	prompt,
	seed,
} from './properties.mts';

const outputFormat = choice(['jpeg', 'png', 'webp'], {
	default: 'jpeg',
	description: 'File format of the pictures.',
});
const freeSize = {
	type: 'string',
	default: '1024*1024',
	description: 'Width and height in pixels.',
};
const strength = {
	type: 'number',
	default: 0.8,
	minimum: 0,
	maximum: 1,
	step: 0.01,
	description: 'How far to move away from the given picture.',
};

/** Pictures from prompts; each model is here for what its schema does to a reader of schemas. */
export const textToImage: ModelFacts[] = [
	{
		// API-only flags, a media field that only its format gives away, the cheapest model there is.
		id: 'wavespeed-ai/z-image/turbo',
		type: 'text-to-image',
		basePriceUsd: 0.005,
		description: 'A picture from a prompt in about a second; the cheapest way to try the API.',
		properties: {
			prompt,
			image: { ...image, format: 'uri' },
			size: freeSize,
			strength: { ...strength, default: 0.6 },
			seed,
			output_format: outputFormat,
			enable_sync_mode: enableSyncMode,
			enable_base64_output: enableBase64Output,
		},
		required: ['prompt'],
	},
	{
		// The vendor's own default for pictures. The price is the emulator's own.
		id: 'bytedance/seedream-v5.0-pro',
		type: 'text-to-image',
		basePriceUsd: 0.06,
		formula: '{"total_price": base_price * max_images}',
		description: 'Large pictures from a prompt, one or several that belong together.',
		properties: {
			prompt: { ...prompt, 'x-ui-component': 'textarea', 'x-rows': 10 },
			size: {
				type: 'string',
				default: '2048*2048',
				minimum: 512,
				maximum: 8192,
				description: 'Width and height in pixels.',
			},
			max_images: {
				type: 'integer',
				default: 1,
				minimum: 1,
				maximum: 6,
				description: 'How many pictures to make.',
			},
			output_format: outputFormat,
			enable_base64_output: enableBase64Output,
			enable_sync_mode: enableSyncMode,
		},
		required: ['prompt'],
	},
	{
		id: 'wavespeed-ai/z-image/turbo-lora',
		type: 'lora-support',
		basePriceUsd: 0.01,
		description: 'A picture in about a second, in the style of LoRAs.',
		properties: {
			prompt,
			loras: loras(3),
			size: freeSize,
			seed,
			output_format: outputFormat,
			enable_sync_mode: enableSyncMode,
			enable_base64_output: enableBase64Output,
		},
		required: ['prompt'],
	},
	{
		// Number bounds on a string: they mean each side of "width*height". The order names a property that is not there.
		id: 'bytedance/seedream-v4.5',
		type: 'text-to-image',
		basePriceUsd: 0.04,
		description: 'Large pictures from a prompt.',
		properties: {
			prompt: { ...prompt, 'x-ui-component': 'textarea', 'x-rows': 10 },
			size: {
				type: 'string',
				default: '2048*2048',
				minimum: 512,
				maximum: 8192,
				description: 'Width and height in pixels.',
			},
			enable_base64_output: enableBase64Output,
			enable_sync_mode: enableSyncMode,
		},
		required: ['prompt'],
		order: ['prompt', 'size', 'images', 'enable_base64_output', 'enable_sync_mode'],
	},
	{
		// A $ref to a components section that is never served, a default that is a list of objects, several outputs.
		id: 'wavespeed-ai/flux-dev-lora',
		type: 'lora-support',
		basePriceUsd: 0.015,
		formula: '{"total_price":base_price * num_images}',
		description: 'Up to four pictures at once in the style of LoRAs.',
		properties: {
			prompt,
			image: { type: 'string' },
			mask_image: {
				type: 'string',
				description: 'White where pixels are to be made anew, black where they stay.',
			},
			strength,
			loras: loras(4, {
				default: [{ path: 'strangerzonehf/Flux-Super-Realism-LoRA', scale: 1 }],
				recommend: [{ path: 'linoyts/yarn_art_Flux_LoRA', scale: 1 }],
			}),
			size: freeSize,
			num_inference_steps: {
				type: 'integer',
				default: 28,
				minimum: 1,
				maximum: 50,
				description: 'More steps take longer and show more detail.',
			},
			guidance_scale: {
				type: 'number',
				default: 3.5,
				minimum: 0,
				maximum: 20,
				step: 0.1,
				description: 'How closely to follow the prompt.',
			},
			num_images: {
				type: 'integer',
				default: 1,
				minimum: 1,
				maximum: 4,
				description: 'How many pictures to make.',
			},
			seed,
			output_format: outputFormat,
			enable_base64_output: enableBase64Output,
			enable_sync_mode: enableSyncMode,
		},
		required: ['prompt'],
	},
	{
		// Fractions as choices; text choices that look like numbers; one file picker that says what it takes.
		id: 'midjourney/text-to-image',
		type: 'text-to-image',
		basePriceUsd: 0.1,
		description: 'Painterly pictures from a prompt.',
		properties: {
			prompt,
			sref: {
				type: 'string',
				'x-ui-component': 'uploader',
				'x-accept': 'image/*',
				description: 'A picture whose style to take.',
			},
			aspect_ratio: choice(['1:1', '9:16', '16:9', '4:3', '3:4', '2:3', '3:2', '9:21', '21:9'], {
				default: '1:1',
				description: 'Shape of the picture.',
			}),
			quality: {
				type: 'number',
				enum: [0.25, 0.5, 1, 2],
				default: 1,
				'x-ui-component': 'select',
				description: 'More quality takes longer.',
			},
			stylize: {
				type: 'integer',
				default: 0,
				minimum: 0,
				maximum: 1000,
				'x-ui-component': 'slider',
				description: 'How much style of its own to add.',
			},
			version: choice(['6', '6.1', '7'], { default: '7', description: 'Version of the model.' }),
			seed,
			enable_base64_output: enableBase64Output,
		},
		required: ['prompt'],
	},
	{
		// A row whose path is not made from its id.
		id: 'bria/fibo',
		type: 'text-to-image',
		basePriceUsd: 0.04,
		description: 'Pictures from a prompt or from structured JSON.',
		apiPath: '/api/v3/bria/image-3.2',
		properties: {
			prompt,
			aspect_ratio: {
				type: 'string',
				enum: ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9'],
				default: '1:1',
				description: 'Shape of the picture.',
			},
			structured_prompt: { type: 'string', default: '', description: 'A prompt as JSON text.' },
			seed: { ...seed, title: 'Seed' },
		},
		required: ['prompt'],
	},
];
