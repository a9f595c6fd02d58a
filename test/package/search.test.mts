import { sublimeSearch } from '@n8n/utils/search/sublime-search';

import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import codex from '../../nodes/WaveSpeed/WaveSpeed.node.json';

const { displayName, properties } = new WaveSpeed().description;
const entry = { properties: { displayName, codex } };
/** As the list of nodes searches (n8n 2.41.1). */
const KEYS = [
	{ key: 'properties.displayName', weight: 1.3 },
	{ key: 'properties.codex.alias', weight: 1 },
];
const isFound = (words: string) => sublimeSearch(words, [entry], KEYS).length > 0;

/** What the node is for; files, models and the account are looked up once it is there. */
const MAKING = ['video', 'image', 'audio', 'threeD', 'prediction'];
const actions = properties
	.filter(({ name }) => name === 'operation')
	.filter(({ displayOptions }) => MAKING.includes(String(displayOptions?.show?.resource?.[0])))
	.flatMap(({ options = [] }) => options.flatMap((one) => ('action' in one ? [one.action] : [])));

describe('n8n’s list of nodes', () => {
	it.each(actions)('finds the node by the name of its action “%s”', (action) => {
		expect(isFound(String(action))).toBe(true);
	});

	it.each([
		'video',
		'image',
		'voice',
		'music',
		'3d',
		'animate a photo',
		'animate photo',
		'photo to video',
		'make a video',
		'podcast',
		'intro music',
		'background music',
		'lip sync',
		'remove background',
		'upscale',
		'transcribe',
		'subtitles',
		'voice over',
		'talking head',
		'product photo',
		'thumbnail',
		'text to speech',
		'3d model',
		'sora',
		'kling',
		'make a reel',
		'instagram video',
		'instagram reel',
		'youtube shorts',
		'tiktok',
		'explainer video',
		'explainer',
		'lesson',
		'animation',
		'cartoon',
		'create video',
		'create image',
		'product picture',
		'character',
		'sprite',
		'game asset',
		'voice over podcast',
		'clone voice',
		'voice cloning',
		'audiobook',
		'jingle',
		'cut out background',
		'advert',
		'trailer',
		'virtual staging',
		'real estate video',
		'make a song',
		'song',
		'jingle',
		'game assets',
		'product photos',
		'product video',
		'thumbnails',
		'job ad video',
		'promo video',
		'hotel promo video',
		'logo',
		'poster',
		'headshot',
	])('finds it by “%s”', (words) => {
		expect(isFound(words)).toBe(true);
	});

	it.each([
		'gmail',
		'slack',
		'postgres',
		'http request',
		'google sheets',
		'edit fields',
		'schedule',
		'webhook',
		'airtable',
		'notion',
		'loop',
		'filter',
		'telegram',
		'discord',
		'whatsapp',
		'date',
		'email',
	])('does not put it in the way of “%s”', (words) => {
		expect(isFound(words)).toBe(false);
	});
});
