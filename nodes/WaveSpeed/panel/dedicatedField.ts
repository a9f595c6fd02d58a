import type { Job } from '../models/jobs';
import type { Model } from '../models/model';

/**
 * The input with its own field above the form, which the form then leaves out: `prompt`, or for speech
 * `text` if the model calls it so. An operation without such a field has all inputs in its form.
 */
export function dedicatedFieldOf({ inputs }: Model, job: Job | undefined): string {
	if (job === undefined || job.words === 'prompt') return 'prompt';
	if (job.words === undefined) return '';
	return inputs?.some(({ name }) => name === job.words) ? job.words : 'prompt';
}
