import type { ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import { isRecord } from '../narrow';

/** What a field of a form can hold; a text that begins with = is an expression. */
export type FormValue = string | number | boolean;

/** What is in the form of one node while its panel is open. */
export interface FormState {
	/** The user, the workflow and the node in it. */
	place: string;
	values: Record<string, FormValue>;
	/** Neither filled in nor with any field: new, or just emptied by the editor. */
	empty: boolean;
}

const NAME = 'formState';

const ONLY_IN_THE_EDITOR =
	'={{ JSON.stringify({ node: $workflow.id + "/" + $nodeId, values: $rawParameter.inputFields?.value, fields: $rawParameter.inputFields?.schema?.length }) }}';

const inTheEngine: INodeProperties = {
	displayName: 'Form State',
	name: NAME,
	type: 'hidden',
	default: '',
	description:
		'Never shown: what is filled in, so that a model chosen later can take over what fits it',
	displayOptions: { show: { inputMode: ['fields'] } },
};

/**
 * A hidden parameter in which the editor tells the node what is filled in. It is an expression, because
 * that alone sees the values as they were typed: what the editor sends along otherwise has its
 * expressions replaced by their results.
 *
 * The editor gets the node's description as JSON, and only there the default is that expression. n8n's
 * engine has the object itself, where it is empty: an expression would be evaluated there for each item,
 * more than once, at 1 to 2.5 ms each (measured on n8n 2.41.1), and for nothing.
 */
export const formStateParameter: INodeProperties = Object.defineProperty(
	{ ...inTheEngine },
	'toJSON',
	{ value: (): INodeProperties => ({ ...inTheEngine, default: ONLY_IN_THE_EDITOR }) },
);

/**
 * The user is told by n8n and not by the browser: who knows a node's id must not read, or fill in, what
 * somebody else has in its form.
 * @returns undefined where the editor or n8n does not tell
 */
export function readFormState(panel: ILoadOptionsFunctions): FormState | undefined {
	// There at run time (2.8.4 and 2.41.1), but not in the type.
	const { additionalData } = panel as { additionalData?: { userId?: unknown } };
	const userId = additionalData?.userId;
	const state = panel.getCurrentNodeParameter(NAME);
	if (typeof userId !== 'string' || userId === '' || typeof state !== 'string') return undefined;
	try {
		const { node, values, fields } = JSON.parse(state) as Record<string, unknown>;
		if (typeof node !== 'string') return undefined;
		const filledIn = Object.entries(isRecord(values) ? values : {}).filter(isFilledIn);
		return {
			place: `${userId}/${node}`,
			values: Object.fromEntries(filledIn),
			empty: filledIn.length === 0 && !(typeof fields === 'number' && fields > 0),
		};
	} catch {
		// An expression that could not be resolved comes as it is, or as null.
		return undefined;
	}
}

function isFilledIn(entry: [string, unknown]): entry is [string, FormValue] {
	const [, value] = entry;
	return value !== '' && ['string', 'number', 'boolean'].includes(typeof value);
}
