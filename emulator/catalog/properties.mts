import type { PropertySchema } from './model.mts';

/** Properties many models share. */
export const prompt: PropertySchema = {
	type: 'string',
	description: 'What the output is meant to show.',
};

export const negativePrompt: PropertySchema = {
	type: 'string',
	description: 'What the output must not show.',
};

export const seed: PropertySchema = {
	type: 'integer',
	default: -1,
	description: 'Equal seeds give similar outputs; -1 draws one.',
};

export const image: PropertySchema = {
	type: 'string',
	description: 'Address of the picture to start from.',
};

/** Only callers of the API may set these two; forms hide what is `disabled`. */
export const enableSyncMode: PropertySchema = {
	type: 'boolean',
	default: false,
	disabled: true,
	description: 'Hold the connection until the output is there. For API callers only.',
};

export const enableBase64Output: PropertySchema = {
	type: 'boolean',
	default: false,
	disabled: true,
	description: 'Return the output as base64 text in place of a URL. For API callers only.',
};

/** The catalogue names this schema and serves no components section. */
export const loras = (maxItems: number, more: PropertySchema = {}): PropertySchema => ({
	type: 'array',
	items: { $ref: '#/components/schemas/LoraWeight' },
	maxItems,
	description: `At most ${maxItems} LoRAs to apply.`,
	...more,
});

export const choice = (
	values: Array<string | number>,
	more: PropertySchema = {},
): PropertySchema => ({
	type: typeof values[0] === 'string' ? 'string' : 'integer',
	enum: values,
	'x-ui-component': 'select',
	...more,
});
