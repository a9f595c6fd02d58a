import type { INodePropertyOptions } from 'n8n-workflow';

import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';

const { hints, builderHint, properties } = new WaveSpeed().description;
const operations = properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options, displayOptions }) =>
		(options as INodePropertyOptions[]).map(({ value }) => ({
			resource: String(displayOptions?.show?.resource?.[0]),
			operation: String(value),
		})),
	);

/** Evaluates an expression over the node's parameters, as the editor does. */
const shownFor = (condition: string, parameters: Record<string, unknown>): unknown =>
	new Function('$parameter', `return (${condition.replace(/^=\{\{|\}\}$/g, '')})`)(parameters);

describe('the hint to pin a paid output', () => {
	const [hint] = hints ?? [];
	const condition = String(hint?.displayCondition);

	it('stands beside the output after a run, and only where running again costs', () => {
		expect(hint).toMatchObject({ location: 'outputPane', whenToDisplay: 'afterExecution' });
		const free = operations.filter((chosen) => !shownFor(condition, chosen));
		expect(free.map(({ resource, operation }) => `${resource}/${operation}`)).toEqual([
			'prediction/getResult',
			'prediction/getMany',
			'prediction/delete',
			'file/upload',
			'model/get',
			'model/getMany',
			'model/getPrice',
			'account/getBalance',
			'account/getSpending',
		]);
		expect(operations.length).toBeGreaterThan(free.length + 10);
		expect(shownFor(condition, { resource: 'model', operation: 'getPrice' })).toBe(false);
	});
});

describe('what n8n’s workflow builder is told', () => {
	it('names the fields and options as they are', () => {
		const text = builderHint?.searchHint ?? '';
		for (const name of ['generateAndWait', 'maxPricePerPrediction', 'outputs'])
			expect(text).toContain(name);
		expect(JSON.stringify(properties)).toContain('"maxPricePerPrediction"');
		expect(operations).toContainEqual({ resource: 'prediction', operation: 'generateAndWait' });
		for (const { resource } of operations.filter(({ operation }) => operation === 'generate'))
			expect(text).toContain(`“${resource}”`);
	});

	it('names related nodes by types that examples use', () => {
		for (const { nodeType } of (builderHint?.relatedNodes ?? []) as Array<{ nodeType: string }>)
			expect(nodeType).toMatch(
				/^(n8n-nodes-wavespeedai|n8n-nodes-base|@n8n\/n8n-nodes-langchain)\.\w+$/,
			);
	});
});
