import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { BoundedMap } from '../boundedMap';
import { digestOf } from '../digest';
import { isRecord } from '../narrow';
import type { Model } from '../models/model';
import { FORM_INPUTS_KEPT, FORM_INPUTS_KEPT_FOR, FORM_STATES_KEPT } from '../policy';
import { systemTime, type Time } from '../time';
import { modelPage } from './modelPage';
import { readFormState, type FormState, type FormValue } from './formState';
import { stillFits } from './stillFits';

type Values = Readonly<Record<string, FormValue>>;

/** The form that was made last for a node. */
interface Made {
	/** What it was made from: the same question again gets the same answer. */
	asked: string;
	model: string;
	filledIn: ReadonlyMap<string, FormValue>;
}

interface FormOfNode {
	/** What was filled in while a list of models was open, by its mark. */
	states: BoundedMap<string, Values>;
	made?: Made;
	/** What the form made last had no room for: it waits for a model that takes it. */
	waiting: Values;
	at: number;
}

const MARK = '#form-';
/** Follows the mark of a model that does not take all of it, with the time in milliseconds: see `hints`. */
export const LEAVES_OUT_SINCE = '&leaves-out-since=';
const withoutMark = () => '';
const NO_INPUTS: ReadonlyMap<string, FormValue> = new Map();

/**
 * What was filled into forms whose model is about to change. When another model is chosen, n8n's editor
 * (seen in 2.41.1) empties the form before it asks for the new one. It asks for the list of models
 * before that, though, with everything that is filled in, so that is when it is kept: in this process,
 * for an hour at most.
 *
 * The editor does not ask again for a list that it was given before for the very same parameters, so the
 * form seen last need not be the one that was emptied. But the list it shows is always the one for what
 * is filled in now, and a chosen entry's address is written into the node. So each list has a mark in its
 * addresses, which says what was filled in when it was asked for. A model that is typed in (By ID) has
 * none, and an empty form.
 */
export class KeptInputs {
	private readonly byPlace = new BoundedMap<string, FormOfNode>(FORM_INPUTS_KEPT);
	private readonly latest = new BoundedMap<string, string>(FORM_INPUTS_KEPT);

	constructor(private readonly time: Pick<Time, 'now' | 'date'> = systemTime) {}

	/**
	 * Called while the list of models is open.
	 * @returns gives the mark for the address of a model's entry; '' where there is nothing to take over
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
		return (model) => {
			const fitting = stillFits(model, state.values).size;
			const leavesOut = fitting < Object.keys(state.values).length;
			return `${MARK}${mark}${leavesOut ? `${LEAVES_OUT_SINCE}${now}` : ''}`;
		};
	}

	/** @returns what the form of this model begins with, where another one's was emptied for it */
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
	 * What `takeOver` gives, or gave, for a model that was just chosen. Whoever asks may be asked before
	 * the form is, and for the form of the model before.
	 * @returns undefined where this process cannot know it
	 */
	foresee(panel: ILoadOptionsFunctions, model: Model): ReadonlyMap<string, FormValue> | undefined {
		const state = readFormState(panel);
		if (!state) return undefined;
		const mark = markOf(panel.getCurrentNodeParameter('model'), model);
		if (mark === '') return Object.keys(state.values).length === 0 ? NO_INPUTS : undefined;
		const place = this.youngAt(state.place);
		// Forgotten, or kept by another of n8n's main processes.
		if (!place?.states.has(mark)) return undefined;
		// What is filled in is not what was when this model was chosen: the form is not about to change.
		if (!state.empty && digestOfForm(state) !== mark) return undefined;
		return make(panel, model, place).made.filledIn;
	}

	/** @returns the model whose form was asked for last, by its id */
	latestModel(panel: ILoadOptionsFunctions): string | undefined {
		const state = readFormState(panel);
		return state && this.latest.get(state.place);
	}

	private youngAt(key: string): FormOfNode | undefined {
		const place = this.byPlace.get(key);
		return place && place.at > this.time.now() - FORM_INPUTS_KEPT_FOR ? place : undefined;
	}
}

/** The same question again gets the same answer. */
function make(
	panel: ILoadOptionsFunctions,
	model: Model,
	place: FormOfNode,
): { made: Made; values: Values } {
	const mark = markOf(panel.getCurrentNodeParameter('model'), model);
	const job = ['resource', 'operation'].map((name) => panel.getCurrentNodeParameter(name));
	const asked = JSON.stringify([mark, model.id, ...job]);
	if (place.made?.asked === asked) return { made: place.made, values: {} };
	// Emptied for something else than another model: what it held then, nobody knows.
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
