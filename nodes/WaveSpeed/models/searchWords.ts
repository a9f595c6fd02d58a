import { productOf, type Product } from './kindOfWork';
import type { Model } from './model';

/** Search words that say nothing about a model. */
const FILLERS = new Set([
	'a',
	'ai',
	'an',
	'and',
	'any',
	'create',
	'for',
	'from',
	'generate',
	'generation',
	'generator',
	'has',
	'in',
	'make',
	'model',
	'models',
	'my',
	'of',
	'on',
	'please',
	'some',
	'something',
	'that',
	'the',
	'to',
	'with',
]);

/** Where something will be shown. It says nothing about a model, but a few have such a name. */
const PLACES = new Set(['instagram', 'reel', 'reels', 'shorts', 'tiktok', 'vertical', 'youtube']);

/** `low cost` and the like also count as `cheap`: see `PHRASES`. */
const CHEAP = new Set(['affordable', 'budget', 'cheap', 'cheaper', 'cheapest', 'inexpensive']);

/** Each finds the others, too. */
const FAST = [
	'fast',
	'faster',
	'fastest',
	'quick',
	'turbo',
	'flash',
	'lightning',
	'lite',
	'rapid',
	'schnell',
];

/** They say how good or fast a model is, and no more. */
export const QUALITIES = new Set([...FAST, 'hd', 'max', 'mini', 'pro', 'standard', 'std', 'ultra']);

/** In the text of a video that can have sound. */
const AUDIBLE = 'audible';

/**
 * What people say, and the catalogue's words for it. `animate`, `runway` and the like are not in most
 * ids, and there a talking head is a `digital-human`.
 */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
	'3d': ['to-3d', 'mesh'],
	animate: ['image-to-video', 'animation'],
	animation: ['image-to-video', 'animate'],
	audio: ['sound', 'speech', 'music', AUDIBLE],
	avatar: ['digital-human', 'talking'],
	background: ['ai-remover'],
	caption: ['captioner', 'image-to-text', 'video-to-text'],
	chatgpt: ['gpt-image'],
	dalle: ['gpt-image'],
	dub: ['dubbing', 'translate'],
	edit: ['image-to-image', 'editing', 'video-edit'],
	enhance: ['upscaler', 'upscale'],
	extend: ['video-extend', 'longer'],
	faceswap: ['face-swap', 'portrait-transfer'],
	film: ['to-video'],
	foley: ['video-dubbing', 'sound'],
	gemini: ['nano-banana'],
	gif: ['to-video'],
	hailuo: ['minimax h', 'minimax video'],
	inpaint: ['edit', 'image-to-image'],
	kuaishou: ['kwaivgi'],
	lipsync: ['lip sync', 'digital-human'],
	lora: ['loras'],
	manyimages: ['reference-to'],
	mp3: ['text-to-audio'],
	mp4: ['to-video'],
	narration: ['text-to-audio', 'speech'],
	photo: ['image', 'picture'],
	picture: ['image', 'photo'],
	presenter: ['digital-human'],
	remove: ['remover', 'eraser'],
	runway: ['runwayml', 'gen4', 'text-to-video'],
	sing: ['song', 'music'],
	song: ['music'],
	sound: ['audio', 'sfx', 'foley', AUDIBLE],
	speak: ['speech', 'text-to-audio', 'digital-human'],
	speech: ['tts', 'voice', 'text-to-audio'],
	subtitle: ['speech-to-text', 'whisper'],
	swap: ['portrait-transfer'],
	talking: ['digital-human', 'avatar'],
	tencent: ['hunyuan'],
	transcribe: ['speech-to-text', 'whisper'],
	transcription: ['speech-to-text', 'whisper'],
	tts: ['speech', 'text-to-audio', 'voice'],
	upscale: ['upscaler', 'upscaling'],
	upscaling: ['upscaler', 'upscale'],
	vid: ['video'],
	voice: ['speech', 'tts', 'text-to-audio'],
	voiceover: ['speech', 'tts', 'text-to-audio'],
	whisper: ['speech-to-text'],
};

/** Written as two words or one, with a hyphen or a digit: `lip sync`, `text2video`, `photo to video`. */
const PHRASES: ReadonlyArray<readonly [RegExp, string]> = [
	[/\blow(?:er|est)?[\s-]*(?:cost|price)s?\b/g, 'cheap'],
	[/\blip[\s-]*sync(ing)?\b/g, 'lipsync'],
	[/\bvoice[\s-]*over\b/g, 'voiceover'],
	[/\btalking[\s-]*(head|photo|avatar)s?\b/g, 'talking'],
	[/\bface[\s-]*swap(ping)?\b/g, 'faceswap'],
	[/\bdall[\s-]*e\b/g, 'dalle'],
	[/\b(\d{1,2})\s{0,2}[:x×]\s{0,2}(\d{1,2})\b/g, '$1x$2'],
	[/\b(\d{1,2})[\s-]{0,2}(?:s|secs?|seconds?)\b/g, 's$1s'],
	[/\bt2v\b/g, 'text-to-video'],
	[/\bi2v\b/g, 'image-to-video'],
	[/\bt2i\b/g, 'text-to-image'],
	[
		/\b(text|txt|image|img|photo|picture|video|audio|speech)s?[\s-]{0,3}(?:to|2|into)[\s-]{0,3}(video|vid|image|img|picture|speech|voice|audio|text|3d)s?\b/g,
		'$1-to-$2',
	],
];

/** What a model's inputs tell of it: a word of its own, how people say it, and the names of such inputs. */
const BY_INPUTS: ReadonlyArray<readonly [word: string, said: RegExp, inputs: RegExp]> = [
	[
		'endframe',
		/\b(?:(?:first|start)[ /-]?(?:frame |image )?(?:and |to |& )?)?(?:last|end|final)[ /-]?(?:frame|image)s?\b|\b(?:first|start)[ /-](?:and )?(?:last|end)\b/g,
		/^(?:last|end|tail)_(?:image|frame)$/,
	],
	[
		'manyimages',
		/\b(?:several|multiple|reference)[ -](?:image|picture|photo)s?\b/g,
		/^(?:images|reference_(?:images?|urls))$/,
	],
	['negativeprompt', /\bnegative[ -]?prompts?\b/g, /^negative_prompt$/],
	['camerafixed', /\b(?:camera[ -]?fixed|(?:fixed|static)[ -]?camera)\b/g, /^camera_fixed$/],
	['emotion', /\bemotion(?:s|al)?\b/g, /^emotion$/],
];

/** @returns whether a word stands for an input, and so for no name, however near it comes to one */
export function isOfInputs(word: string): boolean {
	return BY_INPUTS.some(([one]) => one === word);
}

/** @returns a text with these words in place of what people say */
export function withInputWords(text: string): string {
	return BY_INPUTS.reduce((changed, [word, said]) => changed.replace(said, word), text);
}

const SAME: Readonly<Record<string, string>> = {
	txt: 'text',
	img: 'image',
	photo: 'image',
	picture: 'image',
	vid: 'video',
	voice: 'speech',
};

/** Words for what a model makes; a model whose description merely mentions it does not match. */
const PRODUCTS: Readonly<Record<string, Product>> = {
	'3d': 'threeD',
	audio: 'audio',
	image: 'image',
	images: 'image',
	music: 'audio',
	photo: 'image',
	photos: 'image',
	picture: 'image',
	pictures: 'image',
	song: 'audio',
	sound: 'audio',
	speech: 'audio',
	video: 'video',
	videos: 'video',
};

/** @returns what a word of a search says that a model makes */
export function productCalled(word: string): Product | undefined {
	return Object.hasOwn(PRODUCTS, word) ? PRODUCTS[word] : undefined;
}

/** Nearly every description has the word “image” or “video” somewhere, and many promise speed. */
export function wordsForBody(term: string[]): string[] {
	const [word = ''] = term;
	if (productCalled(word) !== undefined) return term.filter((one) => one === AUDIBLE);
	return QUALITIES.has(word) ? [word] : term;
}

/** Inputs whose choices people search for. */
const SEARCHED_CHOICES = /^(?:resolution|size|aspect_ratio|(?:target_|source_)?lang(?:uage)?s?)$/;
/** Longer videos are not searched for by their seconds. */
const LONGEST_SECONDS = 60;

/** Keeping or giving a sound is another matter. */
const SOUND_INPUT = /^(?:(?:generate|enable)_audio|sound)(?:_effect)?(?:_switch)?$/;
const HAS_SOUND = /\b(?:with|native|synced|synchronized|built-in) (?:audio|sound)\b/i;

/** @returns what can be chosen with a model, in the form in which `readSearch` gives it: `1080p 16x9 s10s` */
export function choicesText(model: Model): string {
	const { inputs = [], description } = model;
	const words = inputs.flatMap(({ name, choices, suggestions, minimum, maximum, kind }) => {
		const all = choices ?? suggestions ?? [];
		if (SEARCHED_CHOICES.test(name)) return all.map((one) => plainText(String(one)));
		if (name !== 'duration') return [];
		const isRange = kind === 'integer' && minimum !== undefined && maximum !== undefined;
		const seconds = isRange && maximum <= LONGEST_SECONDS ? secondsBetween(minimum, maximum) : all;
		return seconds.map((one) => `s${one}s`);
	});
	const asks = inputs.some(({ name, kind }) => kind === 'boolean' && SOUND_INPUT.test(name));
	if (productOf(model) === 'video' && (asks || HAS_SOUND.test(description))) words.push(AUDIBLE);
	for (const [word, , names] of BY_INPUTS)
		if (inputs.some(({ name, maxItems }) => names.test(name) && maxItems !== 1)) words.push(word);
	return [...new Set(words)].map((word) => ` ${word.replace(':', 'x')}`).join('');
}

/** @returns the whole seconds of a range; one row of the catalogue may begin at minus ten million */
function secondsBetween(minimum: number, maximum: number): number[] {
	const from = Math.max(1, Math.ceil(minimum));
	const to = Math.min(LONGEST_SECONDS, maximum);
	return Array.from({ length: Math.max(0, Math.floor(to - from) + 1) }, (_, at) => from + at);
}

/** The form in which texts are compared: lower case without accents. */
export function plainText(text: string): string {
	return text
		.slice(0, 500)
		.toLowerCase()
		.normalize('NFKD')
		.replace(/[\u0300-\u036f’']/g, '');
}

/**
 * The form in which names are compared that some write in one word and others in two: without what separates
 * words, and with `text2video` as `text-to-video`.
 */
export function squeezed(text: string): string {
	return plainText(text)
		.replace(/(?<=[a-z])2(?=[a-z])/g, 'to')
		.replace(/[^\p{L}\d.]/gu, '');
}

/** What a person types into a search. */
export interface SearchWords {
	/** The significant words, each with the catalogue's synonyms; empty if there are none. */
	terms: string[][];
	places: string[];
	/** Whether cheap models come first. */
	cheapestFirst: boolean;
	/** What the model makes, if the words say it, and say one thing. */
	product?: Product;
}

export function readSearch(query: string): SearchWords {
	let text = withInputWords(plainText(query));
	for (const [phrase, meant] of PHRASES) text = text.replace(phrase, meant);
	const words = text
		.split(/[\s,;:/|_"“”()?!]+/)
		.flatMap((word) => (/^[a-z]+-to-/.test(word) ? [sameKind(word)] : word.split('-')))
		.filter((word) => word !== '');
	const products = new Set(words.map(productCalled).filter((one) => one !== undefined));
	const [product] = products.size === 1 ? products : [];
	const counted = words.filter((word) => ![FILLERS, PLACES, CHEAP].some((set) => set.has(word)));
	return {
		terms: [...new Set(counted)].map((word) => [word, ...alternatives(word)]),
		places: words.filter((word) => PLACES.has(word)),
		cheapestFirst: words.some((word) => CHEAP.has(word)),
		product,
	};
}

/** `photo-to-vid` is `image-to-video` in the catalogue. */
function sameKind(kind: string): string {
	return kind
		.split('-')
		.map((word) => (Object.hasOwn(SAME, word) ? SAME[word] : word))
		.join('-');
}

function alternatives(word: string): readonly string[] {
	if (word === 'text-to-speech') return ['text-to-audio', 'tts'];
	if (FAST.includes(word)) return FAST.filter((one) => one !== word);
	if (Object.hasOwn(SYNONYMS, word)) return SYNONYMS[word] ?? [];
	// A plural, or a form of the verb: `videos`, `upscaler`.
	const stem = word.replace(/(ing|er|ed|s)$/, '');
	if (stem.length < 3 || stem === word) return [];
	return [stem, ...(Object.hasOwn(SYNONYMS, stem) ? (SYNONYMS[stem] ?? []) : [])];
}
