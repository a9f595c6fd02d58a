import { isRecord, readBoolean, readNumber, readText } from '../narrow';
import { readPricedBy } from './pricedBy';
import { readPriceUnit, type PriceUnit } from './priceUnit';
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
export function isClosed(schema: Record<string, unknown> | undefined): boolean {
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
