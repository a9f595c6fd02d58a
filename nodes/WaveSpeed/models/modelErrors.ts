import { joinNames } from '../errors/inWords';
import { InputError } from '../errors/errorClasses';
import type { Catalogue } from './catalogue';
import { goneFamily, livingAlternatives, type GoneFamily } from './goneModels';
import { kindOfWork, priceText } from './kindOfWork';
import type { Model } from './model';
import { editDistance } from './nearestName';
import { squeezed } from './searchWords';

/** How many models of a family a message names; the largest known family has some twenty. */
const FAMILY_NAMED = 6;
/** The most letters in which a mistyped name differs from the real one. */
const SLIP = 3;
/** Wrong ids remembered for one catalogue: a run has few, however many items it has. */
const IDS_REMEMBERED = 1_000;

/**
 * The error for a model that the catalogue lacks: mistyped, incomplete, or withdrawn. It costs next to
 * nothing, however many items of a run have the same id.
 * @param input what was to be sent, to name existing models that accept it; undefined if nothing was to
 * be sent
 */
export function modelNotFound(
	catalogue: Catalogue,
	id: string,
	input?: Readonly<Record<string, unknown>>,
): InputError {
	const { nearest, alternatives, words } = explainMissing(catalogue, id, input);
	const costsNothing = input === undefined ? '' : ' Nothing was submitted.';
	return new InputError(
		`${words} Choose one from the list of the field “Model”; models are renamed and withdrawn now and then.${costsNothing}`,
		{
			reason: 'modelNotFound',
			model: id,
			field: 'model',
			...(nearest !== undefined && { nearest }),
			...(alternatives.length > 0 && { alternatives }),
		},
	);
}

/** The error for a model's common name in place of its id. @param ids the models with that name */
export function nameInPlaceOfId(name: string, ids: readonly string[]): InputError {
	const named = joinNames(ids, 'or');
	return new InputError(
		`“${name}” is not a model id. Did you mean ${named}? Enter the id, or choose the model from the list. Nothing was submitted.`,
		{ reason: 'invalidModelId', field: 'model', alternatives: [...ids] },
	);
}

/** The error for the name of discontinued models. @param fact a sentence that says so */
export function goneInPlaceOfId(name: string, { fact }: GoneFamily): InputError {
	return new InputError(
		`“${name}” is not a model id. ${fact} Choose another model from the list. Nothing was submitted.`,
		{ reason: 'invalidModelId', field: 'model' },
	);
}

/** The error for a model that makes something other than the operation. */
export function wrongJob(model: Model): InputError {
	return new InputError(`${explainWrongJob(model)} Nothing was submitted.`, {
		reason: 'wrongKindOfModel',
		model: model.id,
		field: 'model',
	});
}

/** Its sentences, for errors and the panel. */
export function explainWrongJob(model: Model): string {
	const { name } = kindOfWork(model);
	const what = name === '' ? 'something else' : `“${name}”`;
	return `${model.id} is a model for ${what} and does not do what is chosen under “Operation”. Choose another model from the list, or the resource Prediction, which runs any model.`;
}

/** The sentences that say what is missing and what exists instead, for errors and the panel. */
export function explainMissing(
	catalogue: Catalogue,
	id: string,
	input: Readonly<Record<string, unknown>> = {},
): { words: string; nearest?: string; alternatives: string[] } {
	const family = membersOf(catalogue, id);
	if (family.length > 0) {
		const named = family.slice(0, FAMILY_NAMED);
		const more = family.length > named.length ? ` and ${family.length - named.length} more` : '';
		return {
			words: `${id} is a family, not a model. Its models are ${named.join(', ')}${more}.`,
			alternatives: named,
		};
	}
	const unknown = `WaveSpeed has no model ${id}.`;
	const nearest = nearestOf(catalogue, id);
	if (nearest !== undefined) {
		return { words: `${unknown} Did you mean ${nearest}?`, nearest, alternatives: [] };
	}
	const gone = remember(ended, catalogue.models, id, () => goneFamily(catalogue.models, id));
	const { models: living, without } = livingAlternatives(catalogue, id, input);
	const allBut = without.map((name) => `“${name}”`).join(', ');
	const listed = living.map((model) => {
		const price = priceText(model);
		return price === '' ? model.id : `${model.id} (${price})`;
	});
	return {
		words: [
			unknown,
			gone?.fact,
			listed.length > 0
				? `These take ${allBut === '' ? 'the same inputs' : `the same inputs except ${allBut}`}: ${listed.join(', ')}.`
				: undefined,
		]
			.filter((sentence) => sentence !== undefined)
			.join(' '),
		alternatives: living.map((model) => model.id),
	};
}

const families = new WeakMap<Catalogue['models'], Map<string, readonly string[]>>();
const ended = new WeakMap<Catalogue['models'], Map<string, GoneFamily | undefined>>();
const near = new WeakMap<Catalogue['models'], Map<string, string | undefined>>();

/** `openai/sora-2` → the models whose ids begin with it. */
function membersOf({ models }: Catalogue, id: string): readonly string[] {
	return remember(families, models, id, () =>
		models.map((model) => model.id).filter((one) => one.startsWith(`${id}/`)),
	);
}

/** @returns the model that was mistyped; one whose name is merely similar does not count */
function nearestOf(catalogue: Catalogue, id: string): string | undefined {
	return remember(near, catalogue.models, id, () => {
		const elsewhere = ofAnotherMaker(catalogue, id);
		if (elsewhere !== undefined) return elsewhere;
		const nearest = catalogue.nearest(id);
		const isSlip =
			nearest !== undefined &&
			// Another version is another model.
			digitsOf(id) === digitsOf(nearest) &&
			editDistance(id.toLowerCase(), nearest.toLowerCase(), SLIP + 1) <= SLIP;
		return isSlip ? nearest : undefined;
	});
}

/**
 * `kling/kling-v3.0/text2video` → the only model that is called so, whoever makes it: in many ids the maker
 * is a platform, or spelt in a way of its own.
 */
function ofAnotherMaker({ models }: Catalogue, id: string): string | undefined {
	for (const typed of [id, withoutMaker(id)].map(squeezed)) {
		const called = models.filter(
			// After `sora-9/text-to-video`, a model that is called Text to Video and nothing else is not meant.
			(model) => squeezed(withoutMaker(model.id)) === typed && squeezed(model.type) !== typed,
		);
		if (called.length === 1) return called[0]?.id;
	}
	return undefined;
}

function digitsOf(id: string): string {
	return id.replace(/\D/g, '');
}

function withoutMaker(id: string): string {
	return id.slice(id.indexOf('/') + 1);
}

/** A run of thousands of items with the same wrong id searches the catalogue once. */
function remember<T>(
	memory: WeakMap<Catalogue['models'], Map<string, T>>,
	models: Catalogue['models'],
	id: string,
	find: () => T,
): T {
	const known = memory.get(models) ?? new Map<string, T>();
	memory.set(models, known);
	const found = known.get(id);
	if (found !== undefined || known.has(id)) return found as T;
	const made = find();
	if (known.size < IDS_REMEMBERED) known.set(id, made);
	return made;
}
