import type { ModelFacts, PropertySchema } from './model.mts';
import { choice, image, loras, negativePrompt, prompt, seed } from './properties.mts';

const seconds = 'Length of the video in seconds.';
const lastImage: PropertySchema = {
	type: 'string',
	'x-ui-component': 'uploader',
	'x-accept': 'image/*',
	description: 'Address of the picture to end on.',
};

/** Videos from pictures and videos; each model is here for what its schema does to a reader of schemas. */
export const imageToVideo: ModelFacts[] = [
	{
		// Of today's families; the shape comes from the picture unless given. The price is the emulator's own.
		id: 'bytedance/seedance-2.5/image-to-video',
		type: 'image-to-video',
		basePriceUsd: 0.7,
		formula:
			'{"total_price": base_price * $number(duration) / 5 * (resolution = "1080p" ? 2.5 : resolution = "480p" ? 0.5 : 1)}',
		description: 'Sets a picture in motion, with sound.',
		properties: {
			prompt,
			image,
			last_image: lastImage,
			aspect_ratio: choice(['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'], {
				description: 'Shape of the video; that of the picture unless given.',
			}),
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
		required: ['image', 'prompt'],
	},
	{
		id: 'wavespeed-ai/minimax-h3/image-to-video',
		type: 'image-to-video',
		basePriceUsd: 0.15,
		formula: '{"total_price": base_price * $number(duration) / 5 * (resolution = "768p" ? 2 : 1)}',
		description: 'Sets a picture in motion, 5 to 15 seconds, from $0.03 per second.',
		properties: {
			prompt,
			image,
			last_image: lastImage,
			resolution: choice(['480p', '540p', '768p'], {
				default: '480p',
				description: 'Lines of the video.',
			}),
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
		required: ['image', 'prompt'],
	},
	{
		// An uploader beside a bare image field, and descriptions that belong to another property.
		id: 'bytedance/seedance-v1.5-pro/image-to-video',
		type: 'image-to-video',
		basePriceUsd: 0.26,
		formula:
			'{"total_price": $number(duration) * $number(base_price) * ( resolution = "720p" ? 1 : resolution = "1080p" ? 2 : 0.461538 ) / 5 * ( generate_audio ? 1 : 0.5 ) }',
		description: 'Sets a picture in motion, with sound.',
		properties: {
			image: { type: 'string', description: 'What the output is meant to show.' },
			prompt,
			last_image: {
				type: 'string',
				'x-ui-component': 'uploader',
				description: 'What the output is meant to show.',
			},
			aspect_ratio: choice(['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'], {
				description: 'Shape of the video.',
			}),
			duration: {
				type: 'integer',
				default: 5,
				minimum: 4,
				maximum: 12,
				step: 1,
				description: seconds,
			},
			resolution: {
				type: 'string',
				enum: ['480p', '720p', '1080p'],
				default: '720p',
				description: 'Lines of the video.',
			},
			generate_audio: { type: 'boolean', default: true, description: 'Make sound as well.' },
			camera_fixed: {
				type: 'boolean',
				default: false,
				description: 'Keep the camera where it is.',
			},
			seed,
		},
		required: ['image', 'prompt'],
	},
	{
		// Lists of objects, one of them with choices under x-enum, which nothing checks.
		id: 'kwaivgi/kling-v3.0-pro/image-to-video',
		type: 'image-to-video',
		basePriceUsd: 0.56,
		formula: '{"total_price": base_price * $number(duration) / 5 * (sound ? 1.5 : 1)}',
		description: 'Sets a picture in motion, in one shot or in several.',
		properties: {
			image,
			prompt,
			negative_prompt: negativePrompt,
			end_image: lastImage,
			duration: choice([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], {
				default: 5,
				description: seconds,
			}),
			cfg_scale: {
				type: 'number',
				default: 0.5,
				minimum: 0,
				maximum: 1,
				step: 0.01,
				'x-ui-component': 'slider',
				description: 'How closely to follow the prompt.',
			},
			sound: { type: 'boolean', description: 'Make sound as well.' },
			multi_prompt: {
				type: 'array',
				'x-ui-component': 'array',
				description: 'One prompt for each shot.',
				items: {
					type: 'object',
					properties: {
						prompt: { type: 'string', description: 'What the shot shows.' },
						duration: {
							type: 'integer',
							default: 5,
							'x-enum': [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
							'x-ui-component': 'command',
							description: 'Length of the shot in seconds.',
						},
					},
					'x-order-properties': ['prompt', 'duration'],
				},
			},
			element_list: {
				type: 'array',
				maxItems: 3,
				'x-ui-component': 'array',
				description: 'Elements to show again.',
				items: {
					type: 'object',
					properties: { element_id: { type: 'string', description: 'Id of the element.' } },
					'x-order-properties': ['element_id'],
				},
			},
		},
		required: ['prompt', 'image'],
	},
	{
		// Three lists that point to the missing LoraWeight.
		id: 'wavespeed-ai/wan-2.2/i2v-720p-lora',
		type: 'lora-support',
		basePriceUsd: 0.35,
		formula: '{"total_price": base_price * $number(duration) / 5}',
		description: 'Sets a picture in motion in the style of LoRAs.',
		properties: {
			image,
			prompt,
			negative_prompt: negativePrompt,
			last_image: lastImage,
			duration: choice([5, 8], { default: 5, description: seconds }),
			loras: loras(3),
			high_noise_loras: loras(3, { 'x-ui-component': 'loras' }),
			low_noise_loras: loras(3, { 'x-ui-component': 'loras' }),
			seed,
		},
		required: ['prompt', 'image'],
	},
	{
		// A sentence where the name of a component belongs, and a field the order leaves out.
		id: 'kwaivgi/kling-video-o1/video-edit',
		type: 'video-to-video',
		basePriceUsd: 0.84,
		description: 'Changes a video as a prompt says.',
		properties: {
			prompt,
			video: {
				type: 'string',
				'x-ui-component': 'No more than ten seconds of video',
				description: 'Address of the video.',
			},
			images: {
				type: 'array',
				items: { type: 'string' },
				maxItems: 4,
				description: 'Pictures to go by.',
			},
			keep_original_sound: {
				type: 'boolean',
				default: true,
				description: 'Keep the sound of the video.',
			},
		},
		required: ['prompt', 'video'],
		order: ['prompt', 'video', 'images'],
	},
	{
		// Capitals in the id.
		id: 'wavespeed-ai/SkyReels-V1',
		type: 'image-to-video',
		basePriceUsd: 0.2,
		description: 'Sets a picture of people in motion.',
		properties: {
			image,
			prompt,
			seed: { type: 'integer', description: 'Equal seeds give similar outputs.' },
		},
		required: ['prompt', 'image'],
	},
];
