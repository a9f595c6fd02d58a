import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { jobAt, type Job, type WordsField } from '../models/jobs';
import type { Model } from '../models/model';
import { INPUTS_FOR_WORDS } from '../schema/words';

/** The job of the panel's operation; undefined if it takes any model. */
export function chosenJob(panel: ILoadOptionsFunctions): Job | undefined {
	return jobAt(
		panel.getCurrentNodeParameter('resource'),
		panel.getCurrentNodeParameter('operation'),
	);
}

/** Which input a field is for: the first that the model has. */
const INPUTS: Readonly<Record<WordsField, readonly string[]>> = {
	prompt: ['prompt'],
	text: ['text', 'prompt'],
	lyrics: INPUTS_FOR_WORDS.lyrics,
};

const LABELS: Readonly<Record<WordsField, string>> = {
	prompt: 'Prompt',
	text: 'Text',
	lyrics: 'Lyrics',
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
	return new Map(
		wordsFieldsOf(job).flatMap((field) => {
			const input = INPUTS[field].find((name) => names.has(name));
			return input === undefined ? [] : [[input, LABELS[field]] as const];
		}),
	);
}
