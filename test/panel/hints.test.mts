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
	new Function('$parameter', '$rawParameter', `return (${condition.replace(/^=\{\{|\}\}$/g, '')})`)(
		parameters,
		parameters,
	);

describe('what stands beside the output of a run that was paid for', () => {
	const afterRun = (hints ?? []).filter(({ whenToDisplay }) => whenToDisplay === 'afterExecution');
	const shown = (parameters: Record<string, unknown>) =>
		afterRun
			.filter(({ displayCondition }) => shownFor(String(displayCondition), parameters))
			.map(({ message }) => message);

	it('stands there after a run, and only where running again costs', () => {
		for (const hint of afterRun) expect(hint).toMatchObject({ location: 'outputPane' });
		const free = operations.filter((chosen) => shown(chosen).length === 0);
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
	});

	it('says to pin what can be pinned, and to reuse what has files, which n8n cannot pin', () => {
		expect(shown({ resource: 'prediction', operation: 'submit' })).toEqual([
			expect.stringContaining('Pin this output'),
		]);
		for (const chosen of [
			{ resource: 'video', operation: 'generate' },
			{ resource: 'prediction', operation: 'generateAndWait', options: {} },
		])
			expect(shown(chosen)).toEqual([expect.stringContaining('“Cost: Reuse Paid Results”')]);
	});

	it('is silent where paid results are reused already', () => {
		const reusing = (reusePaidResults: string) =>
			shown({ resource: 'video', operation: 'generate', options: { reusePaidResults } }).length;
		expect(['manual', 'always', 'never'].map(reusing)).toEqual([0, 0, 1]);
	});
});

describe('beside a model that does not take all that was filled in', () => {
	const [hint] = (hints ?? []).filter(({ message }) =>
		message.includes('does not accept everything'),
	);
	const isShown = (cachedResultUrl?: string) =>
		shownFor(String(hint?.displayCondition), {
			model: { __rl: true, mode: 'list', value: 'acme/new', cachedResultUrl },
		});
	const address = (minutesAgo: number) =>
		`https://wavespeed.ai/models/acme/new#form-0123456789ab&leaves-out-since=${Date.now() - minutesAgo * 60_000}`;

	it('says so for some minutes, and nothing of it in another node', () => {
		expect([0, 9, 11].map((minutes) => isShown(address(minutes)))).toEqual([true, true, false]);
		expect(isShown('https://wavespeed.ai/models/acme/new#form-0123456789ab')).toBe(false);
		expect(isShown()).toBe(false);
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
