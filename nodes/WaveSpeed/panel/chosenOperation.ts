/** Which operations make something, and which job and fields belong to the chosen one. */

import type { IDisplayOptions, ILoadOptionsFunctions } from 'n8n-workflow';

import { jobAt, JOBS, type Job, type WordsField } from '../models/jobs';
import type { Model } from '../models/model';
import { LABELS_OF_WORDS } from '../schema/readGivenInput';
import { INPUTS_FOR_WORDS } from '../schema/inputsForWords';

/** The job of the panel's operation; undefined if it takes any model. */
export function chosenJob(panel: ILoadOptionsFunctions): Job | undefined {
	return jobAt(
		panel.getCurrentNodeParameter('resource'),
		panel.getCurrentNodeParameter('operation'),
	);
}

/** Which input a field is for: the first that the model has. The prompt of music has more names. */
const INPUTS: Readonly<Record<WordsField, readonly string[]>> = {
	prompt: ['prompt'],
	text: INPUTS_FOR_WORDS.text,
	lyrics: INPUTS_FOR_WORDS.lyrics,
};

/** @returns the fields above the form, of several lines; an operation for any model has one */
export function wordsFieldsOf(job: Job | undefined): readonly WordsField[] {
	return job ? (job.words ?? []) : ['prompt'];
}

/**
 * The inputs of a model with their own fields above the form, which the form then leaves out.
 * @returns the label of each one's field, by the input's name
 */
export function dedicatedFieldsOf(
	{ inputs }: Model,
	job: Job | undefined,
): ReadonlyMap<string, string> {
	const names = new Set(inputs?.map(({ name }) => name));
	const isMusic = job?.sound === 'music';
	return new Map(
		wordsFieldsOf(job).flatMap((field) => {
			const wanted = isMusic && field === 'prompt' ? INPUTS_FOR_WORDS.prompt : INPUTS[field];
			const input = wanted.find((name) => names.has(name));
			return input === undefined ? [] : [[input, LABELS_OF_WORDS[field]] as const];
		}),
	);
}

/** Where something is made: in the resource for any model, and in those for one kind of work. */
type Shown = IDisplayOptions & { show: object };

/** No two resources have operations of the same name with different fields. */
function shownAt(operations: readonly string[], jobs: readonly Job[]): Shown {
	const places = jobs.map(({ place }) => place);
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
