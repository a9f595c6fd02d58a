import { JOBS, type Job } from './jobs';
import { productOf } from './kindOfWork';
import type { Model } from './model';
import { soundByInputs, soundOf } from './speechOrMusic';

/** Whether a model does this very job, by the catalogue's word for it and what it cannot do without. */
export function doesJob(model: Model, { types, about, sound, from }: Job): boolean {
	if (!types.includes(model.type) || !(about?.test(model.id) ?? true)) return false;
	if (sound !== undefined && soundOf(model) !== sound) return false;
	// A model for images that wants an image first does not make one from a prompt.
	return from !== 'words' || (needsOf(model) ?? 'words') === 'words';
}

/**
 * Whether a model is known to do something else: to make another thing, or, where a job has only models
 * of its own, to do another job. Of what is not known nothing is said, as runs are refused by it.
 */
export function doesAnotherJob(model: Model, job: Job): boolean {
	const product = productOf(model);
	if (product !== undefined && product !== job.makes) return true;
	if (job.sound !== undefined) return (soundByInputs(model) ?? job.sound) !== job.sound;
	return !job.lenient && !doesJob(model, job) && JOBS.some((other) => doesJob(model, other));
}

/** @returns the job in whose list a model is; undefined for what has none, or is not known */
export function jobOf(model: Model): Job | undefined {
	return JOBS.find((job) => job.place && narrowedTo(job, [{ model }]).length > 0);
}

/**
 * The part of a list that a job is about: narrower than what its runs allow.
 * @param listed in any order, which is kept within each part
 * @returns first what does this very job, then what no job has a word for and works from the same
 */
export function narrowedTo<Listed extends { model: Model }>(
	job: Job | undefined,
	listed: readonly Listed[],
): readonly Listed[] {
	if (!job) return listed;
	const able = listed.filter(
		({ model }) => doesJob(model, job) && !doesAnotherJob(model, job) && !wantsVideoFor(job, model),
	);
	return [...able, ...listed.filter(({ model }) => couldDoJob(model, job))];
}

/** Of types that say nothing about the work, such as `lora-support`: what a model wants says it. */
function couldDoJob(model: Model, { from, makes, sound }: Job): boolean {
	if (from === undefined || sound !== undefined || productOf(model) !== makes) return false;
	const takesPrompt = model.inputs?.some(({ name }) => name === 'prompt');
	return (
		takesPrompt === true && needsOf(model) === from && !JOBS.some((job) => doesJob(model, job))
	);
}

/** A face can be swapped in an image and in a video, and the catalogue has one type for it. */
function wantsVideoFor({ makes }: Job, { inputs }: Model): boolean {
	return (
		makes === 'image' &&
		!!inputs?.some(({ media, required }) => required && media?.kind === 'video')
	);
}

/** @returns what a model cannot do without, besides words; undefined where it is not known */
function needsOf({ inputs }: Model): 'words' | 'image' | 'other' | undefined {
	if (!inputs) return undefined;
	const files = inputs.flatMap(({ media, required }) => (media && required ? [media.kind] : []));
	if (files.length === 0) return 'words';
	return files.every((kind) => kind === 'image') ? 'image' : 'other';
}
