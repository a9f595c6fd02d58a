/** Models that WaveSpeed no longer has: what is known about them, and which could replace them. */

import { MODELS_NAMED } from '../policy';
import { coerceInput } from '../schema/coerceInput';
import { findInputProblems } from '../schema/findInputProblems';
import type { Catalogue } from './catalogue';
import type { Model } from './model';
import { recommendedModels } from './modelsForJob';

/** How many models with the same inputs are tried with the given values, the nearest first. */
const TRIED = 12;
/** Input shapes remembered for one missing model: a run has a few, not thousands. */
const SHAPES_REMEMBERED = 64;

interface Alternatives {
	models: readonly Model[];
	/** Given inputs that none of them takes; empty if they take all. */
	without: readonly string[];
}

interface Gone {
	/** The models of its kind: its other versions, then the nearest in price. */
	kin: readonly Model[];
	byInput: Map<string, Alternatives>;
}

/** A run of 10,000 items with the same missing model asks 10,000 times. */
const remembered = new WeakMap<readonly Model[], Map<string, Gone>>();

/**
 * Up to three models that could replace a discontinued one: of its kind, accepting the given inputs and
 * their values, other versions of it first, then the nearest in price. If none accepts them all, it names
 * those that do without a setting such as `size`: a setting can be chosen anew, a text or a file cannot.
 * What the missing model did and cost comes from its family or its id, as the catalogue no longer has it.
 * @param input what was to be sent; its files may still be missing
 */
export function livingAlternatives(
	{ models }: Catalogue,
	id: string,
	input: Readonly<Record<string, unknown>>,
): Alternatives {
	const gone = goneOf(models, id);
	const shape = shapeOf(input);
	const known = gone.byInput.get(shape);
	if (known) return known;
	const found = fitting(gone.kin, input);
	if (gone.byInput.size < SHAPES_REMEMBERED) gone.byInput.set(shape, found);
	return found;
}

function fitting(kin: readonly Model[], input: Readonly<Record<string, unknown>>): Alternatives {
	const tried = kin
		.map((model) => ({ model, unknown: unknownTo(model, input) }))
		.sort((one, other) => one.unknown.length - other.unknown.length)
		.slice(0, TRIED)
		.map(({ model, unknown }) => ({
			model,
			without: [...new Set([...unknown, ...refusedBy(model, input)])],
		}))
		.filter(({ without }) => without.every((name) => isSetting(name, input[name])))
		.sort((one, other) => one.without.length - other.without.length);
	const without = tried[0]?.without ?? [];
	const alike = tried.filter((one) => one.without.join() === without.join());
	return { models: alike.slice(0, MODELS_NAMED).map(({ model }) => model), without };
}

function unknownTo({ inputs = [] }: Model, input: Readonly<Record<string, unknown>>): string[] {
	const names = new Set(inputs.map(({ name }) => name));
	return Object.keys(input).filter((name) => !names.has(name));
}

/**
 * The inputs that it would reject with these values. Further inputs that it requires do not count against
 * it.
 */
function refusedBy(model: Model, input: Readonly<Record<string, unknown>>): string[] {
	const given = coerceInput(model, { ...input });
	return findInputProblems(model, given)
		.map(({ field }) => field)
		.filter((field) => Object.hasOwn(given, field));
}

/** A number, a switch, a choice such as `720p` or `16:9`: not the material of the prediction. */
function isSetting(name: string, value: unknown): boolean {
	if (typeof value === 'number' || typeof value === 'boolean') return true;
	return name !== 'prompt' && typeof value === 'string' && /^\w{0,4}\d[\w.:*×-]{0,15}$/.test(value);
}

/** The names of the inputs, and the values of choices: texts differ from item to item and do not matter. */
function shapeOf(input: Readonly<Record<string, unknown>>): string {
	return Object.entries(input)
		.map(([name, value]) => {
			const isText = typeof value === 'string' && value.length > 20;
			return `${name}=${isText || name === 'prompt' || name === 'seed' ? typeof value : JSON.stringify(value)?.slice(0, 40)}`;
		})
		.sort()
		.join('&');
}

function goneOf(models: readonly Model[], id: string): Gone {
	const byId = remembered.get(models) ?? new Map<string, Gone>();
	remembered.set(models, byId);
	const known = byId.get(id);
	if (known) return known;
	const gone = { kin: kinOf(models, id), byInput: new Map<string, Alternatives>() };
	// An expression may give any number of wrong ids.
	if (byId.size < SHAPES_REMEMBERED) byId.set(id, gone);
	return gone;
}

function kinOf(models: readonly Model[], id: string): readonly Model[] {
	const type = typeOf(models, id);
	if (type === undefined) return [];
	const same = models.filter((model) => model.type === type);
	const price = priceOf(models, id);
	const liked = new Set(recommendedModels(same));
	const distance = ({ basePriceUsd }: Model) =>
		price === undefined || !price || !basePriceUsd
			? Infinity
			: Math.abs(Math.log(basePriceUsd / price));
	const name = nameOf(id);
	const isVersion = (model: Model) => nameOf(model.id) === name;
	return [...same].sort((one, other) => {
		const versionsFirst = Number(isVersion(other)) - Number(isVersion(one));
		if (versionsFirst !== 0) return versionsFirst;
		if (price === undefined) return Number(liked.has(other)) - Number(liked.has(one));
		const [near, far] = [distance(one), distance(other)];
		return near === far ? 0 : near - far;
	});
}

/** `alibaba/wan-2.6/text-to-video` → `wan`: the name without the maker and what follows the version. */
function nameOf(id: string): string {
	const [first = '', second = ''] = id.toLowerCase().split('/');
	// Versions have digits, makers have none: `wan-3.0/text-to-video` lacks its maker.
	const name = second === '' || /\d/.test(first) ? first : second;
	const [beforeVersion = ''] = name.split(/\d/, 1);
	return beforeVersion.replace(/-?v?$/, '');
}

/** The kind of work in the id, as in `…/image-to-video-pro` or `…/i2v-720p`; otherwise that of its family. */
function typeOf(models: readonly Model[], id: string): string | undefined {
	const types = [...new Set(models.map(({ type }) => type))].filter((type) => type !== '');
	const words = id
		.toLowerCase()
		.replace(/(^|[/-])t2v(?=$|[/-])/, '$1text-to-video')
		.replace(/(^|[/-])i2v(?=$|[/-])/, '$1image-to-video')
		.replace(/(^|[/-])t2i(?=$|[/-])/, '$1text-to-image')
		.replace(/(^|[/-])(edit|i2i)(?=$|[/-])/, '$1image-to-image')
		.replace(/text-to-(speech|music)|(^|[/-])(tts|music|speech)(?=$|[/-])/, 'text-to-audio');
	const named = types.find((type) => words.includes(type));
	return named ?? familyOf(models, id)[0]?.type;
}

function priceOf(models: readonly Model[], id: string): number | undefined {
	return goneFamily(models, id)?.priceUsd ?? familyOf(models, id)[0]?.basePriceUsd;
}

/** The models whose ids begin like this one, up to its last slash or hyphen. */
function familyOf(models: readonly Model[], id: string): readonly Model[] {
	const family = id.replace(/[/-][^/-]*$/, '');
	return family.includes('/') ? models.filter((model) => model.id.startsWith(family)) : [];
}

/** Facts about models that their makers have discontinued, for the error about them. */
export interface GoneFamily {
	/** A whole sentence. */
	fact: string;
	/** The price of a run with all defaults, in US dollars. */
	priceUsd: number;
}

interface Ended extends GoneFamily {
	/** The beginning of the family's ids. */
	begins: string;
	/** The family's common name. */
	called: RegExp;
}

const GONE_FAMILIES: readonly Ended[] = [
	{
		begins: 'openai/sora-2',
		called: /^(openai )?sora\b/i,
		fact: 'OpenAI ended Sora 2 in September 2026.',
		priceUsd: 0.4,
	},
];

/** @returns undefined while the catalogue lists any model of the family: those still run */
export function goneFamily(models: readonly Model[], id: string): GoneFamily | undefined {
	return ended(models, ({ begins }) => id.startsWith(begins));
}

/** The same for a family's common name: `Sora`, `sora 2 pro`. */
export function goneFamilyCalled(models: readonly Model[], name: string): GoneFamily | undefined {
	return ended(models, ({ called }) => called.test(name));
}

function ended(
	models: readonly Model[],
	isMeant: (family: Ended) => boolean,
): GoneFamily | undefined {
	const family = GONE_FAMILIES.find(isMeant);
	const isListed = family && models.some((model) => model.id.startsWith(family.begins));
	return isListed ? undefined : family;
}
