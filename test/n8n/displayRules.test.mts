import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { WaveSpeedApi } from '../../credentials/WaveSpeedApi.credentials.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { WaveSpeedTrigger } from '../../nodes/WaveSpeedTrigger/WaveSpeedTrigger.node.ts';

/** Every list of parameters that n8n resolves by itself: the node's own, and those of each collection. */
function listsIn(properties: INodeProperties[]): INodeProperties[][] {
	const inner = properties.flatMap(({ type, options = [] }) => {
		if (type === 'collection') return listsIn(options as INodeProperties[]);
		if (type !== 'fixedCollection') return [];
		return (options as INodePropertyCollection[]).flatMap(({ values }) => listsIn(values));
	});
	return [properties, ...inner];
}

const rulesOf = ({ displayOptions = {} }: INodeProperties): string[] =>
	[displayOptions.show, displayOptions.hide].flatMap((rules) => Object.keys(rules ?? {}));

it.each([
	['the node', new WaveSpeed().description.properties],
	['the trigger', new WaveSpeedTrigger().description.properties],
	['the credential', new WaveSpeedApi().properties],
])('%s: n8n 2.8.4 can tell in which order to resolve its parameters', (_what, properties) => {
	for (const list of listsIn(properties)) {
		const names = new Set(list.map(({ name }) => name));
		for (const property of list) {
			// It waits for ever for what is no parameter of the same list; from the root it needs no order.
			const unknown = rulesOf(property).filter((rule) => !/^[/@]/.test(rule) && !names.has(rule));
			expect([property.name, unknown]).toEqual([property.name, []]);
		}
	}
});

it('n8n’s editor empties no collection when the resource or the operation is changed', () => {
	const collections = new WaveSpeed().description.properties.filter(({ type }) =>
		['collection', 'fixedCollection'].includes(type),
	);
	expect(collections.map(({ name }) => name)).toEqual(
		expect.arrayContaining(['options', 'binaryInputs', 'filters']),
	);
	for (const property of collections) {
		expect(rulesOf(property)).toEqual(expect.arrayContaining(['/resource', '/operation']));
		expect(rulesOf(property).filter((rule) => !rule.startsWith('/'))).toEqual([]);
	}
});
