import type { ModelFacts } from './model.mts';

/** Trainings, which turn a zip file into weights. */
export const training: ModelFacts[] = [
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
