/** The one model that the bench runs. */
export const MODEL = 'bench/instant/text-to-video';

const TYPES = [
	'text-to-video',
	'image-to-video',
	'text-to-image',
	'image-to-image',
	'text-to-audio',
];
const MAKERS = ['aurora', 'basalt', 'cinder', 'delta', 'ember', 'fjord', 'glacier', 'harbor'];

/**
 * A catalogue as GET /api/v3/models answers, of `count` models whose schemas have as many inputs as the
 * real ones have on average (6, sixteen at most).
 */
export function catalogue(count: number): unknown[] {
	return Array.from({ length: count }, (_, index) =>
		index === 0 ? row(MODEL, 0) : row(idOf(index), index),
	);
}

function idOf(index: number): string {
	const maker = MAKERS[index % MAKERS.length];
	const type = TYPES[index % TYPES.length];
	return `${maker}/family-${Math.floor(index / 40)}-v${index % 7}/${type}-${index}`;
}

function row(id: string, index: number): unknown {
	const properties: Record<string, unknown> = {
		prompt: { type: 'string', description: 'The positive prompt for the generation.' },
		duration: {
			type: 'integer',
			description: 'The duration of the generated video in seconds.',
			default: 4,
			enum: [4, 8, 12],
			'x-ui-component': 'select',
		},
		size: {
			type: 'string',
			description: 'The size of the generated media in pixels (width*height).',
			default: '720*1280',
			enum: ['720*1280', '1280*720'],
		},
		...Object.fromEntries(
			Array.from({ length: index % 13 }, (_, place) => [
				`option_${place}`,
				{
					type: 'number',
					description: `Strength of effect ${place}.`,
					default: 1,
					minimum: 0,
					maximum: 10,
					step: 0.1,
				},
			]),
		),
	};
	return {
		model_id: id,
		name: id,
		base_price: 0.01 * (1 + (index % 50)),
		formula: '',
		description: `Model ${index} makes what its name says, with stable motion and clean detail. Ready-to-use REST inference API, best performance, no coldstarts, affordable pricing.`,
		type: TYPES[index % TYPES.length],
		sort_order: 10_000 - index,
		api_schema: {
			api_schemas: [
				{
					type: 'model_run',
					method: 'POST',
					server: 'https://api.wavespeed.ai',
					api_path: `/api/v3/${id}`,
					request_schema: {
						type: 'object',
						properties,
						'x-order-properties': Object.keys(properties),
						required: ['prompt'],
					},
				},
			],
		},
	};
}
