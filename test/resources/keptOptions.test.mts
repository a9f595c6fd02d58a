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

const PLACES = properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options }) =>
		(options as INodePropertyOptions[]).map(({ value }) => ({
			resource: String(displayOptions?.show?.resource?.[0]),
			operation: String(value),
		})),
	);
const SPENDS = { resource: 'video', operation: 'generate' };
const ABOUT_MONEY = {
	maxPricePerPrediction: '0.10',
	maxPricePerRun: '2',
	maxSpendingPerDay: '5',
	ifPriceUnknown: 'submit',
	reusePaidResults: 'always',
	reuseWithinDays: 3,
};
/** Of no use for an operation that does not offer it. */
const OTHERS = { variations: 3, webhookUrl: 'https://example.com', includeInputs: true };

const nodeWith = (parameters: INodeParameters) =>
	({ typeVersion: 1, parameters }) as unknown as INode;

/** What n8n's editor leaves of the parameters when one of them is changed, and when a workflow is opened. */
function read(parameters: INodeParameters): INodeParameters {
	const node = nodeWith(parameters);
	return (
		NodeHelpers.getNodeParameters(properties, parameters, true, false, node, description) ?? {}
	);
}

function shownOptions(parameters: INodeParameters): string[][] {
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

describe.each(PLACES)('at $resource → $operation', (place) => {
	const here = read({ ...place, options: { ...ABOUT_MONEY, ...OTHERS } });

	it('what decides about money stays, and is there again where something is paid for', () => {
		expect(here.options).toMatchObject(ABOUT_MONEY);
		// Saved and opened again: n8n keeps only what differs from the defaults.
		expect(read(here).options).toMatchObject(ABOUT_MONEY);
		expect(read({ ...here, ...SPENDS }).options).toMatchObject(ABOUT_MONEY);
	});

	it('is shown once, in one list of options', () => {
		const [names = [], ...more] = shownOptions(here);
		expect(more).toEqual([]);
		expect(names).toEqual(expect.arrayContaining(Object.keys(ABOUT_MONEY)));
		expect(names).toHaveLength(new Set(names).size);
	});

	it('offers nothing that it has no use for', () => {
		const [names = [], ...more] = shownOptions(read({ ...place }));
		expect(more).toEqual([]);
		const spends = ['video', 'image', 'audio', 'threeD'].includes(place.resource);
		if (spends || ['generateAndWait', 'submit'].includes(place.operation)) return;
		expect(names.filter((name) => name in ABOUT_MONEY)).toEqual([]);
	});
});

it.each(['delete', 'getResult', 'getMany'])(
	'a new node has no empty list of options at %s',
	(operation) => {
		const lists = shownOptions(read({ resource: 'prediction', operation }));
		expect(lists.filter((names) => names.length === 0)).toEqual([]);
	},
);
