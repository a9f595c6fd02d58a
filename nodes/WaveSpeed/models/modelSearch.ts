import { kindOfWork, usualPrice, type Product } from './kindOfWork';
import { makerName, modelName, nameInOrder } from './modelName';
import type { Model } from './model';
import { editDistance } from './nearestName';
import { readModelId } from './readModelId';
import { recommendedModels } from './modelsForJob';
import {
	choicesText,
	isOfInputs,
	plainText,
	productCalled,
	QUALITIES,
	readSearch,
	squeezed,
	withInputWords,
	wordsForBody,
} from './searchWords';

/** A model as lists show it and searches find it. */
export interface ListedModel {
	model: Model;
	/** Its common name; with its maker if two models have the same name, or with its id if they share that, too. */
	name: string;
	recommended: boolean;
	/** What a search matches first: id and name. */
	title: string;
	/** The id without what separates its words. */
	squeezedName: string;
	/** The title and the kind of work. */
	head: string;
	/** The vendor's description, and what can be chosen: resolutions, formats, lengths, languages. */
	body: string;
}

export interface ModelSearchResult {
	models: readonly ListedModel[];
	/** False if no model has all the words, and these only come close. */
	exact: boolean;
	/** What is wanted, if the words say it. */
	product?: Product;
	/** Whether “fast”, “pro” and the like are all that is wanted. */
	isOnlyQuality?: boolean;
}

interface Index {
	/** The recommended ones first, then the vendor's order. */
	listed: readonly ListedModel[];
	words: ReadonlySet<string>;
}

/** Built once per catalogue: a search runs on every keystroke. */
const indexes = new WeakMap<readonly Model[], Index>();

/**
 * Searches the catalogue as forgivingly as a person would: any order and case, synonyms, small typos, an
 * address instead of a name, and one word too many.
 * @param query an empty one finds all models
 */
export function searchCatalogue(models: readonly Model[], query: string): ModelSearchResult {
	const { listed, words } = indexOf(models);
	const pasted = readModelId(query);
	const isSame = ({ model }: ListedModel) => model.id.toLowerCase() === pasted.toLowerCase();
	if (listed.some(isSame)) return { models: listed.filter(isSame), exact: true };
	const { terms, places, cheapestFirst, product } = readSearch(pasted);
	const { models: found, exact } = matching(terms, listed, words, squeezed(pasted));
	const isOnlyQuality = terms.length > 0 && terms.every(([word = '']) => QUALITIES.has(word));
	const result = { exact, product, ...(isOnlyQuality && { isOnlyQuality }) };
	if (cheapestFirst) return { ...result, models: cheapest(found, terms) };
	if (places.length === 0) return { ...result, models: found };
	const isCalledSo = ({ title }: ListedModel) => places.some((place) => says(title, [place]));
	const others = found.filter((one) => !isCalledSo(one));
	return { ...result, models: [...found.filter(isCalledSo), ...others] };
}

function matching(
	terms: string[][],
	listed: readonly ListedModel[],
	words: ReadonlySet<string>,
	query: string,
): ModelSearchResult {
	if (terms.length === 0) return { models: listed, exact: true };
	const exact = withAll(listed, terms);
	if (exact.length > 0) return { models: exact, exact: true };
	const inOneWord =
		query.length < 4 ? [] : listed.filter(({ squeezedName }) => squeezedName.includes(query));
	if (inOneWord.length > 0) return { models: inOneWord, exact: true };
	const corrected = terms.map((term) => correct(term, words, listed));
	const meant = withAll(listed, corrected);
	if (meant.length > 0) return { models: meant, exact: true };
	return { models: withMost(listed, corrected), exact: false };
}

/**
 * @returns the same models: first those that make what was searched for, as a text about a video is not a
 * cheap video; then by the price of a run, if published
 */
function cheapest(found: readonly ListedModel[], terms: string[][]): ListedModel[] {
	const price = ({ model }: ListedModel) => usualPrice(model) ?? Number.MAX_VALUE;
	const makes = ({ model }: ListedModel) => {
		const { name, unit } = kindOfWork(model);
		const made = plainText(` ${unit} ${name.replace(/^.* to /, '')} `);
		return terms.some((term) => says(made, term));
	};
	const ranked = found.map((one) => ({ one, price: price(one), rank: makes(one) ? 0 : 1 }));
	ranked.sort((one, other) => one.rank - other.rank || one.price - other.price);
	return ranked.map(({ one }) => one);
}

/** All models in the order of a list without a search. */
export function listCatalogue(models: readonly Model[]): readonly ListedModel[] {
	return indexOf(models).listed;
}

/** @returns the models that match every word: first by name, then by kind and meaning, then by description */
function withAll(listed: readonly ListedModel[], terms: string[][]): ListedModel[] {
	const tiers: ListedModel[][] = [[], [], []];
	for (const one of listed) {
		const { title, head, body } = one;
		if (terms.every(([word = '']) => says(title, [word]))) tiers[0]?.push(one);
		else if (terms.every((term) => says(head, term))) tiers[1]?.push(one);
		else if (terms.every((term) => says(head, term) || says(body, wordsForBody(term))))
			tiers[2]?.push(one);
	}
	return tiers.flat();
}

/** @returns the models that match the most words, at least one; a name counts more than all the others */
function withMost(listed: readonly ListedModel[], terms: string[][]): ListedModel[] {
	const kinds = new Set(listed.flatMap(({ model: { type } }) => [type, ...type.split('-')]));
	const weights = terms.map(([word = '', meant = '']) => {
		const isName =
			/[a-z]{2}/.test(word) && !QUALITIES.has(word) && !isOfInputs(word) && !productCalled(word);
		return isName && !kinds.has(word) && !kinds.has(meant) ? terms.length : 1;
	});
	const counts = listed.map(({ head }) =>
		terms.reduce((sum, term, at) => sum + (says(head, term) ? (weights[at] ?? 0) : 0), 0),
	);
	const most = Math.max(0, ...counts);
	return most === 0 ? [] : listed.filter((_one, at) => counts[at] === most);
}

function says(text: string, term: string[]): boolean {
	// One letter or digit is a word of its own: the 2 of Sora 2 is not that of 2.5. But Wan 3 is Wan 3.0.
	return term.some((word) =>
		word.length === 1
			? text.includes(` ${word} `) || text.includes(` ${word}.0 `)
			: text.includes(word.length < 4 ? ` ${word}` : word),
	);
}

/**
 * @returns the term unchanged if the catalogue has it, otherwise with the nearest of the catalogue's
 * words
 */
function correct(term: string[], words: ReadonlySet<string>, listed: readonly ListedModel[]) {
	const [word = ''] = term;
	if (word.length < 4 || isOfInputs(word) || listed.some(({ head }) => says(head, term)))
		return term;
	const limit = word.length < 7 ? 2 : 3;
	let best: string | undefined;
	let bestDistance = limit;
	for (const known of words) {
		// A typo rarely changes the first letter of a short word: somebody who writes sora does not mean
		// lora.
		if (word.length < 6 && known[0] !== word[0]) continue;
		const distance = editDistance(word, known, bestDistance);
		if (distance < bestDistance) [best, bestDistance] = [known, distance];
	}
	return best === undefined ? term : [best];
}

function countOf(names: readonly string[]): (name: string) => number {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return (name) => counts.get(name) ?? 0;
}

function indexOf(models: readonly Model[]): Index {
	const known = indexes.get(models);
	if (known) return known;
	const recommended = new Set(recommendedModels(models));
	const short = countOf(models.map(({ id }) => modelName(id)));
	const nameOf = (id: string) => (short(modelName(id)) > 1 ? nameInOrder(id) : modelName(id));
	const count = countOf(models.map(({ id }) => nameOf(id)));
	const withMaker = (id: string) => `${nameOf(id)} (${makerName(id)})`;
	const sameMaker = countOf(models.map(({ id }) => withMaker(id)));
	const list = [...recommended, ...models.filter((model) => !recommended.has(model))];
	const listed = list.map((model) => {
		const { id, type, description } = model;
		const name = nameOf(id);
		const isShared = count(name) > 1;
		const own = sameMaker(withMaker(id)) > 1 ? id.slice(id.indexOf('/') + 1) : withMaker(id);
		const spaced = id.replace(/[/_-]+/g, ' ');
		// Ids write versions with a v, people mostly without.
		const bare = spaced.replace(/\bv(?=\d)/g, '');
		const title = plainText(` ${id} ${spaced} ${bare} ${name} ${withInputWords(spaced)} `);
		return {
			model,
			name: isShared ? own : name,
			recommended: recommended.has(model),
			title,
			squeezedName: squeezed(id),
			head: `${title}${plainText(`${type} ${kindOfWork(model).name} `)}`,
			body: `${plainText(` ${description} `)}${choicesText(model)} `,
		};
	});
	const words = new Set(listed.flatMap(({ head }) => head.split(/[\s/-]+/)));
	const index = { listed, words: new Set([...words].filter((word) => word.length > 2)) };
	indexes.set(models, index);
	return index;
}
