import type { SchemaInput } from '../schema/schemaInput';
import { isPixelSize } from '../schema/pixelSize';
import { FORM_LABEL_LIMIT_CHARACTERS } from '../policy';
import { unitOf } from './unitOf';

/** Characters of a default text that a label quotes. */
const DEFAULT_LIMIT_CHARACTERS = 24;

/**
 * The label of an input. A form has no place for a description, a range or a default but this line:
 * `Duration (4–15 seconds, default 5)`. Of it the editor shows some 50 characters, and some 30 while the
 * mouse is on it, so what is needed most comes first and words are few.
 */
export function labelOf(input: SchemaInput): string {
	const facts = [
		input.media ? mediaHint(input) : rangeOf(input),
		defaultOf(input),
		howToWrite(input),
	].filter((fact) => fact !== undefined);
	const label = facts.length === 0 ? input.title : `${input.title} (${facts.join(', ')})`;
	if (label.length <= FORM_LABEL_LIMIT_CHARACTERS) return label;
	return `${label.slice(0, FORM_LABEL_LIMIT_CHARACTERS - 1).trimEnd()}…`;
}

/** `required` stands in the label, because the field itself is not marked: see `formOf`. */
function mediaHint(input: SchemaInput): string {
	const need = input.required ? ', required' : '';
	if (!input.media?.many || input.maxItems === 1) return `URL${need}`;
	const count = spell(input.minItems || undefined, input.maxItems);
	return `${count ? `${count} ` : ''}URLs${need}`;
}

function rangeOf(input: SchemaInput): string | undefined {
	const unit = unitOf(input);
	if (input.kind === 'list') return spell(input.minItems || undefined, input.maxItems);
	if (input.choices || input.suggestions) return unit;
	if (isPixelSize(input)) {
		const sides = spell(input.minimum, input.maximum);
		return sides ? `W*H pixels, ${sides}` : 'W*H';
	}
	if (input.kind === 'string') {
		return input.maxLength === undefined ? undefined : `up to ${input.maxLength} characters`;
	}
	const range = spell(input.minimum, input.maximum);
	return range && unit ? `${range} ${unit}` : (range ?? unit);
}

/** @returns `4–15`, `-1 to 8`, `from 1`, `up to 8` */
function spell(minimum: number | undefined, maximum: number | undefined): string | undefined {
	if (minimum !== undefined && maximum !== undefined) {
		if (minimum === maximum) return `${minimum}`;
		return minimum < 0 ? `${minimum} to ${maximum}` : `${minimum}–${maximum}`;
	}
	if (minimum !== undefined) return `from ${minimum}`;
	return maximum === undefined ? undefined : `up to ${maximum}`;
}

function defaultOf({ default: usual, kind, description }: SchemaInput): string | undefined {
	if (usual === undefined || usual === '' || typeof usual === 'object') return undefined;
	if (usual === -1 && /random/i.test(description)) return 'default -1: random';
	const text = kind === 'string' ? String(usual).replace(/\s+/g, ' ') : String(usual);
	return text.length > DEFAULT_LIMIT_CHARACTERS ? undefined : `default ${text}`;
}

/** How to write what the engine has no field for. */
function howToWrite(input: SchemaInput): string | undefined {
	if (input.suggestions) return 'others by expression';
	if (input.kind === 'object') return 'JSON';
	if (input.kind !== 'list' || input.media) return undefined;
	const names = input.items?.inputs?.map(({ name }) => name);
	if (names?.join() === 'path,scale') return 'path or [{path, scale}]';
	if (names?.length) return `JSON [{${names.join(', ')}}]`;
	return input.items?.kind === 'string' ? 'one, or a JSON list' : 'JSON list';
}
