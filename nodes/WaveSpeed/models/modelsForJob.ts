import { nameOfWords } from '../schema/inputsForWords';
import { JOBS, type Job } from './jobs';
import { productOf, soundByInputs, soundOf } from './kindOfWork';
import type { Model } from './model';
import { modelName } from './modelName';

/** Whether a model does exactly this job, judged by its type and its required inputs. */
export function doesJob(model: Model, { types, about, sound, from }: Job): boolean {
	if (!types.includes(model.type) || !(about?.test(model.id) ?? true)) return false;
	if (sound !== undefined && soundOf(model) !== sound) return false;
	// An image model that requires an image does not make one from a prompt.
	return from !== 'words' || (needsOf(model) ?? 'words') === 'words';
}

/**
 * Whether a model is known to do something else: to make another thing or, if only the job's own models
 * can do it, to do another job. It returns false if that is unknown, because runs are refused when it
 * returns true.
 */
export function doesAnotherJob(model: Model, job: Job): boolean {
	const product = productOf(model);
	if (product !== undefined && product !== job.makes) return true;
	if (job.sound !== undefined) return (soundByInputs(model) ?? job.sound) !== job.sound;
	return !job.lenient && !doesJob(model, job) && JOBS.some((other) => doesJob(model, other));
}

/** @returns the job whose list contains the model; undefined if there is none, or it is unknown */
export function jobOf(model: Model): Job | undefined {
	return JOBS.find((job) => narrowedTo(job, [{ model }]).length > 0);
}

const singers = new WeakMap<readonly Model[], readonly string[]>();

/**
 * Looked for once in a catalogue: thousands of items may have lyrics that their model does not take.
 * @returns the names of the vendor's first two models that make a song from words, as the list has them
 */
export function modelsThatSing(models: readonly Model[]): readonly string[] {
	const known = singers.get(models);
	if (known) return known;
	const music = JOBS.find(({ sound }) => sound === 'music');
	const found = models
		.filter((model) => music && doesJob(model, music) && nameOfWords(model.inputs, 'lyrics'))
		.slice(0, 2)
		.map(({ id }) => modelName(id));
	singers.set(models, found);
	return found;
}

/**
 * The part of a list that fits a job: narrower than what its runs allow.
 * @param listed in any order, which is kept within each part
 * @returns first the models for exactly this job, of these last what needs a video and takes no picture, then
 * those that no job names and that work from the same
 */
export function narrowedTo<Listed extends { model: Model }>(
	job: Job | undefined,
	listed: readonly Listed[],
): readonly Listed[] {
	if (!job) return listed;
	const able = listed.filter(
		({ model }) => doesJob(model, job) && !doesAnotherJob(model, job) && !wantsVideoFor(job, model),
	);
	const fromVideo = able.filter(({ model }) => needsOnlyVideo(model));
	const others = able.filter(({ model }) => !needsOnlyVideo(model));
	return [...others, ...fromVideo, ...listed.filter(({ model }) => couldDoJob(model, job))];
}

/** For types that do not name the work, such as `lora-support`: a model's inputs show it. */
function couldDoJob(model: Model, { from, makes, sound }: Job): boolean {
	if (from === undefined || sound !== undefined || productOf(model) !== makes) return false;
	const takesPrompt = model.inputs?.some(({ name }) => name === 'prompt');
	return (
		takesPrompt === true && needsOf(model) === from && !JOBS.some((job) => doesJob(model, job))
	);
}

/** A face can be swapped in an image or in a video, and the catalogue has one type for both. */
function wantsVideoFor({ makes }: Job, { inputs }: Model): boolean {
	return (
		makes === 'image' &&
		!!inputs?.some(({ media, required }) => required && media?.kind === 'video')
	);
}

/** Nearly all that sync lips: a talking head is made from a picture, but nothing else lists them. */
function needsOnlyVideo({ inputs = [] }: Model): boolean {
	const needs = inputs.some(({ media, required }) => required && media?.kind === 'video');
	return needs && !inputs.some(({ media }) => media?.kind === 'image');
}

/** @returns what a model requires besides text; undefined if that is unknown */
function needsOf({ inputs }: Model): 'words' | 'image' | 'other' | undefined {
	if (!inputs) return undefined;
	const files = inputs.flatMap(({ media, required }) => (media && required ? [media.kind] : []));
	if (files.length === 0) return 'words';
	return files.every((kind) => kind === 'image') ? 'image' : 'other';
}

/**
 * One model for each kind of work: the first of a short list that exists, otherwise the vendor's first
 * among the cheaper half of its kind.
 * @param models the catalogue, in the vendor's order
 * @returns the most wanted kinds first, each model once
 */
export function recommendedModels(models: readonly Model[]): Model[] {
	const chosen = new Set<Model>();
	for (const job of JOBS) {
		const able = models.filter((model) => doesJob(model, job) && !chosen.has(model));
		const preferred = job.preferred
			.map((id) => able.find((model) => model.id === id))
			.find((model) => model !== undefined);
		const model = preferred ?? firstAffordable(able);
		if (model) chosen.add(model);
	}
	return [...chosen];
}

function firstAffordable(models: readonly Model[]): Model | undefined {
	const prices = models
		.map(({ basePriceUsd = Infinity }) => basePriceUsd)
		.sort((one, other) => one - other);
	const limit = prices[Math.floor((prices.length - 1) / 2)] ?? Infinity;
	return models.find(({ basePriceUsd = Infinity }) => basePriceUsd <= limit);
}
