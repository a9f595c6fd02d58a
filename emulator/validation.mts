import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { schemaOf, type CatalogModel } from './catalog/model.mts';
import { ApiError } from './envelope.mts';

const COMPONENTS = {
	schemas: {
		// The served schemas point here and leave it out.
		LoraWeight: {
			type: 'object',
			properties: { path: { type: 'string' }, scale: { type: 'number' } },
			required: ['path'],
		},
	},
};

const ARTICLES: Record<string, string> = { integer: 'an', object: 'an', array: 'an' };

/** The wording of kin-openapi, the validator whose texts are known from the real API's answers. */
function wording(error: ErrorObject): { pointer: string; reason: string } {
	const pointer = error.instancePath;
	const { params } = error;
	switch (error.keyword) {
		case 'required':
			return {
				pointer: `${pointer}/${params.missingProperty}`,
				reason: `property "${params.missingProperty}" is missing`,
			};
		case 'additionalProperties':
			return { pointer, reason: `property "${params.additionalProperty}" is unsupported` };
		case 'type': {
			const type = String(params.type).split(',')[0] ?? '';
			return { pointer, reason: `value must be ${ARTICLES[type] ?? 'a'} ${type}` };
		}
		case 'enum':
			return {
				pointer,
				reason: `value is not one of the allowed values ${JSON.stringify(params.allowedValues)}`,
			};
		case 'minimum':
			return { pointer, reason: `number must be at least ${params.limit}` };
		case 'maximum':
			return { pointer, reason: `number must be at most ${params.limit}` };
		case 'multipleOf':
			return { pointer, reason: `number must be a multiple of ${params.multipleOf}` };
		case 'minLength':
			return { pointer, reason: `minimum string length is ${params.limit}` };
		case 'maxLength':
			return { pointer, reason: `maximum string length is ${params.limit}` };
		case 'minItems':
			return { pointer, reason: `minimum number of items is ${params.limit}` };
		case 'maxItems':
			return { pointer, reason: `maximum number of items is ${params.limit}` };
		default:
			return { pointer, reason: error.message ?? 'value is invalid' };
	}
}

const ajv = new Ajv({
	strict: false,
	useDefaults: true,
	validateFormats: false,
	logger: false,
});
/** By model: all emulators of a process have one catalogue, and compiling takes longer than checking. */
const compiled = new Map<string, ValidateFunction>();

function compile(model: CatalogModel): ValidateFunction {
	let validate = compiled.get(model.model_id);
	if (!validate) {
		validate = ajv.compile({ ...schemaOf(model), components: COMPONENTS });
		compiled.set(model.model_id, validate);
	}
	return validate;
}

/** Checks inputs against the catalogue's schemas as the API does before it bills anything. */
export class InputValidation {
	/**
	 * The input as the API echoes it: unknown keys dropped without a word, defaults filled in.
	 * @throws ApiError 400 naming the first property that does not fit
	 */
	resolve(model: CatalogModel, body: unknown): Record<string, unknown> {
		if (typeof body !== 'object' || body === null || Array.isArray(body)) {
			throw new ApiError(400, 'invalid request body, value must be an object');
		}
		const { properties } = schemaOf(model);
		const given = structuredClone(body) as Record<string, unknown>;
		const input = Object.fromEntries(
			Object.entries(given).filter(([key]) => Object.hasOwn(properties, key)),
		);
		const validate = compile(model);
		const error = validate(input) ? undefined : validate.errors?.[0];
		if (error) {
			const { pointer, reason } = wording(error);
			throw new ApiError(400, `invalid request body, Error at "${pointer}": ${reason}`);
		}
		return input;
	}

	/** As `resolve`, for a price: whatever is missing or wrong stays as it is. */
	fillDefaults(model: CatalogModel, inputs: Record<string, unknown>): Record<string, unknown> {
		const defaults = Object.entries(schemaOf(model).properties).flatMap(([key, property]) =>
			'default' in property ? [[key, property.default]] : [],
		);
		return { ...(Object.fromEntries(defaults) as Record<string, unknown>), ...inputs };
	}
}
