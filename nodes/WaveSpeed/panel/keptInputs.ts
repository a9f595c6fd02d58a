import { isExpression, type ILoadOptionsFunctions } from 'n8n-workflow';

import { BoundedMap } from '../boundedMap';
import { digestOf } from '../digest';
import { modelPage } from '../errors/vendorPages';
import type { Model } from '../models/model';
import { isRecord } from '../narrow';
import { FORM_INPUTS_KEPT, FORM_INPUTS_KEPT_FOR, FORM_STATES_KEPT } from '../policy';
import { checkValue } from '../schema/checkValue';
import { coerceInput } from '../schema/coerceInput';
import { systemTime, type Time } from '../time';
import { readFormState, type FormState, type FormValue } from './hiddenParameters';

type Values = Readonly<Record<string, FormValue>>;

/** The latest form of a node. */
interface Made {
	/** The request for it: the same request again gets the same answer. */
	asked: string;
	model: string;
	filledIn: ReadonlyMap<string, FormValue>;
}

interface FormOfNode {
	/** What was filled in while a list of models was open, by its mark. */
	states: BoundedMap<string, Values>;
	made?: Made;
	/** Values that the latest form had no field for: they wait for a model that takes them. */
	waiting: Values;
	at: number;
}

const MARK = '#form-';
/**
 * Follows the mark of a model that does not take all of it, with the names of those inputs and the time in
 * milliseconds: see `hints`.
 */
const LEAVES_OUT = '&leaves-out=';
const SINCE = '&since=';
export const LEFT_OUT_IN_EXPRESSION = `/${LEAVES_OUT}([\\w,-]+)${SINCE}(\\d+)/`;
/** Of the names; a form rarely has more that do not fit. */
const NAMES_TOLD = 8;
const withoutMark = () => '';
const NO_INPUTS: ReadonlyMap<string, FormValue> = new Map();

/**
 * The contents of forms whose model is about to change. When another model is chosen, n8n's editor (seen
 * in 2.41.1) empties the form before it requests the new one. Before that, however, it requests the list
 * of models with everything that is filled in, so they are kept then: in this process, for an hour at
 * most.
 *
 * The editor does not request a list again for the very same parameters, so the latest form need not be
 * the emptied one. But the list on show always belongs to the current contents, and a chosen entry's
 * address is written into the node. So each list has a mark in its addresses that identifies the contents
 * at its request. A model that is typed in (By ID) has no mark, and an empty form.
 */
export class KeptInputs {
	private readonly byPlace = new BoundedMap<string, FormOfNode>(FORM_INPUTS_KEPT);
	private readonly latest = new BoundedMap<string, string>(FORM_INPUTS_KEPT);

	constructor(private readonly time: Pick<Time, 'now' | 'date'> = systemTime) {}

	/**
	 * Called while the list of models is open.
	 * @returns a function that gives the mark for the address of a model's entry; '' if there is nothing to
	 * keep
	 */
	keep(panel: ILoadOptionsFunctions): (model: Model) => string {
		const state = readFormState(panel);
		if (!state) return withoutMark;
		const known = this.youngAt(state.place);
		const isNothing = Object.keys(state.values).length === 0;
		if (isNothing && Object.keys(known?.waiting ?? {}).length === 0) return withoutMark;
		const place = known ?? { states: new BoundedMap(FORM_STATES_KEPT), waiting: {}, at: 0 };
		const mark = digestOfForm(state);
		place.states.set(mark, state.values);
		this.byPlace.set(state.place, { ...place, at: this.time.now() });
		const now = this.time.date().getTime();
		const given = { ...place.waiting, ...state.values };
		return (model) => {
			const fitting = stillFits(model, given);
			const left = Object.keys(given)
				.filter((name) => !fitting.has(name) && /^[\w-]+$/.test(name))
				.slice(0, NAMES_TOLD);
			const leavesOut = left.length > 0 ? `${LEAVES_OUT}${left.join()}${SINCE}${now}` : '';
			return `${MARK}${mark}${leavesOut}`;
		};
	}

	/** @returns the initial values of this model's form, if another model's form was emptied for it */
	takeOver(panel: ILoadOptionsFunctions, model: Model): ReadonlyMap<string, FormValue> {
		const state = readFormState(panel);
		if (!state) return NO_INPUTS;
		this.latest.set(state.place, model.id);
		const place = state.empty ? this.youngAt(state.place) : undefined;
		if (!place) return NO_INPUTS;
		const { made, values } = make(panel, model, place);
		if (made === place.made) return made.filledIn;
		const waiting = Object.entries(values).filter(([name]) => !made.filledIn.has(name));
		this.byPlace.set(state.place, { ...place, made, waiting: Object.fromEntries(waiting) });
		return made.filledIn;
	}

	/**
	 * What `takeOver` returns, or returned, for a model that was just chosen. This may be called before the
	 * form is requested, while the previous model's form is still there.
	 * @returns undefined if this process cannot know
	 */
	foresee(panel: ILoadOptionsFunctions, model: Model): ReadonlyMap<string, FormValue> | undefined {
		const state = readFormState(panel);
		if (!state) return undefined;
		const mark = markOf(panel.getCurrentNodeParameter('model'), model);
		if (mark === '') return Object.keys(state.values).length === 0 ? NO_INPUTS : undefined;
		const place = this.youngAt(state.place);
		// Forgotten, or kept by another of n8n's main processes.
		if (!place?.states.has(mark)) return undefined;
		// The form has changed since this model was chosen, so it is not about to change to it.
		if (!state.empty && digestOfForm(state) !== mark) return undefined;
		return make(panel, model, place).made.filledIn;
	}

	/** @returns the id of the model whose form was requested last */
	latestModel(panel: ILoadOptionsFunctions): string | undefined {
		const state = readFormState(panel);
		return state && this.latest.get(state.place);
	}

	private youngAt(key: string): FormOfNode | undefined {
		const place = this.byPlace.get(key);
		return place && place.at > this.time.now() - FORM_INPUTS_KEPT_FOR ? place : undefined;
	}
}

/** The same request again gets the same answer. */
function make(
	panel: ILoadOptionsFunctions,
	model: Model,
	place: FormOfNode,
): { made: Made; values: Values } {
	const mark = markOf(panel.getCurrentNodeParameter('model'), model);
	const job = ['resource', 'operation'].map((name) => panel.getCurrentNodeParameter(name));
	const asked = JSON.stringify([mark, model.id, ...job]);
	if (place.made?.asked === asked) return { made: place.made, values: {} };
	// It was emptied for another reason than a new model: its contents are unknown.
	const typed = place.made?.model === model.id ? undefined : place.states.get(mark);
	const values: Values = typed ? { ...place.waiting, ...typed } : {};
	return { made: { asked, model: model.id, filledIn: stillFits(model, values) }, values };
}

function digestOfForm({ place, values }: FormState): string {
	return digestOf(place, values).slice(0, 12);
}

function markOf(locator: unknown, { id }: Model): string {
	if (!isRecord(locator) || locator.mode !== 'list') return '';
	const beginning = `${modelPage(id)}${MARK}`;
	const url = locator.cachedResultUrl;
	if (typeof url !== 'string' || !url.startsWith(beginning)) return '';
	return url.slice(beginning.length).split('&', 1)[0] ?? '';
}

/**
 * Which of the values entered for another model this one accepts too: those of inputs with the same name,
 * if its schema allows them. An expression is taken as it is; its result is checked when it runs.
 * @returns the values in the form's types: a number if the model wants a number, lists as JSON text
 */
export function stillFits(
	model: Model,
	values: Record<string, FormValue>,
): ReadonlyMap<string, FormValue> {
	const fitting = new Map<string, FormValue>();
	for (const input of model.inputs ?? []) {
		// A value that the form does not show would be lost with the next model, although nobody removed
		// it.
		if (input.hidden) continue;
		const value = Object.hasOwn(values, input.name) ? values[input.name] : undefined;
		if (value === undefined) continue;
		if (isExpression(value)) {
			fitting.set(input.name, value);
			continue;
		}
		const coerced = coerceInput(model, { [input.name]: value })[input.name];
		if (coerced === undefined || checkValue(input, coerced, input.name).length > 0) continue;
		// A choice that is not in the list would appear in the form as an empty, red field.
		if (input.suggestions && !input.suggestions.includes(coerced as FormValue)) continue;
		fitting.set(input.name, typeof coerced === 'object' ? value : (coerced as FormValue));
	}
	return fitting;
}
