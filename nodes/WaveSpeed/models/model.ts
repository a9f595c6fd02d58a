import { isRecord, readBoolean, readNumber, readText } from '../narrow';
import { readPricedBy } from './pricedBy';
import { readPriceUnit, type PriceUnit } from './priceUnit';
import { readInputs } from '../schema/readInputs';
import type { SchemaInput } from '../schema/schemaInput';

export type { SchemaInput } from '../schema/schemaInput';

/** One model of the catalogue, as far as its row makes sense. */
export interface Model {
	/** e.g. `openai/sora-2/text-to-video`; also the path it is submitted to. */
	id: string;
	description: string;
	/** The vendor's own word for what it does, e.g. `text-to-video`; empty when the row has none. */
	type: string;
	/** US dollars, as published; a quote may differ. */
	basePriceUsd?: number;
	/** Where the price is not for one run. */
	priceUnit?: PriceUnit;
	/** The inputs its price depends on; undefined where nobody can tell. */
	pricedBy?: readonly string[];
	/** Where the vendor shows it: 0 first. */
	position: number;
	/** In the vendor's order; undefined when no schema could be had, [] when it takes nothing. */
	inputs: SchemaInput[] | undefined;
	/** Whether an input the schema does not name is an error. */
	closed: boolean;
	/** The schema's `allOf`, `if`, `not` and relatives, unread; undefined when it has none. */
	conditions?: Record<string, unknown>;
}

const CONDITION_WORDS = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

/**
 * Reads one row of the catalogue.
 * @param raw what the API sent; it never throws, whatever that is
 * @param position the row's place in the vendor's order
 * @returns undefined for what has no usable id
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

/** The API silently drops what a schema does not name, so a schema is closed unless it says otherwise. */
export function isClosed(schema: Record<string, unknown> | undefined): boolean {
	const more = schema?.additionalProperties;
	return readBoolean(more) !== true && !isRecord(more) && !isRecord(schema?.patternProperties);
}

/** A row has exactly one schema today; of several, the one that runs the model. */
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
