import type { ModelFacts, PropertySchema } from './model.mts';
import { choice, negativePrompt, prompt, seed } from './properties.mts';

const seconds = 'Length of the video in seconds.';
const videoRatios = ['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'];
/** A list that says what files it takes and not what its items are. */
const references = (kind: 'image' | 'video' | 'audio', maxItems: number): PropertySchema => ({
	type: 'array',
	maxItems,
	'x-ui-component': 'uploaders',
	'x-accept': `${kind}/*`,
	description: `Addresses of ${kind} files to go by.`,
});

const durationByResolution = (resolution: PropertySchema, durations: number[]) => ({
	if: { properties: { resolution }, required: ['resolution'] },
	then: { properties: { duration: { type: 'integer', default: 5, enum: durations } } },
});

const aspectRatio = (ratios: string[]): PropertySchema =>
	choice(ratios, { default: '16:9', description: 'Shape of the video.' });

/** Videos from prompts, beside Sora 2; most models are here for what their schema does to a reader of schemas. */
export const textToVideo: ModelFacts[] = [
	{
		// What the vendor's newest client starts with. Inputs and their defaults are the real ones; the price is the emulator's own.
		id: 'wavespeed-ai/minimax-h3/text-to-video',
		type: 'text-to-video',
		basePriceUsd: 0.15,
		formula: '{"total_price": base_price * $number(duration) / 5 * (resolution = "768p" ? 2 : 1)}',
		description: 'A video from a prompt, 5 to 15 seconds, from $0.03 per second.',
		properties: {
			prompt,
			aspect_ratio: aspectRatio(['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21']),
			resolution: choice(['480p', '768p'], { default: '480p', description: 'Lines of the video.' }),
			duration: {
				type: 'integer',
				default: 5,
				minimum: 5,
				maximum: 15,
				'x-ui-component': 'slider',
				description: seconds,
			},
			seed,
		},
		required: ['prompt'],
	},
	{
		// What the vendor calls its best quality. The price is the emulator's own.
		id: 'bytedance/seedance-2.5/text-to-video',
		type: 'text-to-video',
		basePriceUsd: 0.7,
		formula:
			'{"total_price": base_price * $number(duration) / 5 * (resolution = "1080p" ? 2.5 : resolution = "480p" ? 0.5 : 1)}',
		description: 'A video with sound from a prompt and, if wanted, from pictures.',
		properties: {
			prompt,
			reference_images: references('image', 9),
			aspect_ratio: aspectRatio(videoRatios),
			resolution: choice(['480p', '720p', '1080p'], {
				default: '720p',
				description: 'Lines of the video.',
			}),
			duration: {
				type: 'integer',
				default: 5,
				minimum: 4,
				maximum: 15,
				'x-ui-component': 'slider',
				description: seconds,
			},
			generate_audio: { type: 'boolean', default: true, description: 'Make sound as well.' },
			seed,
		},
		required: ['prompt'],
		schemaExtras: { additionalProperties: false },
	},
	{
		id: 'alibaba/wan-3.0/text-to-video',
		type: 'text-to-video',
		basePriceUsd: 0.5,
		formula:
			'{"total_price": base_price * $number(duration) / 5 * ((resolution = "1080p") ? 1.5 : 1)}',
		description: 'A video from a prompt, in one shot or in several.',
		properties: {
			prompt,
			negative_prompt: negativePrompt,
			aspect_ratio: aspectRatio(['16:9', '9:16', '1:1']),
			resolution: choice(['720p', '1080p'], {
				default: '720p',
				description: 'Lines of the video.',
			}),
			duration: choice([5, 10, 15], { default: 5, description: seconds }),
			shot_type: choice(['single', 'multi'], {
				default: 'single',
				description: 'One shot or several.',
			}),
			seed,
		},
		required: ['prompt'],
	},
	{
		// additionalProperties:false, a slider, lists without items, a formula in millionths of a USD.
		id: 'bytedance/seedance-2.0/text-to-video',
		type: 'text-to-video',
		basePriceUsd: 0.6,
		formula:
			'{"total_price": $count(reference_videos) > 0 ? 75000 * (resolution = "1080p" ? 5 : (resolution = "720p" ? 2 : 1)) * ($max([2, $ceil($min([$number(get_duration_v3(reference_videos)), 15]))]) + $number(duration)) : 600000 * (resolution = "1080p" ? 5 : (resolution = "720p" ? 2 : 1)) * $number(duration) / 5}',
		description: 'A video with sound from a prompt and, if wanted, from other media.',
		properties: {
			prompt,
			reference_images: references('image', 9),
			reference_videos: references('video', 3),
			reference_audios: references('audio', 3),
			aspect_ratio: aspectRatio(videoRatios),
			resolution: choice(['480p', '720p', '1080p'], {
				default: '720p',
				description: 'Lines of the video.',
			}),
			duration: {
				type: 'integer',
				default: 5,
				minimum: 4,
				maximum: 15,
				'x-ui-component': 'slider',
				description: seconds,
			},
			enable_web_search: {
				type: 'boolean',
				default: false,
				description: 'Look things up before drawing them.',
			},
			generate_audio: { type: 'boolean', default: true, description: 'Make sound as well.' },
		},
		required: ['prompt'],
		schemaExtras: { additionalProperties: false },
	},
	{
		// Choices out of order, and a key beside the properties that belongs among them.
		id: 'google/veo3.1/text-to-video',
		type: 'text-to-video',
		basePriceUsd: 3.2,
		formula: '{ "total_price": ((generate_audio ? 3200000 : 1600000) * $number(duration) / 8) }',
		description: 'A video with sound from a prompt, up to 4k.',
		properties: {
			prompt,
			aspect_ratio: aspectRatio(['16:9', '9:16']),
			duration: choice([8, 4, 6], { default: 8, description: seconds }),
			resolution: choice(['720p', '1080p', '4k'], {
				default: '1080p',
				description: 'Lines of the video.',
			}),
			generate_audio: { type: 'boolean', default: true, description: 'Make sound as well.' },
			negative_prompt: negativePrompt,
			seed: { type: 'integer', description: 'Equal seeds give similar outputs.' },
		},
		required: ['prompt'],
		schemaExtras: { seed: { title: 'Seed', type: 'integer' } },
	},
	{
		// allOf with if and then; bounds the wrong way round, so that no seed can be given; hidden fields.
		id: 'pixverse/pixverse-v5.5/text-to-video',
		type: 'text-to-video',
		basePriceUsd: 0.45,
		formula:
			'{ "total_price": ((resolution = "720p") ? ((duration = 5) ? 600000 : (duration = 8) ? 1200000 : 1320000) : (resolution = "1080p") ? ((duration = 5) ? 1200000 : 2400000) : ((duration = 5) ? 450000 : (duration = 8) ? 900000 : 990000)) + (generate_audio_switch ? 100000 : 0) }',
		description: 'Short videos from a prompt; 1080p only up to 8 seconds.',
		properties: {
			prompt,
			resolution: choice(['360p', '540p', '720p', '1080p'], {
				default: '540p',
				description: 'Lines of the video.',
			}),
			duration: choice([5, 8, 10], { default: 5, description: seconds }),
			generate_audio_switch: {
				type: 'boolean',
				default: false,
				description: 'Make sound as well.',
			},
			negative_prompt: { ...negativePrompt, 'x-hidden': true },
			seed: {
				type: 'integer',
				minimum: 2147483647,
				maximum: 0,
				'x-hidden': true,
				description: 'Equal seeds give similar outputs.',
			},
		},
		required: ['prompt'],
		schemaExtras: {
			allOf: [
				durationByResolution({ const: '1080p' }, [5, 8]),
				durationByResolution({ enum: ['360p', '540p', '720p'] }, [5, 8, 10]),
			],
		},
	},
];
