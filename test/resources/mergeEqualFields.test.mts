import { NodeHelpers, type INodeProperties } from 'n8n-workflow';

import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import { account } from '../../nodes/WaveSpeed/resources/account/index.ts';
import { file } from '../../nodes/WaveSpeed/resources/file/index.ts';
import { mediaResources } from '../../nodes/WaveSpeed/resources/media.ts';
import { mergeEqualFields } from '../../nodes/WaveSpeed/resources/mergeEqualFields.ts';
import { model } from '../../nodes/WaveSpeed/resources/model/index.ts';
import { fieldsOf, toProperties } from '../../nodes/WaveSpeed/resources/operation.ts';
import { prediction } from '../../nodes/WaveSpeed/resources/prediction/index.ts';

const resources = [...mediaResources, prediction, file, model, account];
const properties = toProperties(resources, 'prediction', createProcessServices());
const operations = resources.flatMap(({ value, operations: all }) =>
	all.map((operation) => ({ resource: value, operation: operation.value })),
);
const field = (name: string, resource: string[], operation: string[]): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	displayOptions: { show: { resource, operation } },
});

/** Top to bottom. */
const ORDER = [
	'model',
	'inputMode',
	'prompt',
	'lyrics',
	'inputFields',
	'inputJson',
	'binaryInputs',
	'options',
];

/** Names, top to bottom, of what the panel shows. */
const shown = (fields: INodeProperties[], values: Record<string, string>) =>
	fields
		.filter((one) => NodeHelpers.displayParameter(values, one, null, null, values))
		.map(({ name, displayName }) => `${name}: ${displayName}`);

describe.each(operations)('$resource → $operation', (chosen) => {
	it.each(['fields', 'json'])('shows what it did with fields of its own (%s)', (inputMode) => {
		const values = { ...chosen, inputMode };
		const own = fieldsOf(resources);
		const merged = properties.filter(({ name }) => !['resource', 'operation'].includes(name));
		expect(shown(merged, values).sort()).toEqual(shown(own, values).sort());
		const names = shown(merged, values).map((text) => text.split(':')[0]!);
		const inOrder = ORDER.filter((name) => names.includes(name));
		expect(names.filter((name) => ORDER.includes(name))).toEqual(inOrder);
		expect(shown(own, values).length).toBeGreaterThanOrEqual(chosen.resource === 'account' ? 0 : 1);
	});
});

it('declares no two fields for a parameter with words, which n8n would evaluate for each of them', () => {
	const words = properties.filter(({ name }) =>
		['prompt', 'text', 'lyrics', 'inputJson'].includes(name),
	);
	expect(words.map(({ displayName }) => displayName)).toEqual([
		'Prompt',
		'Text',
		'Lyrics',
		'Input (JSON)',
	]);
	expect(new Set(words.map(({ name }) => name)).size).toBe(words.length);
});

it('keeps fields apart that would be shown where neither was', () => {
	const some = field('a', ['x'], ['one']);
	const other = field('a', ['y'], ['two']);
	const all = new Set(['x/one', 'x/two', 'y/two'] as const);
	expect(mergeEqualFields([some, other], all)).toEqual([some, other]);
	const without = new Set(['x/one', 'y/two'] as const);
	expect(mergeEqualFields([some, other], without)).toEqual([
		field('a', ['x', 'y'], ['one', 'two']),
	]);
});
