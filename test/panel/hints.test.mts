import { buildCatalog } from '../../emulator/catalog/index.mts';
import { makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { operations } from '../resources/nodeInPanel.mts';

const { hints, builderHint, properties } = new WaveSpeed().description;

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
	const shown = (cachedResultUrl?: string) =>
		(hints ?? [])
			.filter(({ message }) => message.includes('does not accept'))
			.filter(({ displayCondition }) =>
				shownFor(String(displayCondition), {
					model: { __rl: true, mode: 'list', value: 'acme/new', cachedResultUrl },
				}),
			)
			.map(({ message }) =>
				/accept (.*), as filled in|accept (.*) as filled in/.exec(message)?.slice(1).find(Boolean),
			);
	const address = (names: string, minutesAgo = 0) =>
		`https://wavespeed.ai/models/acme/new#form-0123456789ab&leaves-out=${names}&since=${Date.now() - minutesAgo * 60_000}`;

	it('says what, by its label if it is often filled in', () => {
		expect(shown(address('duration'))).toEqual(['“Duration”']);
		expect(shown(address('duration,aspect_ratio'))).toEqual(['“Aspect Ratio”', '“Duration”']);
		expect(shown(address('cfg,size,loras'))).toEqual(['“Size”', 'some other input']);
	});

	it('says so for some minutes, and nothing of it in another node', () => {
		expect([0, 9, 11].map((minutes) => shown(address('size', minutes)).length)).toEqual([1, 1, 0]);
		expect(shown('https://wavespeed.ai/models/acme/new#form-0123456789ab')).toEqual([]);
		expect(shown()).toEqual([]);
	});

	it('calls the inputs as the forms do', () => {
		const labels = new Map(
			makeCatalogue(buildCatalog('https://api.example')).models.flatMap(({ inputs = [] }) =>
				inputs.map(({ name, title }) => [name, title] as const),
			),
		);
		const names = ['aspect_ratio', 'duration', 'image', 'language', 'negative_prompt'];
		const files = ['audio', 'images', 'last_image', 'video'];
		const others = ['output_format', 'resolution', 'seed', 'size', 'voice_id'];
		for (const name of [...names, ...files, ...others])
			expect(shown(address(name))).toEqual([`“${labels.get(name)}”`]);
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
