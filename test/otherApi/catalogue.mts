/** What the other API can make: invented models, described as the vendor's documentation says. */

export interface OtherModel {
	id: string;
	type: string;
	/** US dollars. */
	price: number;
	properties: Record<string, Record<string, unknown>>;
	required: string[];
	/** What comes out: a file with this ending, or a text. */
	makes: 'png' | 'mp4' | 'text';
}

const prompt = { 'x-ui-component': 'textarea', description: 'What to make.', type: 'string' };
const seed = { type: 'integer', description: '-1 draws one.', default: -1 };
const image = {
	'x-accept': 'image/*',
	'x-ui-component': 'uploader',
	type: 'string',
	description: 'The first picture.',
};

export const PAINT = 'harbour/paint-v2';
export const REEL = 'harbour/reel/text-to-video';
export const REEL_FROM_IMAGE = 'harbour/reel/image-to-video';
export const TELL = 'harbour/tell';

export const OTHER_MODELS: OtherModel[] = [
	{
		id: PAINT,
		type: 'text-to-image',
		price: 0.02,
		properties: {
			seed,
			size: {
				enum: ['1024*1024', '768*1344'],
				default: '1024*1024',
				type: 'string',
				'x-ui-component': 'select',
			},
			num_images: { maximum: 4, minimum: 1, default: 1, type: 'integer' },
			prompt,
		},
		required: ['prompt'],
		makes: 'png',
	},
	{
		id: REEL,
		type: 'text-to-video',
		price: 0.4,
		properties: {
			duration: { enum: [8, 4], default: 4, type: 'integer', 'x-ui-component': 'select' },
			prompt,
		},
		required: ['prompt'],
		makes: 'mp4',
	},
	{
		id: REEL_FROM_IMAGE,
		type: 'image-to-video',
		price: 0.5,
		properties: { image, prompt },
		required: ['image'],
		makes: 'mp4',
	},
	{
		id: TELL,
		type: 'image-to-text',
		price: 0.001,
		properties: { prompt },
		required: ['prompt'],
		makes: 'text',
	},
];

/** Every number is a text, and there is more than anybody has asked for. */
export function catalogueRow({ id, type, price, properties, required }: OtherModel): object {
	return {
		api_schema: {
			api_schemas: [
				{
					request_schema: {
						title: id,
						'x-order-properties': Object.keys(properties).reverse(),
						required,
						properties,
						additionalProperties: false,
						type: 'object',
					},
					api_path: `/api/v3/${id}`,
					server: 'https://api.harbour.test/',
					method: 'POST',
					type: 'model_run',
				},
			],
			components: null,
		},
		sort_order: '7',
		type,
		description: `Makes ${type}.`,
		formula: '',
		base_price: String(price),
		name: id,
		model_id: id,
		tags: null,
		deprecated_at: null,
	};
}
