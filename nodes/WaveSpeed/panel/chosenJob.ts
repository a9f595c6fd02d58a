import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { jobAt, type Job } from '../models/jobs';

/** The job of the panel's operation; undefined if it takes any model. */
export function chosenJob(panel: ILoadOptionsFunctions): Job | undefined {
	return jobAt(
		panel.getCurrentNodeParameter('resource'),
		panel.getCurrentNodeParameter('operation'),
	);
}
