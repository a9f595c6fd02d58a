import type { Job } from '../models/jobs';
import type { Model } from '../models/model';
import { jobOf } from '../models/modelsForJob';

/**
 * What follows the name of a model that is offered elsewhere than for the job that is chosen: where that is.
 * @returns the remarks for `modelEntry`, the longer one first
 */
export function offeredElsewhere(model: Model, job: Job): [string, string] {
	const place = jobOf(model)?.place?.name ?? 'Prediction';
	const [resource = place, operation = ''] = place.split(' → ');
	if (job.place?.name.startsWith(`${resource} → `))
		return [` (under ${operation})`, ' (elsewhere)'];
	return [` (under ${place})`, ` (under ${resource})`];
}
