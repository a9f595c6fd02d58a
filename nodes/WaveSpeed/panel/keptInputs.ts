import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { BoundedMap } from '../boundedMap';
import { isRecord } from '../narrow';
import type { Model } from '../models/model';
import { FORM_INPUTS_KEPT, FORM_INPUTS_KEPT_FOR, FORM_STATES_KEPT } from '../policy';
import { systemTime, type Time } from '../time';
import { readFormState, type FormState, type FormValue } from './formState';

interface Seen {
	model: string;
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
 * latest form seen need not be the one that was emptied. Only what all of them agree on is filled in. A
 * form that nobody has filled in yet says nothing, though: a new node's would else forbid everything.
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
			seen.push({ model: model.id, values: state.values, inputs, at: this.time.now() });
		this.byPlace.set(state.place, seen);
	}

	/** Called with what a form begins with: that model's form is no untouched one from then on. */
	filledIn(
		panel: ILoadOptionsFunctions,
		model: Model,
		values: ReadonlyMap<string, FormValue>,
	): void {
		const state = readFormState(panel);
		const seen = state && this.byPlace.get(state.place);
		const last = seen?.at(-1);
		if (!seen || !last || values.size === 0 || seen.length > FORM_STATES_KEPT) return;
		const inputs = new Set((model.inputs ?? []).map(({ name }) => name));
		// It is no younger than what it was taken from.
		seen.push({ model: model.id, values: Object.fromEntries(values), inputs, at: last.at });
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
		const touched = seen.filter((one) => !isUntouched(one, seen));
		const agreed = Object.entries(Object.assign({}, ...touched.map(({ values }) => values))).filter(
			([name, value]) =>
				touched.every(({ values, inputs }) =>
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

/** Nothing was ever in this model's form, neither typed nor taken over: so nothing was taken out of it. */
function isUntouched({ model, values }: Seen, seen: readonly Seen[]): boolean {
	if (Object.keys(values).length > 0) return false;
	return seen.every((other) => other.model !== model || Object.keys(other.values).length === 0);
}
