/** Words that are not just capitalised. */
const SPELLINGS: Readonly<Record<string, string>> = {
	'2d': '2D',
	'3d': '3D',
	ai: 'AI',
	api: 'API',
	asmr: 'ASMR',
	base64: 'Base64',
	bbox: 'Bounding Box',
	bgm: 'Background Music',
	cfg: 'CFG',
	controlnet: 'ControlNet',
	dict: 'Dictionary',
	fps: 'FPS',
	hd: 'HD',
	id: 'ID',
	ids: 'IDs',
	lang: 'Language',
	llm: 'LLM',
	lora: 'LoRA',
	loras: 'LoRAs',
	ms: '(ms)',
	nsfw: 'NSFW',
	num: 'Number of',
	pbr: 'PBR',
	rle: 'RLE',
	sref: 'Style Reference',
	ta: 'T/A',
	tts: 'TTS',
	ui: 'UI',
	url: 'URL',
	urls: 'URLs',
};

const SMALL_WORDS = new Set([
	'and',
	'at',
	'for',
	'from',
	'in',
	'of',
	'on',
	'or',
	'per',
	'to',
	'with',
]);

/**
 * A readable form of an API name: `num_inference_steps` → `Number of Inference Steps`. The vendor's own
 * titles are not used: few inputs have one, and they write `Image Url`.
 */
export function readableName(name: string): string {
	const words = name
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.split(/[\s_\-.]+/)
		.filter((word) => word !== '');
	if (words.length === 0) return name;
	return words.map(readableWord).join(' ');
}

function readableWord(word: string, index: number): string {
	const lower = word.toLowerCase();
	if (Object.hasOwn(SPELLINGS, lower)) return SPELLINGS[lower] ?? word;
	if (index > 0 && SMALL_WORDS.has(lower)) return lower;
	return word.charAt(0).toUpperCase() + word.slice(1);
}
