import type { Model } from '../model';
import { choice, describe, seconds, seed, text } from './describe';

/** The languages that Whisper understands, by their codes. */
const LANGUAGES = `
	auto af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu
	ha haw he hi hr ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn
	mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te
	tg th tk tl tr tt uk ur uz vi yi yo zh yue
`
	.trim()
	.split(/\s+/);

export const audioModels: readonly Model[] = [
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
			audio: { ...text, 'x-accept': 'audio/mpeg,audio/mp3,audio/wav,audio/x-wav,audio/flac' },
			language: choice(LANGUAGES, 'auto'),
			prompt: text,
		},
		['audio'],
	),
];
