import { FORM_LABEL_LIMIT_CHARACTERS, FORM_LABEL_LIMIT_PIXELS } from '../policy';
import { isTimeInSeconds } from '../schema/isInSeconds';
import { isPixelSize } from '../schema/pixelSize';
import { getsDefault, type SchemaInput } from '../schema/schemaInput';
import { labelWidth } from './labelWidth';

/** Characters of a default text that a label quotes. */
const DEFAULT_LIMIT_CHARACTERS = 16;

/** Words of a title that are too long for its line. */
const SHORTER: ReadonlyArray<readonly [RegExp, string]> = [
	[/^Number of /, ''],
	[/ Image URL$/, ' Image'],
	[/\bPronunciation\b/, 'Spoken'],
	[/\bConditioning\b/, 'Cond.'],
	[/\bNormalization\b/, 'Norm.'],
	[/\bReference\b/, 'Ref.'],
	[/\bBackground\b/, 'Backgr.'],
	[/\bContainer and Codec\b/, 'Format'],
];

/**
 * The label of an input. A form has room for a description, a range or a default only on this line:
 * `Duration (4–15 s, default 5)`. The editor shows some 29 characters of it beside the pointer, so the
 * facts compete: that a field must not stay empty, and the meaning of an empty one, come before the allowed
 * values, which the check before the submission names anyway.
 */
export function labelOf(input: SchemaInput): string {
	const facts = factsOf(input).filter((fact) => fact !== '');
	const choices = [[...facts, '']];
	if (isNeeded(input)) choices.unshift(neededFacts(input, facts));
	for (const choice of choices) {
		for (const title of titlesOf(input.title)) {
			for (const fact of choice) {
				const label = fact === '' ? title : `${title} (${fact})`;
				if (fits(label)) return label;
			}
		}
	}
	return `${input.title.slice(0, FORM_LABEL_LIMIT_CHARACTERS - 1).trimEnd()}…`;
}

/** Its label says so, because the editor never marks a field that takes a file: see `formOf`. */
function isNeeded(input: SchemaInput): boolean {
	return input.required && !getsDefault(input);
}

/** How to write a value says more than how many there may be: the check names that number. */
function neededFacts(input: SchemaInput, facts: readonly string[]): string[] {
	const json = howToWrite(input).startsWith('JSON') ? 'JSON' : '';
	// “URLs/files” has no room, and “Binary Inputs” says that it takes files.
	const short = takesMany(input) ? 'URLs' : input.media ? 'URL/file' : json;
	const told =
		short === ''
			? facts.map((fact) => `required, ${fact}`)
			: [...facts.filter((fact) => /URL|JSON/.test(fact)), short].map(
					(fact) => `required: ${fact}`,
				);
	return [...told, 'required'];
}

function fits(label: string): boolean {
	return (
		label.length <= FORM_LABEL_LIMIT_CHARACTERS && labelWidth(label) <= FORM_LABEL_LIMIT_PIXELS
	);
}

/** Unchanged, then shorter; a shorter title with its facts is better than a title without them. */
function titlesOf(title: string): string[] {
	const shorter = SHORTER.reduce((text, [long, short]) => text.replace(long, short), title);
	if (shorter === title) return [title];
	return title.length + 12 > FORM_LABEL_LIMIT_CHARACTERS ? [shorter, title] : [title, shorter];
}

/** What may go in the brackets, the best first. */
function factsOf(input: SchemaInput): string[] {
	if (input.media) return mediaFacts(input);
	// The default of a needed text is an example, and never sent.
	const usual = isNeeded(input) ? '' : defaultOf(input);
	const how = howToWrite(input);
	const [range = '', bare = ''] = rangesOf(input);
	const [unit = '', symbol = ''] = unitsOf(input);
	const list = (...parts: string[]) => parts.filter((part) => part !== '').join(', ');
	const counted = (name: string) => (range && name ? `${range} ${name}` : range || name);
	// A random seed needs no range: nobody chooses one for its size.
	if (usual === '-1: random') return [usual];
	if (how === 'URLs or paths') return [range ? `${range} ${how}` : how, how, 'URLs'];
	return [
		list(counted(unit), usual, how),
		list(counted(symbol), usual, how),
		list(unit, usual),
		// A number's unit is the one thing that nobody can guess.
		list(symbol, usual),
		list(bare || usual, how),
		usual,
		counted(unit),
		how,
		unit,
	];
}

function takesMany({ media, maxItems }: SchemaInput): boolean {
	return media?.many === true && maxItems !== 1;
}

function mediaFacts(input: SchemaInput): string[] {
	const many = takesMany(input);
	const count = many ? formatRange(input.minItems || undefined, input.maxItems) : undefined;
	const what = many ? 'URLs or files' : 'URL or file';
	const short = many ? 'URLs/files' : 'URL/file';
	const counted = count ? `${count} ${what}` : what;
	return [counted, count ? `${count} ${short}` : what, what, short];
}

/** @returns the full range, and a shorter form if that is too long */
function rangesOf(input: SchemaInput): [string?, string?] {
	if (input.kind === 'list') return [formatRange(input.minItems || undefined, input.maxItems)];
	if (input.choices || input.suggestions) return [];
	if (isPixelSize(input)) {
		const sides = formatRange(input.minimum, input.maximum);
		return [sides ? `W*H, ${sides}` : 'W*H', 'W*H'];
	}
	if (input.kind === 'string') {
		return input.maxLength === undefined
			? []
			: [`up to ${input.maxLength} characters`, `up to ${input.maxLength}`];
	}
	return [formatRange(input.minimum, input.maximum)];
}

function unitsOf(input: SchemaInput): [string?, string?] {
	const unit = unitOf(input);
	return unit === 'seconds' ? [unit, 's'] : [unit, unit];
}

/** @returns `4–15`, `-1 to 8`, `from 1`, `up to 8` */
function formatRange(minimum: number | undefined, maximum: number | undefined): string | undefined {
	// The largest number of a machine is not a limit that anybody needs to know.
	const isEndless = maximum !== undefined && maximum > 1_000_000;
	if (minimum !== undefined && maximum !== undefined && !isEndless) {
		if (minimum === maximum) return `${minimum}`;
		return minimum < 0 ? `${minimum} to ${maximum}` : `${minimum}–${maximum}`;
	}
	if (minimum !== undefined) return `from ${minimum}`;
	return maximum === undefined || isEndless ? undefined : `up to ${maximum}`;
}

function defaultOf({ name, default: usual, kind, description }: SchemaInput): string {
	if (usual === undefined || usual === '' || usual === null || typeof usual === 'object') return '';
	if (usual === -1 && (name === 'seed' || /random/i.test(description))) return '-1: random';
	if (typeof usual === 'boolean') return `default ${usual ? 'yes' : 'no'}`;
	const text = kind === 'string' ? String(usual).replace(/\s+/g, ' ') : String(usual);
	return text.length > DEFAULT_LIMIT_CHARACTERS ? '' : `default ${text}`;
}

/** How to write values that the editor has no field for. */
function howToWrite(input: SchemaInput): string {
	if (input.kind === 'object') return 'JSON';
	if (input.kind !== 'list') return '';
	const names = input.items?.inputs?.map(({ name }) => name);
	if (names?.join() === 'path,scale') return 'URLs or paths';
	if (names?.length) return 'JSON list';
	return input.items?.kind === 'string' ? 'one or JSON list' : 'JSON list';
}

/** Input names with a unit that the description confirms. */
const UNITS: ReadonlyArray<readonly [name: RegExp, description: RegExp, unit: string]> = [
	[/_ms$/, /./, ''],
	[/(^|_)(fps|frame_rate)($|_)/, /./, ''],
	[/(^|_)(frames|num_frames)($|_)/, /./, ''],
	[/bitrate/, /./, 'bit/s'],
	[/sample_rate/, /./, 'Hz'],
	[/megapixels/, /./, ''],
	[/angle/, /degree|angle/i, 'degrees'],
	[/(^|_)(size|resolution|width|height)($|_)/, /pixel/i, 'pixels'],
];

/** @returns the unit of an input's numbers; undefined if it is unknown or the name says it */
export function unitOf(input: SchemaInput): string | undefined {
	const { name, kind, choices, description } = input;
	const isNumber = kind === 'integer' || kind === 'number';
	const isSize = kind === 'string' && choices?.every((choice) => /^\d+\*\d+$/.test(String(choice)));
	if (!isNumber && !isSize) return undefined;
	if (isSize) return 'pixels';
	if (isTimeInSeconds(input)) return 'seconds';
	const found = UNITS.find(([names, words]) => names.test(name) && words.test(description));
	return found?.[2] || undefined;
}
