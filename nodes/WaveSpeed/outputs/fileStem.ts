import { promptText } from '../schema/inputsForWords';
import { FILE_NAME_WORDS_CHARACTERS } from '../policy';

/** How much of a prompt to search for its first words. */
const LOOK_INTO_CHARACTERS = 400;
/** Letters and digits of any script with their accents and vowel signs, but no mark that only styles an emoji. */
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}]|(?![\ufe00-\ufe0f\u20e3])\p{M})*/gu;
/** A UUID of version 7 begins with the time, so those of one run begin alike. */
const TIME_FIRST = /^01[0-9a-f]{10}7[0-9a-f]{3}[89ab]/;
const SHORT_ID = 8;

/**
 * The name of a prediction's file, without its extension: the first words of its prompt, so that people
 * find it, and the id, so that no two names are equal.
 * @param input what was sent
 * @param from.model names a file that has no prompt
 * @param from.variation which of several made from the same prompt, from 1
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
			// Scripts without spaces: as much of the first “word” as fits.
			return name === '' ? cutAt(word, FILE_NAME_WORDS_CHARACTERS) : name;
		}
		name = longer;
	}
	return name;
}

/** Cuts without splitting a character or removing its accent. */
function cutAt(word: string, units: number): string {
	let cut = '';
	for (const [character] of word.matchAll(/\P{M}\p{M}{0,8}/gu)) {
		if (cut.length + character.length > units) break;
		cut += character;
	}
	return cut;
}

/** WaveSpeed's ids are 32 random hexadecimal digits, of which eight tell files apart. */
function shortId(id: string): string {
	if (!/^[0-9a-f]{32}$/i.test(id)) return id;
	const plain = id.toLowerCase();
	return TIME_FIRST.test(plain) ? plain.slice(-SHORT_ID) : plain.slice(0, SHORT_ID);
}
