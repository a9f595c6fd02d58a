import type { Job } from './jobs';
import { productOf } from './kindOfWork';
import type { Model } from './model';

/** Whether a model does this very job. */
export function doesJob({ id, type }: Pick<Model, 'id' | 'type'>, { types, about }: Job): boolean {
	return types.includes(type) && (about?.test(id) ?? true);
}

/** Whether what a model makes is known, and is something else than the job is about. */
export function makesSomethingElse(model: Pick<Model, 'id' | 'type'>, job: Job): boolean {
	const product = productOf(model);
	return product !== undefined && product !== job.makes;
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
	const able = listed.filter(({ model }) => doesJob(model, job) && !makesSomethingElse(model, job));
	if (!job.open) return able;
	const others = listed.filter(
		({ model }) => !doesJob(model, job) && productOf(model) === job.makes,
	);
	return [...able, ...others];
}
