import type { Model } from './model';

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
