import { DEFAULT_MODEL } from '../defaultModel';
import type { Model } from './model';

interface Job {
	/** The catalogue's types that do it. */
	types: readonly string[];
	/** Where a type covers several jobs: what the id must have. */
	about?: RegExp;
	/** In this order, as far as they exist: what the vendor's own clients and pages name (November 2026). */
	preferred: readonly string[];
}

/** What people come for, in the order in which they do. */
const JOBS: readonly Job[] = [
	{
		types: ['text-to-video'],
		preferred: [DEFAULT_MODEL, 'bytedance/seedance-2.5/text-to-video'],
	},
	{
		types: ['image-to-video'],
		preferred: [
			'wavespeed-ai/minimax-h3/image-to-video',
			'bytedance/seedance-2.5/image-to-video',
			'alibaba/wan-2.6/image-to-video',
		],
	},
	{
		types: ['text-to-image'],
		preferred: ['bytedance/seedream-v5.0-pro', 'google/nano-banana-2/text-to-image'],
	},
	{
		types: ['image-to-image'],
		preferred: ['google/nano-banana-2/edit', 'bytedance/seedream-v4.5/edit'],
	},
	{
		types: ['text-to-audio'],
		about: /speech|tts|voice/,
		preferred: ['minimax/speech-2.8-turbo', 'google/gemini-2.5-flash/text-to-speech'],
	},
	{
		types: ['text-to-audio'],
		about: /music|song|ace-step/,
		preferred: ['minimax/music-2.5', 'elevenlabs/music'],
	},
	{ types: ['digital-human'], preferred: ['wavespeed-ai/infinitetalk'] },
	{ types: ['digital-human'], about: /lip-?sync/, preferred: ['sync/lipsync-2'] },
	{ types: ['upscaler'], about: /video|vsr/, preferred: ['wavespeed-ai/video-upscaler-pro'] },
	{ types: ['upscaler'], about: /image/, preferred: ['wavespeed-ai/image-upscaler'] },
	{ types: ['ai-remover'], preferred: ['wavespeed-ai/image-background-remover'] },
	{ types: ['image-to-3d'], preferred: ['wavespeed-ai/hunyuan-3d-v3.1/image-to-3d-rapid'] },
	{ types: ['speech-to-text'], preferred: ['wavespeed-ai/openai-whisper-turbo'] },
];

/**
 * One model for each kind of work: the first of a short list that exists, or else the one the vendor
 * shows first among those that cost no more than half of their kind do.
 * @param models the catalogue, in the vendor's order
 * @returns in the order in which people come for them, each once
 */
export function recommendedModels(models: readonly Model[]): Model[] {
	const chosen = new Set<Model>();
	for (const job of JOBS) {
		const able = models.filter(
			(model) =>
				job.types.includes(model.type) && (job.about?.test(model.id) ?? true) && !chosen.has(model),
		);
		const preferred = job.preferred
			.map((id) => able.find((model) => model.id === id))
			.find((model) => model !== undefined);
		const model = preferred ?? firstAffordable(able);
		if (model) chosen.add(model);
	}
	return [...chosen];
}

function firstAffordable(models: readonly Model[]): Model | undefined {
	const prices = models
		.map(({ basePriceUsd = Infinity }) => basePriceUsd)
		.sort((one, other) => one - other);
	const limit = prices[Math.floor((prices.length - 1) / 2)] ?? Infinity;
	return models.find(({ basePriceUsd = Infinity }) => basePriceUsd <= limit);
}
