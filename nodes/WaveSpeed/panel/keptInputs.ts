import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { isRecord } from '../catalogue/junk';
import { FORM_INPUTS_KEPT, FORM_INPUTS_KEPT_FOR } from '../policy';
import { systemTime, type Time } from '../time';

/** What a field of a form can hold; a text that begins with = is an expression. */
export type FormValue = string | number | boolean;

/** The hidden parameter in which the editor tells the node what is filled in. */
export const FORM_STATE = 'formState';

/**
 * An expression, because that alone sees the values as they were typed: what the editor sends along
 * otherwise has its expressions replaced by their results.
 */
export const FORM_STATE_EXPRESSION =
	'={{ JSON.stringify({ node: $workflow.id + "/" + $nodeId, input: $rawParameter.inputFields }) }}';

interface FormState {
	/** The workflow and the node in it: two nodes never share what they keep. */
	node: string;
	values: Record<string, FormValue>;
	/** Neither filled in nor with any field: new, or just emptied by the editor. */
	empty: boolean;
}

/**
 * What was filled into forms whose model is about to change. When another model is chosen, n8n's editor
 * (seen in 2.41.1) empties the form before it asks for the new one. It asks for the list of models
 * before that, though, with everything that is filled in, so that is when it is kept: in this process,
 * for an hour at most. A model that is typed in (By ID) comes without a list, and with an empty form.
 */
export class KeptInputs {
	private readonly byNode = new Map<string, { values: FormState['values']; keptAt: number }>();

	constructor(private readonly time: Pick<Time, 'now'> = systemTime) {}

	/** Called while the list of models is open. */
	keep(panel: ILoadOptionsFunctions): void {
		const state = readFormState(panel);
		if (!state || state.empty) return;
		this.byNode.delete(state.node);
		const [oldest] = this.byNode.keys();
		if (this.byNode.size >= FORM_INPUTS_KEPT && oldest !== undefined) this.byNode.delete(oldest);
		this.byNode.set(state.node, { values: state.values, keptAt: this.time.now() });
	}

	/** @returns what was filled in before this form was emptied, {} where it was not, or nobody knows */
	recall(panel: ILoadOptionsFunctions): Record<string, FormValue> {
		const state = readFormState(panel);
		const model: unknown = panel.getCurrentNodeParameter('model');
		// What was kept while a list was open may have changed before an id is typed in.
		if (!state?.empty || !isRecord(model) || model.mode !== 'list') return {};
		const kept = this.byNode.get(state.node);
		const isYoung = kept && this.time.now() - kept.keptAt < FORM_INPUTS_KEPT_FOR;
		return isYoung ? kept.values : {};
	}
}

/** @returns undefined in an editor that does not tell */
function readFormState(panel: ILoadOptionsFunctions): FormState | undefined {
	const told = panel.getCurrentNodeParameter(FORM_STATE);
	if (typeof told !== 'string') return undefined;
	try {
		const { node, input } = JSON.parse(told) as Record<string, unknown>;
		if (typeof node !== 'string') return undefined;
		const { value, schema } = isRecord(input) ? input : {};
		const values = Object.entries(isRecord(value) ? value : {}).filter(isFilledIn);
		const hasFields = Array.isArray(schema) && schema.length > 0;
		return { node, values: Object.fromEntries(values), empty: values.length === 0 && !hasFields };
	} catch {
		// An expression that could not be resolved comes as it is, or as null.
		return undefined;
	}
}

function isFilledIn(entry: [string, unknown]): entry is [string, FormValue] {
	const [, value] = entry;
	return value !== '' && ['string', 'number', 'boolean'].includes(typeof value);
}
