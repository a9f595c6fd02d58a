import { jobAt, type Job } from '../../models/jobs';
import { shownFor, type Operation, type Resource } from '../operation';
import { modelField } from '../prediction/fields/modelField';
import { generateAndWaitFor, generateAndWaitOperation } from '../prediction/generateAndWait';

/** The texts about one thing to make; it runs Generate and Wait with the models for it. */
type Making = Pick<Operation, 'name' | 'value' | 'action' | 'description'>;

interface MediaDefinition
	extends Pick<Resource, 'name' | 'value' | 'description' | 'operationHint'> {
	/** A new node starts with the first. */
	operations: [Making, ...Making[]];
}

/** A resource for people who think of what they want to make: each of its operations has its own models. */
export function mediaResource({ operations, ...media }: MediaDefinition): Resource {
	const made = operations.map((making) => ({ making, job: jobOf(media.value, making.value) }));
	return {
		...media,
		defaultOperation: operations[0].value,
		operations: made.map(({ making, job }) => ({
			...generateAndWaitOperation,
			...making,
			steps: generateAndWaitFor(job),
		})),
		fields: made.map(({ making, job }) =>
			modelField(shownFor(media.value, making.value), job.preferred[0]),
		),
	};
}

function jobOf(resource: string, operation: string): Job {
	const job = jobAt(resource, operation);
	if (!job) throw new Error(`No models are known for ${resource} → ${operation}.`);
	return job;
}
