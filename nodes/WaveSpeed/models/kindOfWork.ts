import { trimEnds } from '../trimEnds';
import type { Model } from './model';

/** What a model does, in the words of its users. */
interface KindOfWork {
	/** e.g. `Talking Head` */
	name: string;
	/** What one run makes, for the price: `a video`. */
	unit: string;
}

/** What a run makes, as far as it is known. */
export type Product = 'video' | 'image' | 'audio' | 'threeD' | 'text';

const PRODUCT_OF_UNIT: Readonly<Record<string, Product>> = {
	'a 3D file': 'threeD',
	'a sound': 'audio',
	'a text': 'text',
	'a video': 'video',
	'an image': 'image',
};

/** By the catalogue's own word for it. */
const BY_TYPE: Readonly<Record<string, KindOfWork>> = {
	'ai-remover': { name: 'Remover', unit: 'a run' },
	'audio-to-audio': { name: 'Audio to Audio', unit: 'a sound' },
	'audio-to-video': { name: 'Audio to Video', unit: 'a video' },
	'content-moderation': { name: 'Moderation', unit: 'a check' },
	'digital-human': { name: 'Talking Head', unit: 'a video' },
	'image-effects': { name: 'Image Effect', unit: 'an image' },
	'image-to-3d': { name: 'Image to 3D', unit: 'a 3D file' },
	'image-to-image': { name: 'Image Editing', unit: 'an image' },
	'image-to-text': { name: 'Image to Text', unit: 'a text' },
	'image-to-video': { name: 'Image to Video', unit: 'a video' },
	llm: { name: 'Text', unit: 'a text' },
	'motion-control': { name: 'Motion Control', unit: 'a video' },
	'portrait-transfer': { name: 'Face Swap', unit: 'a run' },
	'reference-to-video': { name: 'Reference to Video', unit: 'a video' },
	'speech-to-text': { name: 'Speech to Text', unit: 'a text' },
	'text-to-3d': { name: 'Text to 3D', unit: 'a 3D file' },
	'text-to-image': { name: 'Text to Image', unit: 'an image' },
	'text-to-video': { name: 'Text to Video', unit: 'a video' },
	training: { name: 'Training', unit: 'a training' },
	upscaler: { name: 'Upscaling', unit: 'a run' },
	'video-dubbing': { name: 'Sound for Video', unit: 'a run' },
	'video-effects': { name: 'Video Effect', unit: 'a video' },
	'video-extend': { name: 'Longer Video', unit: 'a video' },
	'video-to-text': { name: 'Video to Text', unit: 'a text' },
	'video-to-video': { name: 'Video Editing', unit: 'a video' },
};

/** The kinds of `text-to-audio`. */
const SOUNDS: Readonly<Record<Sound | 'sound', KindOfWork>> = {
	music: { name: 'Music', unit: 'a sound' },
	sound: { name: 'Audio', unit: 'a sound' },
	speech: { name: 'Speech', unit: 'a sound' },
};

/** For types that do not say what is made, such as `lora-support`: the id says it. */
const UNIT_BY_ID: ReadonlyArray<readonly [RegExp, string]> = [
	[/trainer/, 'a training'],
	[/video|i2v|t2v/, 'a video'],
	[/3d/, 'a 3D file'],
	[/image|edit/, 'an image'],
];

/** @returns the type's own words and `a run` for an unknown type */
export function kindOfWork(model: Model): KindOfWork {
	const { id, type } = model;
	if (type === 'text-to-audio') return SOUNDS[soundOf(model) ?? 'sound'];
	const known = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
	if (known && known.unit !== 'a run') return known;
	const [, unit = 'a run'] = UNIT_BY_ID.find(([words]) => words.test(id)) ?? [];
	const name =
		known?.name ??
		type
			.split('-')
			.filter((word) => word !== '')
			.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
			.join(' ');
	return { name, unit };
}

/**
 * @returns undefined if neither the type nor the id says it: it never guesses, as runs may be refused
 * because of it
 */
export function productOf(model: Model): Product | undefined {
	return PRODUCT_OF_UNIT[kindOfWork(model).unit];
}

/** @returns `from $0.40 a video` or `from $0.0002 a second`; '' if no price is published */
export function priceText(
	model: Model,
	unit = model.priceUnit?.name ?? kindOfWork(model).unit,
): string {
	if (model.basePriceUsd === undefined) return '';
	return `from ${formatUsd(model.basePriceUsd * (model.priceUnit?.times ?? 1))} ${unit}`.trimEnd();
}

/** The default length of most videos, and what most prices for a whole video refer to. */
const USUAL_SECONDS = 5;

/**
 * A price that makes all models comparable: the published price of a run, of a usual number of seconds,
 * or of the number of letters that prices refer to.
 * @returns undefined if none is published
 */
export function usualPrice({ basePriceUsd, priceUnit }: Model): number | undefined {
	if (basePriceUsd === undefined) return undefined;
	return basePriceUsd * (priceUnit?.times ?? 1) * (priceUnit?.isTime ? USUAL_SECONDS : 1);
}

/** @returns `$0.40`, with as many digits as a small price needs: `$0.0045` */
export function formatUsd(price: number): string {
	const digits = price >= 0.1 || price === 0 ? 2 : Math.min(20, 1 - Math.floor(Math.log10(price)));
	const text = price.toFixed(digits);
	return `$${digits > 2 ? trimEnds(text, '', '0') : text}`;
}

/** The catalogue has one type, `text-to-audio`, for what people call by two words. */
export type Sound = 'speech' | 'music';

const MUSIC_INPUT = /^(?:lyrics?|lyrics_prompt|tags|genre|song|instrumental|force_instrumental)$/;
const VOICE_INPUT = /^(?:voice|voice_id|voice_description|custom_voice_id|speakers?|speaker_1)$/;

/**
 * @returns only what the inputs prove, because runs may be refused for it; undefined if they leave a
 * doubt
 */
export function soundByInputs({ inputs = [] }: Pick<Model, 'inputs'>): Sound | undefined {
	const has = (pattern: RegExp) => inputs.some(({ name }) => pattern.test(name));
	// A song has a voice as well, but nobody reads lyrics aloud.
	if (has(MUSIC_INPUT)) return 'music';
	return has(/^text$/) && has(VOICE_INPUT) ? 'speech' : undefined;
}

/** @returns undefined if it is neither, such as sound effects, or unknown */
export function soundOf(model: Pick<Model, 'id' | 'description' | 'inputs'>): Sound | undefined {
	const proven = soundByInputs(model);
	if (proven) return proven;
	const words = `${model.id} ${model.description}`.toLowerCase();
	const isSpeech = /speech|\btts\b|text to voice|read aloud/.test(words);
	const isMusic = /\b(?:music|songs?|instrumentals?)\b/.test(words);
	if (isSpeech !== isMusic) return isSpeech ? 'speech' : 'music';
	return !isMusic && model.inputs?.some(({ name }) => name === 'text') ? 'speech' : undefined;
}
