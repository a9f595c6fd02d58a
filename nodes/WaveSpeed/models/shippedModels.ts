import { DEFAULT_MODEL } from '../defaultModel';
import { readModel, type Model } from './model';

type Property = Record<string, unknown>;

/** A short form of a model's row in the catalogue: only what its form needs. */
interface Described {
	id: string;
	type: string;
	properties: Record<string, Property>;
	required: readonly string[];
}

function describe(
	id: string,
	type: string,
	properties: Record<string, Property>,
	required: readonly string[],
): Described {
	return { id, type, properties, required };
}

function read({ id, type, properties, required }: Described): Model {
	const request_schema = {
		type: 'object',
		properties,
		required,
		'x-order-properties': Object.keys(properties),
	};
	const api_schema = { api_schemas: [{ type: 'model_run', request_schema }] };
	return readModel({ model_id: id, type, api_schema }, 0) as Model;
}

const text: Property = { type: 'string' };
/** The address of a file: its name tells of which kind. */
const file: Property = { ...text };
const seed: Property = { type: 'integer', default: -1, description: '-1: random' };

function choice(values: readonly string[], standard?: string): Property {
	return {
		type: 'string',
		enum: values,
		...(standard !== undefined && { default: standard }),
	};
}

function seconds(minimum: number, maximum: number, standard: number, type = 'integer'): Property {
	return { type, minimum, maximum, default: standard, description: 'Length in seconds.' };
}

const RATIOS = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21'];

const videoModels: readonly Described[] = [
	describe(
		DEFAULT_MODEL,
		'text-to-video',
		{
			prompt: text,
			aspect_ratio: choice(RATIOS, '16:9'),
			resolution: choice(['480p', '768p'], '480p'),
			duration: seconds(5, 15, 5),
			seed,
		},
		['prompt'],
	),
	describe(
		'wavespeed-ai/minimax-h3/image-to-video',
		'image-to-video',
		{
			prompt: text,
			image: file,
			last_image: file,
			resolution: choice(['480p', '540p', '768p'], '480p'),
			duration: seconds(5, 15, 5),
			seed,
		},
		['prompt', 'image'],
	),
	describe(
		'wavespeed-ai/infinitetalk',
		'digital-human',
		{
			image: file,
			audio: file,
			mask_image: file,
			prompt: text,
			resolution: choice(['480p', '720p'], '480p'),
			seed,
		},
		['audio', 'image'],
	),
	describe(
		'wavespeed-ai/video-upscaler-pro',
		'upscaler',
		{ video: file, target_resolution: choice(['720p', '1080p', '2k', '4k'], '1080p') },
		['video'],
	),
];

const FORMATS = ['jpeg', 'png', 'webp'];

/** Includes the models that make a 3D file. */
const imageModels: readonly Described[] = [
	describe(
		'wavespeed-ai/z-image/turbo',
		'text-to-image',
		{
			prompt: text,
			image: file,
			size: {
				type: 'string',
				default: '1024*1024',
				description: 'Width and height in pixels (width*height).',
			},
			strength: { type: 'number', minimum: 0, maximum: 1, default: 0.6 },
			seed,
			output_format: choice(FORMATS, 'jpeg'),
		},
		['prompt'],
	),
	describe(
		'wavespeed-ai/qwen-image-2.0/edit',
		'image-to-image',
		{
			images: { type: 'array', items: file, minItems: 1, maxItems: 6 },
			prompt: text,
			seed,
		},
		['prompt', 'images'],
	),
	describe(
		'wavespeed-ai/image-upscaler',
		'upscaler',
		{
			image: file,
			target_resolution: choice(['2k', '4k', '8k'], '4k'),
			output_format: choice(FORMATS, 'jpeg'),
		},
		['image'],
	),
	describe('wavespeed-ai/image-background-remover', 'ai-remover', { image: file }, ['image']),
	describe('wavespeed-ai/hunyuan-3d-v3.1/image-to-3d-rapid', 'image-to-3d', { image: file }, [
		'image',
	]),
	describe('wavespeed-ai/hunyuan-3d-v3.1/text-to-3d-rapid', 'text-to-3d', { prompt: text }, [
		'prompt',
	]),
];

/** The languages that Whisper understands, by their codes. */
const LANGUAGES = `
	auto af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu
	ha haw he hi hr ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn
	mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te
	tg th tk tl tr tt uk ur uz vi yi yo zh yue
`
	.trim()
	.split(/\s+/);

const audioModels: readonly Described[] = [
	describe(
		'wavespeed-ai/vibevoice',
		'text-to-audio',
		{ text, speaker: choice(['Frank', 'Wayne', 'Carter', 'Emma', 'Grace', 'Mike'], 'Frank') },
		['text'],
	),
	describe(
		'wavespeed-ai/ace-step/prompt-to-audio',
		'text-to-audio',
		{
			prompt: text,
			instrumental: { type: 'boolean', default: false },
			duration: seconds(5, 240, 60, 'number'),
			seed,
		},
		['prompt'],
	),
	describe(
		'wavespeed-ai/openai-whisper-turbo',
		'speech-to-text',
		{
			audio: { ...file, 'x-accept': 'audio/mpeg,audio/mp3,audio/wav,audio/x-wav,audio/flac' },
			language: choice(LANGUAGES, 'auto'),
			prompt: text,
		},
		['audio'],
	),
];

const described = [...videoModels, ...imageModels, ...audioModels];
let models: readonly Model[] | undefined;

/**
 * They are read when they are first asked for: every start of n8n would pay for them.
 * @returns them in the order of the kinds of work, and always the same array
 */
export function shippedModels(): readonly Model[] {
	models ??= described.map(read);
	return models;
}

/**
 * The inputs of the models that new nodes start with, as published by the vendor (seen in 2026). They
 * ship with the node, so that a new node shows its form before there is a key, and offline; with a key
 * the catalogue's own description counts. Nothing is checked against these copies, as they may be older
 * than the models.
 * @returns undefined for any other model
 */
export function shippedModel(id: string): Model | undefined {
	return shippedModels().find((one) => one.id === id);
}

/** The ids of the models that take no file. */
export const SHIPPED_WITHOUT_FILES: readonly string[] = described
	.filter(({ properties }) => !Object.values(properties).some(isFile))
	.map(({ id }) => id);

function isFile(property: Property): boolean {
	return property === file || property.items === file || 'x-accept' in property;
}
