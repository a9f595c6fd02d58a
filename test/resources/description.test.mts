import {
	NodeHelpers,
	type INode,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
} from 'n8n-workflow';

import codex from '../../nodes/WaveSpeed/WaveSpeed.node.json';
import { WaveSpeedApi } from '../../credentials/WaveSpeedApi.credentials.ts';
import { JOBS } from '../../nodes/WaveSpeed/models/jobs.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { WaveSpeedTrigger } from '../../nodes/WaveSpeedTrigger/WaveSpeedTrigger.node.ts';
import { closeAll, start } from '../emulator/client.mts';
import { runWorkflow } from '../workflow/engine.mts';

const { description, methods } = new WaveSpeed();
const { properties } = description;

const MEDIA = ['video', 'image', 'audio', 'threeD'];
/** Operations that make WaveSpeed charge the account: a POST to a model's own path. */
const isSpending = (resource: string, { value }: INodePropertyOptions) =>
	MEDIA.includes(resource) || ['generateAndWait', 'submit'].includes(String(value));

const resources = properties.find(({ name }) => name === 'resource')!;
const operations = properties
	.filter(({ name }) => name === 'operation')
	.flatMap((property) => {
		const [resource] = property.displayOptions?.show?.resource as string[];
		return (property.options as INodePropertyOptions[]).map((operation) => ({
			name: `${resource} → ${operation.value}`,
			resource: resource!,
			operation,
		}));
	});

const isShownFor = (property: INodeProperties, resource: string, operation: unknown) => {
	const show = property.displayOptions?.show ?? {};
	const onResources = show.resource ?? show['/resource'];
	const onOperations = show.operation ?? show['/operation'];
	return (
		(onResources as unknown[])?.includes(resource) &&
		(onOperations as unknown[])?.includes(operation)
	);
};

/** Every field of the panel, those inside collections included. */
function fieldsOf(
	list: INodeProperties[],
	place = '',
): Array<{ place: string; field: INodeProperties }> {
	return list.flatMap((field) => {
		const here = `${place}${field.displayName}`;
		const inner =
			field.type === 'collection'
				? fieldsOf(field.options as INodeProperties[], `${here} → `)
				: field.type === 'fixedCollection'
					? (field.options as INodePropertyCollection[]).flatMap(({ values }) =>
							fieldsOf(values, `${here} → `),
						)
					: [];
		return [{ place: here, field }, ...inner];
	});
}

const fields = fieldsOf(properties).filter(({ field }) => field.type !== 'notice');
const trigger = new WaveSpeedTrigger().description;
const credential = new WaveSpeedApi();
/** Those of the trigger and the credential as well. */
const everyField = [
	...fields,
	...fieldsOf(trigger.properties, 'Trigger → '),
	...fieldsOf(credential.properties, 'Credential → '),
].filter(({ field }) => field.type !== 'notice' && field.type !== 'hidden');

it.each(operations)('$name says what it does and is run by its hook', ({ operation }) => {
	expect(operation).toMatchObject({
		name: expect.stringMatching(/^[A-Z]/),
		action: expect.stringMatching(/^[A-Z].*[^.]$/),
		description: expect.stringMatching(/^[A-Z].{15,}[^.]$/),
		routing: {
			send: { paginate: true },
			operations: { pagination: expect.any(Function) },
		},
	});
});

it.each(JOBS.flatMap(({ place }) => place ?? []))(
	'$name is what the panel calls it, as the list of models says it',
	({ resource, operation, name }) => {
		const of = (resources.options as INodePropertyOptions[]).find(
			({ value }) => value === resource,
		);
		const chosen = operations.find((one) => one.name === `${resource} → ${operation}`);
		expect(name).toBe(`${of?.name} → ${chosen?.operation.name}`);
	},
);

it.each(operations)('$name belongs to a resource that can be chosen', ({ resource }) => {
	expect(resources.options).toContainEqual(expect.objectContaining({ value: resource }));
});

/** What is said of a field when nothing is said of it. */
const SAYS_NOTHING =
	/^(?:what (?:else )?to (?:do|work|make|learn|ask)|how to make|the (?:model|prediction|file|field|value))\b[^,;:.]{0,40}$/i;

it.each(everyField)('$place tells more than its name', ({ field }) => {
	expect(field.description).not.toMatch(SAYS_NOTHING);
});

it.each([
	['node', description],
	['trigger', trigger],
	['credential', credential],
])('the %s says Publish, as n8n 2 does, and not Activate', (_what, { ...texts }) => {
	// These are names of n8n's own, and not shown.
	const shown = JSON.stringify(texts).replace(/"activation(?:Hint|Message)"/g, '');
	expect(shown).not.toMatch(/activat/i);
});

it.each(everyField)('$place explains itself in one plain sentence', ({ field }) => {
	expect(field.description).toMatch(/^[A-Z][\s\S]{11,}/);
	expect(field.description).not.toMatch(/\.$(?<!<\/a>\.$)/);
	expect(field.description!.length).toBeLessThan(260);
});

it.each(fields.filter(({ field }) => field.hint !== undefined))(
	'$place has a hint that is taken in at one reading',
	({ field }) => {
		expect(field.hint!.length).toBeLessThanOrEqual(100);
	},
);

const KEPT = 'Not used here; kept for operations that spend';
const limits = fields.filter(({ field }) => field.displayName.endsWith('(USD)'));

it.each(limits.filter(({ field }) => field.description !== KEPT))(
	'$place is a text, as n8n’s number field makes 15 of 1,5',
	({ field }) => {
		expect([field.type, field.description]).toEqual(['string', expect.stringContaining('1.5')]);
	},
);

it.each(fields.filter(({ field }) => field.type === 'options'))(
	'$place explains each of its choices',
	({ field }) => {
		if (field.typeOptions?.loadOptionsMethod) return;
		for (const option of field.options as INodePropertyOptions[]) {
			expect(option.description).toMatch(/^[A-Z].+/);
		}
	},
);

const isMenu = ({ field }: { field: INodeProperties }) =>
	['options', 'collection'].includes(field.type) &&
	// These two are n8n's list of actions as well, which begins with what most people come for.
	!['resource', 'operation'].includes(field.name);

it.each(fields.filter(isMenu))(
	'$place has its choices in the order of the alphabet',
	({ field }) => {
		const names = (field.options ?? []).map((option) =>
			'displayName' in option ? option.displayName : option.name,
		);
		expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
	},
);

it('begins with what most people want: Prediction → Generate and Wait', () => {
	expect(resources.default).toBe('prediction');
	const operation = properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && (displayOptions?.show?.resource as string[]).includes('prediction'),
	);
	expect(operation?.default).toBe('generateAndWait');
});

it('offers as its first action what most people come for', () => {
	const [first] = resources.options as INodePropertyOptions[];
	const [action] = operations
		.filter(({ resource }) => resource === first?.value)
		.map(({ operation }) => operation.action);
	expect(action).toBe('Generate video');
});

it.each(operations)('$name has a short name as an action and as a tool', ({ operation }) => {
	expect(`${operation.action} in ${description.defaults.name}`.length).toBeLessThanOrEqual(45);
	expect(operation.action).not.toMatch(/\b(a|an|the)\b|prediction/);
});

it('guards every operation that spends money in the same way', () => {
	const spending = operations.filter(({ resource, operation }) => isSpending(resource, operation));
	expect(spending.map(({ name }) => name)).toEqual(
		expect.arrayContaining([
			'video → generate',
			'image → edit',
			'audio → speech',
			'threeD → generate',
			'prediction → generateAndWait',
			'prediction → submit',
		]),
	);
	const guards = spending.map(({ resource, operation }) => {
		const shown = properties.filter((property) => isShownFor(property, resource, operation.value));
		const options = shown.flatMap((property) =>
			property.name === 'options' ? (property.options as INodeProperties[]) : [],
		);
		return {
			// What works from a file alone has no field for words.
			inputs: shown
				.filter(
					({ name, type }) =>
						type !== 'hidden' && !['options', 'prompt', 'text', 'lyrics'].includes(name),
				)
				.map(({ name }) => name)
				// One of the two is shown.
				.filter((name) => name !== 'inputJson'),
			limits: options
				.filter(({ name }) => /^max(Price|Spending)|^ifPrice/.test(name))
				.map(({ name }) => name),
		};
	});
	for (const guard of guards) expect(guard).toEqual(guards[0]);
	expect(guards[0]!.inputs).toEqual(['model', 'inputMode', 'inputFields', 'binaryInputs']);
	expect(guards[0]!.limits.length).toBeGreaterThanOrEqual(2);
});

it.each([
	['account', 'getBalance', {}, 'GET /api/v3/balance'],
	['model', 'get', { model: 'openai/sora-2/text-to-video' }, 'GET /api/v3/models'],
	['model', 'getMany', {}, 'GET /api/v3/models'],
	['prediction', 'delete', { predictionId: 'abc' }, 'POST /api/v3/predictions/delete'],
	['prediction', 'getMany', {}, 'POST /api/v3/predictions'],
])('%s → %s sends one request and no other', async (resource, operation, more, request) => {
	const emulator = await start();
	await runWorkflow({ baseUrl: emulator.url, parameters: { resource, operation, ...more } });
	expect(emulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([request]);
	await closeAll();
});

it('is not hidden from n8n’s search for nodes, which leaves most AI nodes to the agent’s own list', () => {
	// Measured on n8n 2.41.1: of the category AI, only “Agents” are found from the canvas, and only
	// “Root Nodes” in the view of AI nodes.
	const { categories, subcategories } = codex as {
		categories: string[];
		subcategories: Record<string, string[]>;
	};
	expect(categories).toContain('AI');
	expect(subcategories.AI).toEqual(expect.arrayContaining(['Agents', 'Root Nodes']));
});

it('names no method that is not there', () => {
	const named = fields.flatMap(({ field }) => [
		['loadOptions', field.typeOptions?.loadOptionsMethod],
		['resourceMapping', field.typeOptions?.resourceMapper?.resourceMapperMethod],
		...(field.modes ?? []).map((mode) => ['listSearch', mode.typeOptions?.searchListMethod]),
	]);
	const there = methods as unknown as Record<string, Record<string, unknown>>;
	for (const [kind, method] of named) {
		if (method !== undefined) expect(there[kind!]?.[method as string]).toBeInstanceOf(Function);
	}
});

describe('Binary Inputs', () => {
	const field = properties.find(({ name }) => name === 'binaryInputs')!;
	const isShown = (parameters: object, model: string, schema: object[] = []) =>
		NodeHelpers.displayParameter(
			{
				...parameters,
				model: { __rl: true, mode: 'list', value: model },
				inputFields: { mappingMode: 'defineBelow', value: {}, schema } as never,
			},
			field,
			{ typeVersion: 1 } as INode,
			description,
		);
	const making = { resource: 'threeD', operation: 'generate' };

	it('is not shown for a model that takes nothing but the prompt, whose form cannot say so', () => {
		expect(isShown(making, 'wavespeed-ai/hunyuan-3d-v3.1/text-to-3d-rapid')).toBe(false);
	});

	it('is shown for a model that takes a file, and where nobody knows', () => {
		const image = { resource: 'threeD', operation: 'fromImage' };
		expect(isShown(image, 'wavespeed-ai/hunyuan-3d-v3.1/image-to-3d-rapid')).toBe(true);
		expect(isShown(making, 'acme/unknown')).toBe(true);
		expect(isShown(making, '={{ $json.model }}')).toBe(true);
		expect(isShown(making, 'acme/unknown', [{ id: 'seed', modelTakesFile: false }])).toBe(false);
	});
});

it('asks for a prompt in words that fit a picture, music and a speaker as well', () => {
	const prompts = fields.filter(({ field }) => field.name === 'prompt').map(({ field }) => field);
	for (const { placeholder, description: text } of prompts) {
		expect(placeholder).not.toMatch(/camera|video|shot/i);
		expect(text).not.toMatch(/camera|video/i);
	}
	const [first] = prompts;
	expect(first?.description).toMatch(/leave it empty only if/);
});
