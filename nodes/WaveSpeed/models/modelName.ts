import { readableName } from './readableName';

/** Names of models and makers that are not just capitalised, or that ids abbreviate. */
const BRANDS: Readonly<Record<string, string>> = {
	ace: 'ACE',
	any: 'Any',
	bytedance: 'ByteDance',
	elevenlabs: 'ElevenLabs',
	flashvsr: 'FlashVSR',
	glm: 'GLM',
	gpt: 'GPT',
	heygen: 'HeyGen',
	i2i: 'Image to Image',
	i2v: 'Image to Video',
	infinitetalk: 'InfiniteTalk',
	latentsync: 'LatentSync',
	lipsync: 'Lip Sync',
	lipsync2: 'Lip Sync 2',
	longcat: 'LongCat',
	ltx: 'LTX',
	minimax: 'MiniMax',
	mmaudio: 'MMAudio',
	openai: 'OpenAI',
	pixverse: 'PixVerse',
	sam3: 'SAM 3',
	sfx: 'SFX',
	skyreels: 'SkyReels',
	std: 'Standard',
	t2i: 'Text to Image',
	t2v: 'Text to Video',
	tiktok: 'TikTok',
	ugc: 'UGC',
	v2v: 'Video to Video',
	vace: 'VACE',
	veo3: 'Veo 3',
	vibevoice: 'VibeVoice',
	'veo3.1': 'Veo 3.1',
	wavespeed: 'WaveSpeed',
};

/**
 * A model's common name: `openai/sora-2/image-to-video-pro` → `Sora 2 Pro Image to Video`. It leaves out
 * the maker; the catalogue has no other name than the id. The kind of work comes last: the closed list
 * shows some 28 characters, which must tell models apart.
 */
export function modelName(id: string): string {
	return kindLast(nameInOrder(id));
}

/** The words in the order of the id: `Sora 2 Image to Video Pro` is not `Sora 2 Pro Image to Video`. */
export function nameInOrder(id: string): string {
	const [maker = '', ...rest] = id.split('/');
	const words = (rest.length > 0 ? rest : [maker]).flatMap((part) => part.split(/[-_\s]+/));
	const distinct = words.filter((word, at) => word !== '' && word !== words[at - 1]);
	const name = readableWords(distinct);
	// Of `midjourney/text-to-image` the kind of work alone would be no name.
	return IS_KIND.test(name) ? `${makerName(id)} ${name}` : name || id;
}

/** `kwaivgi/kling-v3.0-pro` → `Kwaivgi` */
export function makerName(id: string): string {
	return readableWords((id.split('/')[0] ?? '').split(/[-_\s]+/));
}

const IS_KIND = /^\w+ to \w+$/;
const KIND =
	/ ((?:Text|Image|Images|Video|Audio|Speech|Reference|Prompt) to (?:Video|Image|Audio|Speech|Text|3D|Music))(?= )/;

function kindLast(name: string): string {
	const [found, kind] = KIND.exec(name) ?? [];
	return found === undefined ? name : `${name.replace(found, '')} ${kind}`;
}

function readableWords(words: string[]): string {
	return words.map(readableWord).join(' ');
}

function readableWord(word: string, at: number): string {
	const lower = word.toLowerCase();
	if (Object.hasOwn(BRANDS, lower)) return BRANDS[lower] ?? word;
	// A version keeps its dot: `2.5`, `v3.0`, `480p`.
	if (/\d/.test(word) && !/^\dd$/i.test(word)) return /^v\d/.test(lower) ? lower : capital(word);
	// As a second word, so that `to` and `from` stay in lower case within a name.
	return at === 0 ? readableName(word) : readableName(`x ${word}`).slice(2);
}

function capital(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
