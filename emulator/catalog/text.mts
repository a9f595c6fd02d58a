import type { ModelFacts } from './model.mts';
import { enableSyncMode, image, prompt } from './properties.mts';

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
];
