import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';

const { description } = new WaveSpeed();
const { properties } = description;

/** Every operation of the panel, from top to bottom. */
export const operations = properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options }) =>
		(options as INodePropertyOptions[]).map(({ value }) => ({
			resource: String(displayOptions?.show?.resource?.[0]),
			operation: String(value),
		})),
	);

const nodeWith = (parameters: INodeParameters) =>
	({ typeVersion: 1, parameters }) as unknown as INode;

/** What n8n leaves of the parameters when it reads a workflow, and its editor when one of them is changed. */
export function readByN8n(parameters: INodeParameters): INodeParameters {
	const node = nodeWith(parameters);
	return (
		NodeHelpers.getNodeParameters(properties, parameters, true, false, node, description) ?? {}
	);
}

/** @returns for each list of options that the panel shows the names of those in it, shown or on offer */
export function optionsInPanel(parameters: INodeParameters): string[][] {
	const node = nodeWith(parameters);
	const isShown = (property: INodeProperties, path = '') =>
		NodeHelpers.displayParameterPath(parameters, property, path, node, description);
	return properties
		.filter((property) => property.name === 'options' && isShown(property))
		.map(({ options }) =>
			(options as INodeProperties[])
				.filter((option) => isShown(option, 'options'))
				.map(({ name }) => name),
		);
}
