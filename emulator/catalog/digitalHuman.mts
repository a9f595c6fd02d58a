import type { ModelFacts } from './model.mts';
import { choice, image, prompt, seed } from './properties.mts';

/** Faces that speak: a picture, or a video, and a recording in; a video out. */
export const digitalHuman: ModelFacts[] = [
	{
		id: 'wavespeed-ai/infinitetalk',
		type: 'digital-human',
		basePriceUsd: 0.15,
		formula:
			'{"total_price": $max([5, $min([$number(get_duration_v2(audio)), 600])]) / 5 * base_price * (resolution = "720p" ? 2 : 1)}',
		description: 'Lets the person in a picture speak or sing a recording.',
		properties: {
			image: { ...image, description: 'Address of the picture of who speaks.' },
			audio: { type: 'string', description: 'Address of the recording.' },
			mask_image: {
				type: 'string',
				'x-ui-component': 'uploader',
				'x-accept': 'image/*',
				description: 'White where the person is who speaks.',
			},
			prompt,
			resolution: choice(['480p', '720p'], { default: '480p', description: 'Lines of the video.' }),
			seed,
		},
		required: ['audio', 'image'],
	},
	{
		id: 'sync/lipsync-2',
		type: 'digital-human',
		basePriceUsd: 0.05,
		formula: '{"total_price": $number(get_duration_v2(video)) * $number(base_price)}',
		description: 'Moves the lips in a video to a recording.',
		properties: {
			video: { type: 'string', description: 'Address of the video.' },
			audio: { type: 'string', description: 'Address of the recording.' },
			sync_mode: choice(['bounce', 'loop', 'cut_off', 'silence', 'remap'], {
				default: 'cut_off',
				description: 'What to do where one is longer than the other.',
			}),
		},
		required: ['video', 'audio'],
	},
];
