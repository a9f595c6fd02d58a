import type { ModelFacts } from './model';
import { enableSyncMode, image, prompt } from './properties';

/** Sound, text, 3D and training: whatever a video workflow meets now and then. */
export const others: ModelFacts[] = [
	{
		// A list of objects with a default, required items, and choices under x-enum.
		id: 'google/gemini-2.5-flash/text-to-speech',
		type: 'text-to-audio',
		basePriceUsd: 0.04,
		formula: '{"total_price": base_price * $ceil($length(text) / 1000)}',
		description: 'Reads a text aloud with one or two voices.',
		properties: {
			text: {
				type: 'string',
				'x-ui-component': 'textarea',
				'x-rows': 10,
				description: 'What to read, and how.',
			},
			language: {
				type: 'string',
				default: 'English (United States)',
				'x-enum': [
					'English (United States)',
					'French (France)',
					'German (Germany)',
					'Japanese (Japan)',
				],
				'x-ui-component': 'command',
				description: 'Language of the text.',
			},
			speakers: {
				type: 'array',
				default: [{ speaker: '', voice: 'Achernar' }],
				minItems: 1,
				maxItems: 2,
				'x-ui-component': 'array',
				description: 'Who speaks with which voice.',
				items: {
					type: 'object',
					properties: {
						speaker: { type: 'string' },
						voice: {
							type: 'string',
							'x-enum': ['Achernar', 'Kore', 'Puck', 'Zephyr'],
							'x-ui-component': 'command',
						},
					},
					required: ['speaker', 'voice'],
				},
			},
		},
		required: ['text', 'speakers', 'language'],
	},
	{
		id: 'wavespeed-ai/ace-step-1.5',
		type: 'text-to-audio',
		basePriceUsd: 0.0003,
		formula: '{"total_price": $number(duration) * base_price}',
		description: 'Music from tags and lyrics, priced by the second.',
		properties: {
			tags: { type: 'string', description: 'Genres and instruments, separated by commas.' },
			lyrics: { type: 'string', description: 'Text to sing.' },
			duration: {
				type: 'integer',
				default: 60,
				minimum: 5,
				maximum: 240,
				description: 'Length of the piece in seconds.',
			},
		},
		required: ['tags'],
	},
	{
		// No prompt, nothing required, and a text for an output.
		id: 'wavespeed-ai/molmo2/prompt-optimizer',
		type: 'llm',
		basePriceUsd: 0.003,
		description: 'Turns a rough idea into a prompt.',
		properties: {
			image: { ...image, format: 'uri' },
			text: { type: 'string', 'x-ui-component': 'textarea', description: 'The idea.' },
			style: {
				type: 'string',
				enum: ['default', 'artistic', 'photographic', 'technical', 'anime', 'realistic'],
				default: 'default',
				description: 'Tone of the prompt.',
			},
			mode: {
				type: 'string',
				enum: ['image', 'video'],
				default: 'image',
				description: 'What the prompt is for.',
			},
			enable_sync_mode: enableSyncMode,
		},
	},
	{
		// A prompt that is answered in text, and a property called model.
		id: 'wavespeed-ai/any-llm',
		type: 'llm',
		basePriceUsd: 0.001,
		formula: '{"total_price": base_price + (model = "google/gemini-3-flash-preview" ? 30000 : 0)}',
		description: 'Puts a question to a language model.',
		properties: {
			prompt,
			system_prompt: { type: 'string', description: 'How the model is to answer.' },
			model: {
				type: 'string',
				'x-enum': ['google/gemini-2.5-flash', 'google/gemini-3-flash-preview'],
				default: 'google/gemini-2.5-flash',
				description: 'Which language model.',
			},
			reasoning: { type: 'boolean', default: false, description: 'Show the reasoning as well.' },
		},
		required: ['prompt'],
	},
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
		// A zip file for an input, null for a value, numbers as small as 0.00001.
		id: 'wavespeed-ai/z-image/base-lora-trainer',
		type: 'training',
		basePriceUsd: 1.25,
		formula: '{"total_price":base_price * (steps / 1000)}',
		description: 'Trains a LoRA on a zip file of pictures.',
		properties: {
			data: {
				type: 'string',
				'x-ui-component': 'uploader',
				'x-accept': 'application/zip',
				'x-placeholder': 'A zip file',
				description: 'Address of a zip file with four pictures or more.',
			},
			trigger_word: {
				type: 'string',
				nullable: true,
				default: 'p3r5on',
				description: 'The word that calls up what was learned; none if null.',
			},
			steps: {
				type: 'integer',
				default: 1000,
				minimum: 500,
				maximum: 10000,
				step: 10,
				'x-ui-component': 'slider',
				description: 'How long to train.',
			},
			learning_rate: {
				type: 'number',
				default: 0.0001,
				minimum: 0,
				maximum: 1,
				step: 0.00001,
				'x-ui-component': 'slider',
			},
			lora_rank: {
				type: 'integer',
				default: 16,
				minimum: 1,
				maximum: 64,
				'x-ui-component': 'slider',
			},
		},
		required: ['data'],
	},
];
