import type { ModelFacts, PropertySchema } from './model.mts';
import { choice, image, prompt } from './properties.mts';

const duration = choice([4, 8, 12, 16, 20], {
	default: 4,
	description: 'Length of the video in seconds.',
});
const resolution = choice(['720p', '1080p'], {
	default: '720p',
	description: 'Lines of the video.',
});
// The catalogue leaves the items of this list undescribed.
const characters: PropertySchema = {
	type: 'array',
	description: 'Characters made with openai/sora-2/characters.',
	'x-ui-component': 'array',
};
const PORTRAIT_AND_LANDSCAPE = ['720*1280', '1280*720'];
const PRO_SIZES = [...PORTRAIT_AND_LANDSCAPE, '1024*1792', '1792*1024', '1920*1080', '1080*1920'];

const size = (sizes: string[], standard: string): PropertySchema =>
	choice(sizes, { default: standard, description: 'Width and height in pixels.' });

const PER_SECOND = '{"total_price": base_price * $number(duration) / 4}';
const PRO_BY_SIZE =
	'{"total_price": $number(duration) / 4 * base_price * (size in ["720*1280","1280*720"] ? 1 : size in ["1024*1792","1792*1024"] ? 5/3 : size in ["1080*1920","1920*1080"] ? 7/3 : 1)}';
const PRO_BY_RESOLUTION =
	'{"total_price": $number(duration) / 4 * base_price * (resolution = "1080p" ? 5/3 : 1)}';

const textToVideo = (
	sizes: string[],
	standard: string,
): Pick<ModelFacts, 'type' | 'properties' | 'required'> => ({
	type: 'text-to-video',
	properties: { prompt, size: size(sizes, standard), duration, characters },
	required: ['prompt'],
});

const proImageToVideo: Omit<ModelFacts, 'id' | 'description'> = {
	type: 'image-to-video',
	basePriceUsd: 1.2,
	formula: PRO_BY_RESOLUTION,
	properties: { prompt, image, resolution, duration },
	required: ['image', 'prompt'],
};

/** The Sora 2 family: ids, properties, choices, defaults and prices as the vendor's catalogue had them in June 2026. */
export const sora2: ModelFacts[] = [
	{
		id: 'openai/sora-2/text-to-video',
		basePriceUsd: 0.4,
		formula: PER_SECOND,
		description: 'A video with sound from a prompt, $0.10 per second.',
		...textToVideo(PORTRAIT_AND_LANDSCAPE, '720*1280'),
	},
	{
		id: 'openai/sora-2/text-to-video-pro',
		basePriceUsd: 1.2,
		formula: PRO_BY_SIZE,
		description: 'A video with sound from a prompt, in more detail and up to 1080p.',
		...textToVideo(PRO_SIZES, '720*1280'),
	},
	{
		id: 'openai/sora-2/image-to-video',
		type: 'image-to-video',
		basePriceUsd: 0.4,
		formula: PER_SECOND,
		description: 'A video with sound that starts from a picture, $0.10 per second.',
		properties: { prompt, image, duration },
		required: ['image', 'prompt'],
	},
	{
		id: 'openai/sora-2/image-to-video-pro',
		description: 'A picture set in motion, in more detail and up to 1080p.',
		...proImageToVideo,
	},
	{
		id: 'openai/sora-2/characters',
		type: 'video-to-text',
		basePriceUsd: 0.001,
		description: 'Makes a character out of a short video; later prompts call it by its name.',
		properties: {
			video: {
				type: 'string',
				description: 'Address of an MP4 that shows the character; the first 4 seconds count.',
			},
			name: { type: 'string', description: 'What prompts call the character, 1 to 80 characters.' },
		},
		required: ['name', 'video'],
	},
	{
		id: 'openai/sora-2-pro/text-to-video',
		basePriceUsd: 1.2,
		formula: PRO_BY_SIZE,
		description: 'The pro text-to-video model under its newer id; landscape unless told otherwise.',
		...textToVideo(PRO_SIZES, '1280*720'),
	},
	{
		id: 'openai/sora-2-pro/image-to-video',
		description: 'The pro image-to-video model under its newer id.',
		...proImageToVideo,
	},
];
