import type { ModelFacts } from './model.mts';
import { choice, enableBase64Output, enableSyncMode, image } from './properties.mts';

const targetResolution = (sizes: string[], standard: string) =>
	choice(sizes, { default: standard, description: 'Size of the output.' });

/** Pictures and videos made larger; they take a file and no prompt. */
export const upscale: ModelFacts[] = [
	{
		id: 'wavespeed-ai/seedvr2/image',
		type: 'upscaler',
		basePriceUsd: 0.01,
		description: 'Makes a picture larger.',
		properties: {
			image: { ...image, description: 'Address of the picture.' },
			target_resolution: targetResolution(['2k', '4k', '8k'], '4k'),
			output_format: choice(['jpeg', 'png', 'webp'], {
				default: 'jpeg',
				description: 'File format of the picture.',
			}),
			enable_base64_output: enableBase64Output,
			enable_sync_mode: enableSyncMode,
		},
		required: ['image'],
	},
	{
		id: 'wavespeed-ai/image-upscaler',
		type: 'upscaler',
		basePriceUsd: 0.01,
		description: 'Makes a picture larger and sharper.',
		properties: {
			image: { ...image, description: 'Address of the picture.' },
			target_resolution: targetResolution(['2k', '4k', '8k'], '4k'),
			output_format: choice(['jpeg', 'png', 'webp'], {
				default: 'jpeg',
				description: 'File format of the picture.',
			}),
			enable_base64_output: enableBase64Output,
			enable_sync_mode: enableSyncMode,
		},
		required: ['image'],
	},
	{
		// Priced by the length of a file that the API has to look at, 5 seconds at least.
		id: 'wavespeed-ai/video-upscaler-pro',
		type: 'upscaler',
		basePriceUsd: 0.15,
		formula:
			'{"total_price": $min([$max([get_duration_v2(video), 5]), 600]) / 5 * (target_resolution = "4k" ? 250000 : target_resolution = "2k" ? 200000 : 150000)}',
		description: 'Makes a video larger.',
		properties: {
			video: { type: 'string', description: 'Address of the video.' },
			target_resolution: targetResolution(['720p', '1080p', '2k', '4k'], '1080p'),
		},
		required: ['video'],
	},
];
