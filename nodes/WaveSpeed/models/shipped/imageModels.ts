import type { Model } from '../model';
import { choice, describe, seed, text } from './describe';

const FORMATS = ['jpeg', 'png', 'webp'];

/** Includes the models that make a 3D file. */
export const imageModels: readonly Model[] = [
	describe(
		'wavespeed-ai/z-image/turbo',
		'text-to-image',
		{
			prompt: text,
			image: text,
			size: {
				type: 'string',
				default: '1024*1024',
				description: 'Width and height in pixels (width*height).',
			},
			strength: { type: 'number', minimum: 0, maximum: 1, default: 0.6 },
			seed,
			output_format: choice(FORMATS, 'jpeg'),
		},
		['prompt'],
	),
	describe(
		'wavespeed-ai/qwen-image-2.0/edit',
		'image-to-image',
		{
			images: { type: 'array', items: text, minItems: 1, maxItems: 6 },
			prompt: text,
			seed,
		},
		['prompt', 'images'],
	),
	describe(
		'wavespeed-ai/image-upscaler',
		'upscaler',
		{
			image: text,
			target_resolution: choice(['2k', '4k', '8k'], '4k'),
			output_format: choice(FORMATS, 'jpeg'),
		},
		['image'],
	),
	describe('wavespeed-ai/image-background-remover', 'ai-remover', { image: text }, ['image']),
	describe('wavespeed-ai/hunyuan-3d-v3.1/image-to-3d-rapid', 'image-to-3d', { image: text }, [
		'image',
	]),
	describe('wavespeed-ai/hunyuan-3d-v3.1/text-to-3d-rapid', 'text-to-3d', { prompt: text }, [
		'prompt',
	]),
];
