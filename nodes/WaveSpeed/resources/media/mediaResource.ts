import { jobAt, type Job } from '../../models/jobs';
import { checkJob } from '../../submission/request/checkJob';
import { shownFor, type Operation, type Resource } from '../operation';
import { modelField } from '../prediction/fields/modelField';
import { generateAndWaitOperation } from '../prediction/generateAndWait';

/** What is said of one thing to make; what it does is Generate and Wait with the models that do it. */
type Making = Pick<Operation, 'name' | 'value' | 'action' | 'description'>;

interface MediaDefinition
	extends Pick<Resource, 'name' | 'value' | 'description' | 'operationHint'> {
	/** The first is what a new node starts with. */
	operations: [Making, ...Making[]];
}

/** A resource for those who think of what they make: each of its operations has models of its own. */
export function mediaResource({ operations, ...media }: MediaDefinition): Resource {
	const made = operations.map((making) => ({ making, job: jobOf(media.value, making.value) }));
	return {
		...media,
		defaultOperation: operations[0].value,
		operations: made.map(({ making, job }) => ({
			...generateAndWaitOperation,
			...making,
			steps: makingFor(job),
		})),
		fields: made.map(({ making, job }) =>
			modelField(shownFor(media.value, making.value), job.preferred[0]),
		),
	};
}

function makingFor(job: Job): Operation['steps'] {
	return async (item) => {
		await checkJob(item, job);
		return await generateAndWaitOperation.steps(item);
	};
}

function jobOf(resource: string, operation: string): Job {
	const job = jobAt(resource, operation);
	if (!job) throw new Error(`No models are known for ${resource} → ${operation}.`);
	return job;
}
