import type { IDisplayOptions } from 'n8n-workflow';

import { JOBS, type Job } from '../models/jobs';

/** Where something is made: in the resource for any model, and in those for one kind of work. */
type Shown = IDisplayOptions & { show: object };

/** No two resources have operations of the same name that mean different fields. */
function shownAt(operations: readonly string[], jobs: readonly Job[]): Shown {
	const places = jobs.flatMap(({ place }) => place ?? []);
	const resources = places.map(({ resource }) => resource);
	return {
		show: {
			resource: [...new Set([...(operations.length > 0 ? ['prediction'] : []), ...resources])],
			operation: [...new Set([...operations, ...places.map(({ operation }) => operation)])],
		},
	};
}

/** Everything that waits for what it makes. */
export const generates = shownAt(['generateAndWait'], JOBS);

/** Everything that runs a model, with or without waiting. */
export const runsModel = shownAt(['generateAndWait', 'submit'], JOBS);

/** What makes one kind of thing. */
export const makesOneKind = shownAt([], JOBS);

/** What of it works from a prompt. */
export const takesPrompt = shownAt(
	[],
	JOBS.filter(({ words }) => words === 'prompt'),
);

/** What of it reads a text aloud. */
export const takesText = shownAt(
	[],
	JOBS.filter(({ words }) => words === 'text'),
);
