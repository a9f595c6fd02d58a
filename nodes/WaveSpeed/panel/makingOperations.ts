import type { IDisplayOptions } from 'n8n-workflow';

import { JOBS, type Job, type WordsField } from '../models/jobs';

/** Where something is made: in the resource for any model, and in those for one kind of work. */
type Shown = IDisplayOptions & { show: object };

/** No two resources have operations of the same name with different fields. */
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

/** The operations that wait for the result. */
export const generates = shownAt(['generateAndWait'], JOBS);

/** The operations that run a model, with or without waiting. */
export const runsModel = shownAt(['generateAndWait', 'submit'], JOBS);

/** The operations that make one kind of thing. */
export const makesOneKind = shownAt([], JOBS);

/** Those of them that have such a field. */
export function takesWords(field: WordsField): Shown {
	return shownAt(
		[],
		JOBS.filter(({ words }) => words?.includes(field)),
	);
}
