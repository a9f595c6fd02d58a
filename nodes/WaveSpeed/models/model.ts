import { isRecord, readBoolean, readNumber, readText } from '../narrow';
import { FORMULA_LIMIT_CHARACTERS } from '../policy';
import { readInputs } from '../schema/readInputs';
import type { SchemaInput } from '../schema/schemaInput';

export type { SchemaInput } from '../schema/schemaInput';

/** One model of the catalogue, with the usable parts of its row. */
export interface Model {
	/** e.g. `openai/sora-2/text-to-video`; also the path for submissions. */
	id: string;
	description: string;
	/** The vendor's own word for what it does, e.g. `text-to-video`; empty if the row has none. */
	type: string;
	/** US dollars, as published; a quote may differ. */
	basePriceUsd?: number;
	/** What the price is for, if not for one run. */
	priceUnit?: PriceUnit;
	/** The inputs that its price depends on; undefined if that is unknown. */
	pricedBy?: readonly string[];
	/** Its position in the vendor's list: 0 is first. */
	position: number;
	/** In the vendor's order; undefined without a schema, [] if it takes no inputs. */
	inputs: SchemaInput[] | undefined;
	/** Whether an input that the schema does not name is an error. */
	closed: boolean;
	/** The schema's `allOf`, `if`, `not` and the like, unread; undefined if it has none. */
	conditions?: Record<string, unknown>;
}

const CONDITION_WORDS = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

/**
 * Reads one row of the catalogue.
 * @param raw what the API sent; it never throws, whatever that is
 * @param position the row's place in the vendor's order
 * @returns undefined without a usable id
 */
export function readModel(raw: unknown, position: number): Model | undefined {
	if (!isRecord(raw)) return undefined;
	const id = readText(raw.model_id) ?? readText(raw.name);
	if (id === undefined || id.trim() === '') return undefined;
	const schema = findRequestSchema(raw);
	const inputs = schema && readInputs(schema);
	const conditions = schema && CONDITION_WORDS.filter((word) => Object.hasOwn(schema, word));
	const priceUnit = readPriceUnit(raw.formula);
	const pricedBy = readPricedBy(raw.formula, inputs);
	return {
		id: id.trim(),
		description: readText(raw.description) ?? '',
		type: readText(raw.type) ?? '',
		...(isPrice(raw.base_price) && { basePriceUsd: raw.base_price }),
		...(priceUnit !== undefined && { priceUnit }),
		...(pricedBy && { pricedBy }),
		position,
		inputs,
		closed: inputs !== undefined && isClosed(schema),
		...(conditions?.length && {
			conditions: Object.fromEntries(conditions.map((word) => [word, schema?.[word]])),
		}),
	};
}

/**
 * The API silently drops inputs that a schema does not name, so a schema is closed unless it says
 * otherwise.
 */
function isClosed(schema: Record<string, unknown> | undefined): boolean {
	const more = schema?.additionalProperties;
	return readBoolean(more) !== true && !isRecord(more) && !isRecord(schema?.patternProperties);
}

/** Today a row has exactly one schema; if there are several, this finds the one that runs the model. */
function findRequestSchema(raw: Record<string, unknown>): Record<string, unknown> | undefined {
	const schemas = isRecord(raw.api_schema) ? raw.api_schema.api_schemas : undefined;
	const rows = Array.isArray(schemas) ? schemas.filter(isRecord) : [];
	const row = rows.find(({ type }) => type === 'model_run') ?? rows[0];
	return isRecord(row?.request_schema) ? row.request_schema : undefined;
}

function isPrice(price: unknown): price is number {
	const number = readNumber(price);
	return number !== undefined && number >= 0;
}

/** What a price refers to. */
interface PriceUnit {
	/** e.g. `a second` */
	name: string;
	/** The factor from the published price to the price of this unit. */
	times: number;
	/** Whether it is a unit of time, of which a run uses several. */
	isTime?: boolean;
}

const A_SECOND: PriceUnit = { name: 'a second', times: 1, isTime: true };
/** Some prices are published for 100 letters, some for 1,000: a list can only compare them in one unit. */
const LETTERS = 1_000;

/**
 * The unit of the published price, if the formula beside it multiplies the price by seconds or by the
 * length of a text. `base_price * duration / 5` is the price of five seconds, and so that of one video.
 * @param formula e.g. `{"total_price": $number(duration) * base_price}`
 * @returns undefined if it is for a whole run, or the formula does not show it
 */
export function readPriceUnit(formula: unknown): PriceUnit | undefined {
	const text = readText(formula)?.slice(0, FORMULA_LIMIT_CHARACTERS).replace(/\s/g, '') ?? '';
	if (!text.includes('base_price')) return undefined;
	const letters = /\$length\(\w{1,40}\)\/([1-9]\d{1,4})/.exec(text)?.[1];
	if (letters !== undefined)
		return {
			name: `per ${LETTERS.toLocaleString('en-US')} letters`,
			times: LETTERS / Number(letters),
		};
	if (text.includes('/') || !text.includes('duration')) return undefined;
	// A price for each selectable length: `(duration = 10) ? …`.
	return /duration\)?[=<>]/.test(text) ? undefined : A_SECOND;
}

/**
 * The inputs that a model's price depends on: those that its formula names.
 * @param formula JSONata over the inputs, e.g. `{"total_price": base_price * $number(duration)}`; an
 * empty one means a fixed price
 * @returns names of inputs; undefined if that is unknown, so that every input may count
 */
export function readPricedBy(
	formula: unknown,
	inputs: readonly SchemaInput[] | undefined,
): string[] | undefined {
	if (typeof formula !== 'string' || formula.length > FORMULA_LIMIT_CHARACTERS) return undefined;
	// An expression over all inputs at once names none of them.
	if (formula.trim() !== '' && (!inputs || /\$\$|\*\*|\$lookup|\$eval/.test(formula)))
		return undefined;
	const words = new Set(formula.match(/\w+/g));
	return (inputs ?? []).flatMap(({ name }) =>
		words.has(name) || formula.includes(`\`${name}\``) ? [name] : [],
	);
}
