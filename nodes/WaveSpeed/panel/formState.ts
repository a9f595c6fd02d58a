import type { ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';

import { isRecord } from '../narrow';

/** What a field of a form can hold; a text that begins with = is an expression. */
export type FormValue = string | number | boolean;

/** What the form of one node contains while its panel is open. */
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
		'Never shown: the form’s contents, so that a model chosen later can keep what fits it',
	displayOptions: { show: { inputMode: ['fields'] } },
};

/**
 * A hidden parameter through which the editor sends the node the form's contents. It is an expression,
 * because only an expression sees the values as typed: elsewhere the editor replaces expressions by their
 * results.
 *
 * The editor gets the node's description as JSON, and only there is the default that expression. n8n's
 * engine has the object itself, where it is empty: otherwise it would evaluate an expression there for
 * each item, more than once, at 1 to 2.5 ms each (measured on n8n 2.41.1), for nothing.
 */
export const formStateParameter: INodeProperties = Object.defineProperty(
	{ ...inTheEngine },
	'toJSON',
	{ value: (): INodeProperties => ({ ...inTheEngine, default: ONLY_IN_THE_EDITOR }) },
);

/**
 * The user comes from n8n and not from the browser: knowing a node's id must not let anybody read, or
 * fill in, what another user has in its form.
 * @returns undefined if the editor or n8n does not say
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
		// An expression without a result arrives unchanged, or as null.
		return undefined;
	}
}

function isFilledIn(entry: [string, unknown]): entry is [string, FormValue] {
	const [, value] = entry;
	return value !== '' && ['string', 'number', 'boolean'].includes(typeof value);
}
