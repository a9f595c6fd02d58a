import type { Job } from '../models/jobs';
import type { Model } from '../models/model';

/**
 * Which input stands in the field above the form, and so not in the form: `prompt`, but for speech `text`
 * where the model calls it so. An operation without that field has all inputs in its form.
 */
export function dedicatedFieldOf({ inputs }: Model, job: Job | undefined): string {
	if (job === undefined || job.words === 'prompt') return 'prompt';
	if (job.words === undefined) return '';
	return inputs?.some(({ name }) => name === job.words) ? job.words : 'prompt';
}
