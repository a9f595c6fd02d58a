import { JOBS, type Job } from './jobs';
import { productOf } from './kindOfWork';
import type { Model } from './model';

/** Whether a model does this very job. */
export function doesJob({ id, type }: Pick<Model, 'id' | 'type'>, { types, about }: Job): boolean {
	return types.includes(type) && (about?.test(id) ?? true);
}

/**
 * Whether a model is known to do something else: to make another thing, or, where a job has only models
 * of its own, to do another job. Of what is not known nothing is said, as runs are refused by it.
 */
export function doesAnotherJob(model: Pick<Model, 'id' | 'type'>, job: Job): boolean {
	const product = productOf(model);
	if (product !== undefined && product !== job.makes) return true;
	return !job.open && !doesJob(model, job) && JOBS.some((other) => doesJob(model, other));
}

/**
 * The part of a list that a job is about.
 * @param listed in any order, which is kept within each part
 * @returns first what does this very job, then, where the job is open to them, all that make the same
 */
export function narrowedTo<Listed extends { model: Model }>(
	job: Job | undefined,
	listed: readonly Listed[],
): readonly Listed[] {
	if (!job) return listed;
	const able = listed.filter(({ model }) => doesJob(model, job) && !doesAnotherJob(model, job));
	if (!job.open) return able;
	const others = listed.filter(
		({ model }) => !doesJob(model, job) && productOf(model) === job.makes,
	);
	return [...able, ...others];
}
