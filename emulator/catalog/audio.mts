import type { ModelFacts } from './model.mts';
import { choice, enableSyncMode, prompt } from './properties.mts';

/** Speech and music. */
export const audio: ModelFacts[] = [
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
		id: 'wavespeed-ai/vibevoice',
		type: 'text-to-audio',
		basePriceUsd: 0.015,
		formula:
			'{"total_price": ($length(text) < 100 ? base_price : base_price * $length(text) / 100)}',
		description: 'Reads a text aloud with one of six voices.',
		properties: {
			text: {
				type: 'string',
				'x-ui-component': 'textarea',
				'x-rows': 8,
				description: 'What to read.',
			},
			speaker: choice(['Frank', 'Wayne', 'Carter', 'Emma', 'Grace', 'Mike'], {
				default: 'Frank',
				description: 'Who reads.',
			}),
		},
		required: ['text'],
	},
	{
		id: 'wavespeed-ai/ace-step/prompt-to-audio',
		type: 'text-to-audio',
		basePriceUsd: 0.0002,
		formula: '{"total_price": $number(duration) * base_price}',
		description: 'Music from a prompt alone, priced by the second.',
		properties: {
			prompt: { ...prompt, description: 'Genre, mood and instruments.' },
			instrumental: { type: 'boolean', default: false, description: 'Without a voice.' },
			duration: {
				type: 'number',
				default: 60,
				minimum: 5,
				maximum: 240,
				description: 'Length of the piece in seconds.',
			},
			seed: { type: 'integer', default: -1, description: '-1 means a random seed.' },
		},
		required: ['prompt'],
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
		id: 'minimax/speech-2.8-turbo',
		type: 'text-to-audio',
		basePriceUsd: 0.06,
		formula: '{"total_price": base_price * $length(text) / 1000}',
		description: 'Reads a text aloud, priced by the character.',
		properties: {
			text: { type: 'string', maxLength: 10000, description: 'What to read.' },
			voice_id: {
				type: 'string',
				default: 'Wise_Woman',
				'x-enum': ['Wise_Woman', 'Friendly_Person', 'Deep_Voice_Man', 'Lively_Girl'],
				'x-ui-component': 'command',
				description: 'Who reads.',
			},
			speed: {
				type: 'number',
				default: 1,
				minimum: 0.5,
				maximum: 2,
				step: 0.1,
				description: 'How fast.',
			},
			emotion: choice(['neutral', 'happy', 'sad', 'angry', 'surprised'], {
				default: 'neutral',
				description: 'Mood of the voice.',
			}),
			format: choice(['mp3', 'wav'], { default: 'mp3', description: 'File format of the speech.' }),
			enable_sync_mode: enableSyncMode,
		},
		required: ['text'],
	},
	{
		id: 'minimax/music-2.5',
		type: 'text-to-audio',
		basePriceUsd: 0.075,
		description: 'A song from a prompt and lyrics.',
		properties: {
			prompt: { ...prompt, description: 'Genre, mood and instruments.' },
			lyrics: {
				type: 'string',
				'x-ui-component': 'textarea',
				maxLength: 3000,
				description: 'Text to sing.',
			},
			sample_rate: choice([44100, 32000, 24000, 16000], {
				default: 44100,
				description: 'Samples per second.',
			}),
		},
		required: ['prompt', 'lyrics'],
	},
];
