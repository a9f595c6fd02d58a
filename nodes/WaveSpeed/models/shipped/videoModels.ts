import { DEFAULT_MODEL } from '../../defaultModel';
import type { Model } from '../model';
import { choice, describe, seconds, seed, text } from './describe';

const RATIOS = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21'];

export const videoModels: readonly Model[] = [
	describe(
		DEFAULT_MODEL,
		'text-to-video',
		{
			prompt: text,
			aspect_ratio: choice(RATIOS, '16:9'),
			resolution: choice(['480p', '768p'], '480p'),
			duration: seconds(5, 15, 5),
			seed,
		},
		['prompt'],
	),
	describe(
		'wavespeed-ai/minimax-h3/image-to-video',
		'image-to-video',
		{
			prompt: text,
			image: text,
			last_image: text,
			resolution: choice(['480p', '540p', '768p'], '480p'),
			duration: seconds(5, 15, 5),
			seed,
		},
		['prompt', 'image'],
	),
	describe(
		'wavespeed-ai/infinitetalk',
		'digital-human',
		{
			image: text,
			audio: text,
			mask_image: text,
			prompt: text,
			resolution: choice(['480p', '720p'], '480p'),
			seed,
		},
		['audio', 'image'],
	),
	describe(
		'wavespeed-ai/video-upscaler-pro',
		'upscaler',
		{ video: text, target_resolution: choice(['720p', '1080p', '2k', '4k'], '1080p') },
		['video'],
	),
];
