import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { jobAt, type Job } from '../models/jobs';

/** What the panel's operation is about; undefined where it takes any model. */
export function chosenJob(panel: ILoadOptionsFunctions): Job | undefined {
	return jobAt(
		panel.getCurrentNodeParameter('resource'),
		panel.getCurrentNodeParameter('operation'),
	);
}
