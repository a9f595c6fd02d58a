import { promptText } from '../schema/promptText';
import { FILE_NAME_WORDS_CHARACTERS } from '../policy';

/** More of a prompt than its first words is not looked at. */
const LOOK_INTO_CHARACTERS = 400;
/** Letters and digits of any script with their accents and vowel signs, but no mark that only styles an emoji. */
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}]|(?![\ufe00-\ufe0f\u20e3])\p{M})*/gu;
/** A UUID of version 7 begins with the time, so that those of one run begin alike. */
const TIME_FIRST = /^01[0-9a-f]{10}7[0-9a-f]{3}[89ab]/;
const SHORT_ID = 8;

/**
 * What a prediction's file is called, without its extension: the first words of what was asked for, so
 * that a person finds it, and the id, so that no two are called alike.
 * @param input what was sent
 * @param from.model names a file for which nothing was said in words
 * @param from.variation which of several made from the same words, from 1
 * @returns e.g. `a-lighthouse-at-dusk-ded09b4c`, `a-lighthouse-at-dusk-v2-ded09b4c`, or
 * `video-upscaler-pro-ded09b4c`
 */
export function fileStem(
	input: unknown,
	predictionId: string,
	{ model = '', variation }: { model?: string; variation?: number } = {},
): string {
	const words = firstWords(promptText(input)) || firstWords(model.replace(/^[^/]{0,100}\//, ''));
	const which = variation === undefined ? '' : `v${variation}`;
	return [words, which, shortId(predictionId)].filter((part) => part !== '').join('-');
}

/** @param place from 0 @param count how many files the prediction has */
export function numbered(stem: string, place: number, count: number): string {
	return count === 1 ? stem : `${stem}-${place + 1}`;
}

function firstWords(text: string): string {
	const start = text.trimStart().slice(0, LOOK_INTO_CHARACTERS).normalize('NFC').toLowerCase();
	let name = '';
	for (const [word] of start.matchAll(WORD)) {
		const longer = name === '' ? word : `${name}-${word}`;
		if (longer.length > FILE_NAME_WORDS_CHARACTERS) {
			// Scripts without spaces: what fits of the first “word”.
			return name === '' ? cutAt(word, FILE_NAME_WORDS_CHARACTERS) : name;
		}
		name = longer;
	}
	return name;
}

/** Cuts without halving a character or taking its accent away. */
function cutAt(word: string, units: number): string {
	let cut = '';
	for (const [character] of word.matchAll(/\P{M}\p{M}{0,8}/gu)) {
		if (cut.length + character.length > units) break;
		cut += character;
	}
	return cut;
}

/** Ids of WaveSpeed are 32 hexadecimal digits of chance, of which eight tell files apart. */
function shortId(id: string): string {
	if (!/^[0-9a-f]{32}$/i.test(id)) return id;
	const plain = id.toLowerCase();
	return TIME_FIRST.test(plain) ? plain.slice(-SHORT_ID) : plain.slice(0, SHORT_ID);
}
