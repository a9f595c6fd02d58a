import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { BoundedMap } from '../boundedMap';
import { isRecord } from '../schema/narrow';
import type { Model } from '../models/model';
import { FORM_INPUTS_KEPT, FORM_INPUTS_KEPT_FOR, FORM_STATES_KEPT } from '../policy';
import { systemTime, type Time } from '../time';
import { readFormState, type FormState, type FormValue } from './formState';

interface Seen {
	values: FormState['values'];
	/** The inputs that the form had a field for. */
	inputs: ReadonlySet<string>;
	at: number;
}

/**
 * What was filled into forms whose model is about to change. When another model is chosen, n8n's editor
 * (seen in 2.41.1) empties the form before it asks for the new one. It asks for the list of models
 * before that, though, with everything that is filled in, so that is when it is kept: in this process,
 * for an hour at most. A model that is typed in (By ID) comes without a list, and with an empty form.
 *
 * The editor does not ask again for a list that it was given before for the very same form, so the
 * latest form seen need not be the one that was emptied. Only what all of them agree on is filled in.
 */
export class KeptInputs {
	private readonly byPlace = new BoundedMap<string, Seen[]>(FORM_INPUTS_KEPT);

	constructor(private readonly time: Pick<Time, 'now'> = systemTime) {}

	/**
	 * Called while the list of models is open.
	 * @param model whose form it is, where it is known
	 */
	keep(panel: ILoadOptionsFunctions, model: Model | undefined): void {
		const state = readFormState(panel);
		if (!state || state.empty || !model) return;
		const seen = this.youngAt(state.place);
		const inputs = new Set((model.inputs ?? []).map(({ name }) => name));
		if (seen.length <= FORM_STATES_KEPT)
			seen.push({ values: state.values, inputs, at: this.time.now() });
		this.byPlace.set(state.place, seen);
	}

	/** @returns what was filled in before this form was emptied, {} where it was not, or nobody knows */
	recall(panel: ILoadOptionsFunctions): Record<string, FormValue> {
		const state = readFormState(panel);
		const model: unknown = panel.getCurrentNodeParameter('model');
		// What was kept while a list was open may have changed before an id is typed in.
		if (!state?.empty || !isRecord(model) || model.mode !== 'list') return {};
		const seen = this.youngAt(state.place);
		// Not all were remembered, so nobody knows what the others hold.
		if (seen.length > FORM_STATES_KEPT) return {};
		const agreed = Object.entries(Object.assign({}, ...seen.map(({ values }) => values))).filter(
			([name, value]) =>
				seen.every(({ values, inputs }) =>
					Object.hasOwn(values, name) ? values[name] === value : !inputs.has(name),
				),
		);
		return Object.fromEntries(agreed) as Record<string, FormValue>;
	}

	private youngAt(place: string): Seen[] {
		const since = this.time.now() - FORM_INPUTS_KEPT_FOR;
		return (this.byPlace.get(place) ?? []).filter(({ at }) => at > since);
	}
}
