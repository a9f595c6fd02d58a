import type { Model } from './model';

/** What the catalogue has one type for, `text-to-audio`, and people have two words. */
export type Sound = 'speech' | 'music';

const MUSIC_INPUT = /^(?:lyrics?|lyrics_prompt|tags|genre|song|instrumental|force_instrumental)$/;
const VOICE_INPUT = /^(?:voice|voice_id|voice_description|custom_voice_id|speakers?|speaker_1)$/;

/** @returns what the inputs alone prove, for runs are refused by it; undefined where they leave a doubt */
export function soundByInputs({ inputs = [] }: Pick<Model, 'inputs'>): Sound | undefined {
	const has = (pattern: RegExp) => inputs.some(({ name }) => pattern.test(name));
	// A song has a voice as well, but nobody reads lyrics aloud.
	if (has(MUSIC_INPUT)) return 'music';
	return has(/^text$/) && has(VOICE_INPUT) ? 'speech' : undefined;
}

/** @returns undefined for what is neither, such as sound effects, or not known to be */
export function soundOf(model: Pick<Model, 'id' | 'description' | 'inputs'>): Sound | undefined {
	const proven = soundByInputs(model);
	if (proven) return proven;
	const words = `${model.id} ${model.description}`.toLowerCase();
	const isSpeech = /speech|\btts\b|text to voice|read aloud/.test(words);
	const isMusic = /\b(?:music|songs?|instrumentals?)\b/.test(words);
	if (isSpeech !== isMusic) return isSpeech ? 'speech' : 'music';
	return !isMusic && model.inputs?.some(({ name }) => name === 'text') ? 'speech' : undefined;
}
