import { DEFAULT_MODEL } from '../defaultModel';
import { readModel, type Model } from './model';

const RATIOS = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21'];

/**
 * What that model takes, as the vendor publishes it (seen in November 2026). It ships with the node, so
 * that a new node shows its form before there is a key, and offline; with a key the catalogue's own
 * description counts. Nothing is checked against this copy, as it may be older than the model.
 */
export const DEFAULT_MODEL_DESCRIPTION = readModel(
	{
		model_id: DEFAULT_MODEL,
		type: 'text-to-video',
		api_schema: {
			api_schemas: [
				{
					type: 'model_run',
					request_schema: {
						type: 'object',
						properties: {
							prompt: { type: 'string', description: 'What the video shows.' },
							aspect_ratio: { type: 'string', enum: RATIOS, default: '16:9' },
							resolution: { type: 'string', enum: ['480p', '768p'], default: '480p' },
							duration: {
								type: 'integer',
								minimum: 5,
								maximum: 15,
								default: 5,
								description: 'Length of the video in seconds.',
							},
							seed: { type: 'integer', default: -1, description: '-1 means a random seed.' },
						},
						required: ['prompt'],
						'x-order-properties': ['prompt', 'aspect_ratio', 'resolution', 'duration', 'seed'],
					},
				},
			],
		},
	},
	0,
) as Model;
