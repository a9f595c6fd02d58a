import type { ModelFacts } from './model.mts';
import { choice, enableSyncMode, image, prompt } from './properties.mts';

/** Models that answer in text. */
export const text: ModelFacts[] = [
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
		id: 'wavespeed-ai/molmo2/image-captioner',
		type: 'image-to-text',
		basePriceUsd: 0.002,
		description: 'Says what a picture shows.',
		properties: {
			image: { ...image, description: 'Address of the picture.' },
			detail_level: choice(['low', 'medium', 'high'], {
				default: 'medium',
				description: 'How much to say.',
			}),
			enable_sync_mode: enableSyncMode,
		},
		required: ['image'],
	},
	{
		// Priced by the length of a file that the API has to look at.
		id: 'wavespeed-ai/openai-whisper-turbo',
		type: 'speech-to-text',
		basePriceUsd: 0.0007,
		formula: '{"total_price": $number(get_duration_v2(audio)) * base_price}',
		description: 'Writes down what is said.',
		apiPath: '/api/v3/wavespeed-ai/openai-whisper',
		properties: {
			audio: { type: 'string', description: 'Address of the recording.' },
			language: {
				type: 'string',
				default: 'auto',
				'x-enum': ['auto', 'en', 'de', 'fr', 'ja'],
				'x-ui-component': 'command',
				description: 'Language of the recording.',
			},
			enable_sync_mode: enableSyncMode,
		},
		required: ['audio'],
	},
];
