/** The texts of the field “Cost: Show Price”. */

import { isRecord } from '../narrow';
import { formatPrice } from '../errors/inWords';
import { CLOSED_PRICE_PIXELS } from '../policy';
import { textWidth } from './labelWidth';

/** What a price is requested for. */
export interface PricedInput {
	model: string;
	/** As it would be sent, but without the item's files. */
	input: Record<string, unknown>;
	/** The panel's labels of the inputs, by their names. */
	labels: ReadonlyMap<string, string>;
	/** The inputs that the price depends on; undefined if it may be any. */
	decidedBy?: readonly string[];
	/** Whether files of the item are added when the node runs. */
	filesToCome: boolean;
	/** How many predictions an item makes; undefined if an expression decides. */
	variations?: number;
}

/** A name is read in the closed field, a description when the field is open. */
export interface PriceLine {
	name: string;
	description: string;
}

const ASKING_IS_FREE = 'Asking is free, and nothing was run.';
const VALUE_CHARACTERS = 24;

/**
 * It names the inputs beside the price: the editor does not ask again if they change while it waits for
 * an answer (seen in n8n 2.41.1), and a price must not pass for that of another input.
 * @param balanceUsd undefined if WaveSpeed did not say
 */
export function priceOf(
	priced: PricedInput,
	priceUsd: number,
	balanceUsd: number | undefined,
): PriceLine {
	const { variations = 1 } = priced;
	const total = variations > 1 ? `, ${variations} for ${formatPrice(priceUsd * variations)}` : '';
	const left = balanceUsd === undefined ? undefined : `${formatBalance(balanceUsd)} left`;
	const isShort = balanceUsd !== undefined && balanceUsd < priceUsd * variations;
	const inputs = formatInputs(priced);
	const set = inputs.join(', ');
	const usual = set === '' && !isShort ? ' with defaults' : '';
	const price = `${priced.filesToCome ? 'From ' : ''}${formatPrice(priceUsd)} each${usual}${total}`;
	// The last facts are the first to go if the closed field has no room for all.
	const facts = isShort
		? (some: string) => [`${price}, ${left}: too little`, some]
		: (some: string) => [price, some, left];
	return {
		name: asMuchAsFits(inputs, facts),
		// The editor shows its first two lines.
		description: [
			isShort
				? `The account does not have enough credit for ${variations > 1 ? 'them' : 'one'}; add some first.`
				: undefined,
			`With ${set === '' ? 'the model’s defaults' : set}; each item makes ${variations > 1 ? `${variations}, as “Run: Variations” says` : 'one'}.`,
			left === undefined
				? 'WaveSpeed did not give the remaining credit.'
				: `${left} now: “Refresh List” (⋮) asks again after a run.`,
			priced.filesToCome
				? 'The price does not include the files under “Binary Inputs”, and long videos and sounds may cost more.'
				: undefined,
			ASKING_IS_FREE,
		]
			.filter((sentence) => sentence !== undefined)
			.join(' '),
	};
}

/**
 * Every value except the prompt that can change the price; for a long text its length, which sets the
 * price of such models.
 */
function formatInputs({ input, labels, decidedBy }: PricedInput): string[] {
	return (
		Object.entries(input)
			.filter(([name]) => name !== 'prompt' && (decidedBy?.includes(name) ?? true))
			// A length decides most, so it is the last to be left out.
			.sort(([one], [other]) => Number(isLength(other)) - Number(isLength(one)))
			.map(([name, value]) => `${labels.get(name) ?? name} ${formatValue(value)}`)
	);
}

function isLength(name: string): boolean {
	return /^(?:duration|length|seconds)$/.test(name);
}

/**
 * @param facts what the line says; one of them is given: the inputs, or as many as there is room for and the
 * number of the others
 * @returns as much as the closed field shows whole
 */
function asMuchAsFits(
	inputs: readonly string[],
	facts: (some: string) => Array<string | undefined>,
): string {
	const line = (of: Array<string | undefined>) => of.filter(Boolean).join(' · ');
	const most = Math.max(countWithRoom(inputs), Math.min(inputs.length, 1));
	const named = Array.from({ length: most }, (_, index) => {
		const count = most - index;
		const more = inputs.length - count;
		return inputs.slice(0, count).join(', ') + (more > 0 ? `, ${more} more` : '');
	});
	const shortest = facts(named.at(-1) ?? '');
	const lines = [
		...named.map((some) => line(facts(some))),
		...shortest.map((_, index) => line(shortest.slice(0, shortest.length - index))),
	];
	return lines.find((text) => textWidth(text) <= CLOSED_PRICE_PIXELS) ?? lines.at(-1) ?? '';
}

/**
 * @returns how many of the inputs, from the first on, have room without any other fact: the lines with more
 * need not be tried, and there may be thousands
 */
function countWithRoom(inputs: readonly string[]): number {
	let pixels = 0;
	const tooMany = inputs.findIndex((input, index) => {
		pixels += textWidth(index === 0 ? input : `, ${input}`);
		return pixels > CLOSED_PRICE_PIXELS;
	});
	return tooMany < 0 ? inputs.length : tooMany;
}

function formatValue(value: unknown): string {
	if (Array.isArray(value)) return `(${value.length})`;
	if (isRecord(value)) return '{…}';
	const text = String(value);
	if (/^(?:https?|data):/i.test(text)) return 'given';
	return text.length > VALUE_CHARACTERS ? `of ${text.length} characters` : text;
}

/** Whole cents: a fraction of a cent buys nothing. */
function formatBalance(usd: number): string {
	return `${usd < 0 ? '−' : ''}$${(Math.floor(Math.abs(usd) * 100 + 1e-6) / 100).toFixed(2)}`;
}

export function chooseModel(): PriceLine {
	return {
		name: 'No price yet: choose a model',
		description: 'The price is shown here as soon as a model is chosen.',
	};
}

export function noCredential(): PriceLine {
	return {
		name: 'No price yet: choose a credential',
		description: 'WaveSpeed shows prices and the remaining credit only with a key.',
	};
}

export function noValueYet(): PriceLine {
	return {
		name: 'No price yet: an expression has no value',
		description:
			'Run the nodes before this one, so that its expressions have values. “Refresh List” in this field’s menu (⋮) asks again.',
	};
}

/**
 * The editor does not ask again if the form has changed meanwhile: no price is better than one that is
 * too low.
 */
export function formIsChanging(): PriceLine {
	return {
		name: 'No price yet: use “Refresh List” (⋮)',
		description:
			'Another model was chosen while its form was being filled in. “Refresh List” in this field’s menu (⋮) asks for the price of the current inputs.',
	};
}

/** @param fields the panel's labels of the wrong inputs @param why whole sentences */
export function badInput(fields: readonly string[], why: string, isMissing = false): PriceLine {
	const [first = 'the input', ...others] = fields;
	const more = others.length > 0 ? ` and ${others.length} more` : '';
	return {
		name: `No price yet: ${isMissing ? 'missing' : 'check'} ${first}${more}`,
		description: why,
	};
}

export function modelIsGone(why: string): PriceLine {
	return { name: 'No price: WaveSpeed has no such model', description: why };
}

/** @param why whole sentences */
export function notKnown(why: string): PriceLine {
	return { name: 'Price unknown, open for the reason', description: why };
}
