import { DEFAULT_MODEL } from '../defaultModel';
import type { Product, Sound } from './kindOfWork';

/** A field for what people write at length, by its parameter. A form's texts have only one line. */
export type WordsField = 'prompt' | 'text' | 'lyrics';

/** A kind of work that people want, and the models for it. */
export interface Job {
	/** Where the panel offers it, and what it calls that. */
	place: { resource: string; operation: string; name: string };
	makes: Product;
	/** The catalogue's types for it. */
	types: readonly string[];
	/** What the id must contain, if a type covers several jobs. */
	about?: RegExp;
	/** Which sound, as one type covers speech and music. */
	sound?: Sound;
	/** What its models work from. Models of types that do not say so are listed if they need exactly that. */
	from?: 'words' | 'image';
	/** Whether a run accepts any model that makes the same thing, even one that the list does not show. */
	lenient?: boolean;
	/** The fields of several lines above the form, from top to bottom; none if it works from a file alone. */
	words?: readonly WordsField[];
	/**
	 * In this order, if they exist: what the vendor's own clients and pages name (November 2026). A new
	 * node starts with the first. The vendor runs that one itself, because such models are the last to be
	 * withdrawn; and it is cheap, because people try the node with it.
	 */
	preferred: readonly [string, ...string[]];
}

/** The most wanted first. */
export const JOBS: readonly Job[] = [
	{
		place: { resource: 'video', operation: 'generate', name: 'Video → Generate' },
		makes: 'video',
		types: ['text-to-video'],
		from: 'words',
		lenient: true,
		words: ['prompt'],
		preferred: [DEFAULT_MODEL, 'bytedance/seedance-2.5/text-to-video'],
	},
	{
		place: { resource: 'video', operation: 'animate', name: 'Video → Animate Image' },
		makes: 'video',
		types: ['image-to-video', 'reference-to-video', 'motion-control', 'video-effects'],
		from: 'image',
		words: ['prompt'],
		preferred: [
			'wavespeed-ai/minimax-h3/image-to-video',
			'bytedance/seedance-2.5/image-to-video',
			'alibaba/wan-2.6/image-to-video',
		],
	},
	{
		place: { resource: 'image', operation: 'generate', name: 'Image → Generate' },
		makes: 'image',
		types: ['text-to-image'],
		from: 'words',
		lenient: true,
		words: ['prompt'],
		preferred: [
			'wavespeed-ai/z-image/turbo',
			'bytedance/seedream-v5.0-pro',
			'google/nano-banana-2/text-to-image',
		],
	},
	{
		place: { resource: 'image', operation: 'edit', name: 'Image → Edit' },
		makes: 'image',
		types: ['image-to-image', 'image-effects', 'portrait-transfer'],
		from: 'image',
		words: ['prompt'],
		preferred: [
			'wavespeed-ai/qwen-image-2.0/edit',
			'google/nano-banana-2/edit',
			'bytedance/seedream-v4.5/edit',
		],
	},
	{
		place: { resource: 'audio', operation: 'speech', name: 'Audio → Generate Speech' },
		makes: 'audio',
		types: ['text-to-audio'],
		sound: 'speech',
		from: 'words',
		lenient: true,
		words: ['text'],
		preferred: ['wavespeed-ai/vibevoice', 'minimax/speech-2.8-turbo'],
	},
	{
		place: { resource: 'audio', operation: 'music', name: 'Audio → Generate Music' },
		makes: 'audio',
		types: ['text-to-audio'],
		sound: 'music',
		from: 'words',
		lenient: true,
		words: ['prompt', 'lyrics'],
		preferred: ['wavespeed-ai/ace-step/prompt-to-audio', 'minimax/music-2.5', 'elevenlabs/music'],
	},
	{
		place: { resource: 'video', operation: 'talkingHead', name: 'Video → Generate Talking Head' },
		makes: 'video',
		types: ['digital-human'],
		words: ['prompt'],
		preferred: ['wavespeed-ai/infinitetalk'],
	},
	{
		place: { resource: 'video', operation: 'upscale', name: 'Video → Upscale' },
		makes: 'video',
		types: ['upscaler'],
		about: /video|vsr/,
		preferred: ['wavespeed-ai/video-upscaler-pro'],
	},
	{
		place: { resource: 'image', operation: 'upscale', name: 'Image → Upscale' },
		makes: 'image',
		types: ['upscaler'],
		about: /image/,
		preferred: ['wavespeed-ai/image-upscaler'],
	},
	{
		place: { resource: 'image', operation: 'removeBackground', name: 'Image → Remove Background' },
		makes: 'image',
		types: ['ai-remover'],
		about: /image|background/,
		preferred: ['wavespeed-ai/image-background-remover'],
	},
	{
		place: { resource: 'threeD', operation: 'fromImage', name: '3D → Convert Image' },
		makes: 'threeD',
		types: ['image-to-3d'],
		preferred: ['wavespeed-ai/hunyuan-3d-v3.1/image-to-3d-rapid'],
	},
	{
		place: { resource: 'threeD', operation: 'generate', name: '3D → Generate' },
		makes: 'threeD',
		types: ['text-to-3d'],
		from: 'words',
		lenient: true,
		words: ['prompt'],
		preferred: ['wavespeed-ai/hunyuan-3d-v3.1/text-to-3d-rapid'],
	},
	{
		place: { resource: 'audio', operation: 'transcribe', name: 'Audio → Transcribe' },
		makes: 'text',
		types: ['speech-to-text'],
		preferred: ['wavespeed-ai/openai-whisper-turbo'],
	},
];

/** @returns undefined for operations that accept any model */
export function jobAt(resource: unknown, operation: unknown): Job | undefined {
	return JOBS.find(({ place }) => place.resource === resource && place.operation === operation);
}
