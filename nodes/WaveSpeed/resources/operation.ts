import type {
	IDisplayOptions,
	INodeProperties,
	INodePropertyOptions,
	INodePropertyRouting,
} from 'n8n-workflow';

import { InputError } from '../errors/errorClasses';
import { joinNames } from '../errors/inWords';
import type { ProcessServices } from '../item/processServices';
import { runOperation, type ItemLife, type ItemSteps } from '../item/runOperation';
import { shown } from '../schema/inputProblem';
import { mergeEqualFields } from './mergeEqualFields';

/** A choice under “Operation”, and what it does with an item. */
export interface Operation {
	name: string;
	value: string;
	/** As shown in the list of actions. */
	action: string;
	description: string;
	steps: ItemSteps;
	/** An item may ask for several predictions, each of which takes the steps. */
	hasVariations?: boolean;
}

/** A choice under “Resource”, with everything that the panel shows for it. */
export interface Resource {
	name: string;
	value: string;
	description: string;
	/** The hint of the field “Operation”. */
	operationHint: string;
	defaultOperation: string;
	operations: Operation[];
	/** From top to bottom, below the operation. */
	fields: INodeProperties[];
	/** Below those of all resources: merged into the first of them, they would stand above some fields. */
	lastFields?: INodeProperties[];
}

/** Shows a field for some operations of a resource. */
export function shownFor(
	resource: string,
	...operation: string[]
): IDisplayOptions & { show: object } {
	return { show: { resource: [resource], operation } };
}

/** @returns the field “Resource”, and for each resource its field “Operation” and its own fields */
export function toProperties(
	resources: Resource[],
	defaultResource: string,
	services: ProcessServices,
): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			default: defaultResource,
			description:
				'Video, Image, Audio and 3D begin with a model that fits; Prediction takes any model and fetches what was made',
			options: resources.map((resource) => ({
				name: resource.name,
				value: resource.value,
				description: resource.description,
				routing: handledBy(runOperation(refuse(resource), services)),
			})),
		},
		...resources.map(
			({ value, operations, operationHint, defaultOperation }): INodeProperties => ({
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				default: defaultOperation,
				description: operationHint,
				displayOptions: { show: { resource: [value] } },
				options: operations.map((operation) => declare(operation, services)),
			}),
		),
		...mergeEqualFields(
			fieldsOf(resources),
			new Set(
				resources.flatMap(({ value, operations }) =>
					operations.map((operation) => `${value}/${operation.value}` as const),
				),
			),
		).map(keptOnChange),
	];
}

/** @returns the fields of all resources, before equal ones are merged */
export function fieldsOf(resources: readonly Resource[]): INodeProperties[] {
	return [
		...resources.flatMap(({ fields }) => fields),
		...resources.flatMap(({ lastFields = [] }) => lastFields),
	];
}

/**
 * Keeps what is in a collection, such as a limit on the price, when another operation is chosen that has it,
 * too: n8n's editor empties every collection whose rules for being shown name the parameter that has changed
 * (2.41.1). A path from the root is the same rule under a name that it does not look for.
 */
function keptOnChange(field: INodeProperties): INodeProperties {
	const { type, displayOptions } = field;
	if (!['collection', 'fixedCollection'].includes(type) || !displayOptions?.show) return field;
	const show = Object.entries(displayOptions.show).map(([name, values]) =>
		/^[/@]/.test(name) ? [name, values] : [`/${name}`, values],
	);
	return {
		...field,
		displayOptions: {
			...displayOptions,
			show: Object.fromEntries(show) as IDisplayOptions['show'],
		},
	};
}

/**
 * Declares an operation so that n8n's engine for declarative nodes runs it.
 *
 * The hook is called “pagination” because n8n made it for APIs that answer page by page. It is the only
 * place of a declarative node that may refuse, delay, repeat or replace an item's request, and it runs on
 * every path of n8n, including agent tools. No request is declared: the hook makes all requests itself,
 * and n8n would evaluate every expression in a declaration for every item (1 to 2.5 ms each, measured on
 * n8n 2.41.1). n8n builds a request all the same, and `openItem` reads n8n's settings for this node's
 * requests from it.
 */
function declare(
	{ steps, hasVariations, ...option }: Operation,
	services: ProcessServices,
): INodePropertyOptions {
	return { ...option, routing: handledBy(runOperation(steps, services, { hasVariations })) };
}

function handledBy(pagination: ItemLife): INodePropertyRouting {
	return { send: { paginate: true }, operations: { pagination } };
}

/**
 * Refuses an item whose operation the resource does not have, as in a workflow written by hand or by an AI;
 * each operation replaces it.
 */
function refuse({ name, operations }: Resource): ItemSteps {
	const offered = joinNames(
		operations.map((operation) => operation.name),
		'or',
	);
	return async (item) => {
		const chosen = shown(String(item.parameter('operation', '')));
		return await Promise.reject(
			new InputError(
				`The resource ${name} has no operation “${chosen}”. Choose ${offered} from the list of the field “Operation”. Nothing was submitted.`,
				{ reason: 'nodeSettings', field: 'operation' },
			),
		);
	};
}
