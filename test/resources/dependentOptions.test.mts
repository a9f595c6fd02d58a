import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import type { Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { promptToVideo, runWorkflow } from '../workflow/engine.mts';
import { optionsInPanel, readByN8n } from './nodeInPanel.mts';

const { properties } = new WaveSpeed().description;
const OTHER = 'alibaba/wan-3.0/text-to-video';
const others = {
	models: [{ model: { __rl: true, mode: 'list', value: OTHER } }],
};

const parametersWith = (options: IDataObject, operation = 'generateAndWait') =>
	({ ...promptToVideo, resource: 'prediction', operation, options }) as unknown as INodeParameters;
/** The options that the panel shows or can add, by their names. */
const offered = (options: IDataObject, operation?: string): string[] =>
	optionsInPanel(parametersWith(options, operation))[0]!;

describe('the list under “Add option”', () => {
	const GROUPS = ['Cost', 'Failure', 'File', 'Row', 'Run', 'Wait'];
	const names = properties
		.filter(({ name }) => name === 'options')
		.flatMap(({ options, displayOptions }) =>
			displayOptions?.show?.['/operation']?.includes('generateAndWait')
				? (options as INodeProperties[])
				: [],
		)
		.map(({ displayName }) => displayName);

	it('begins with what costs money, and has every option in a group', () => {
		const groups = names.map((name) => name.split(': ')[0]!);
		expect([...new Set(groups)]).toEqual(GROUPS);
		// Together, as the alphabet has them.
		expect(groups).toEqual([...groups].sort());
	});

	it.each(names)('has a name that is not cut: %s', (name) => {
		expect(name.length).toBeLessThanOrEqual(29);
	});

	it.each([
		['generateAndWait', 18],
		['getResult', 9],
		['submit', 9],
	])('of %s offers at most %i options from the start', (operation, most) => {
		expect(new Set(offered({}, operation)).size).toBeLessThanOrEqual(most);
	});
});

/** What n8n leaves of a workflow's options when it reads it. */
const read = (options: IDataObject, operation?: string) =>
	readByN8n(parametersWith(options, operation)).options as INodeParameters;

const DEPENDENT = [
	'tryAgainTimes',
	'otherModels',
	'reuseWithinDays',
	'fieldsToInclude',
	'ifPriceUnknown',
];
const dependentOf = (names: string[]) => names.filter((name) => DEPENDENT.includes(name)).sort();

const BESIDE: Array<[IDataObject, string[]]> = [
	[{}, []],
	[{ whenPredictionFails: 'fail' }, []],
	[{ whenPredictionFails: 'tryAgain' }, ['tryAgainTimes']],
	[{ whenPredictionFails: 'otherModels' }, ['otherModels']],
	[{ whenPredictionFails: '={{ $json.how }}' }, ['otherModels', 'tryAgainTimes']],
	// What the editor has for an expression without a value yet.
	[
		{ whenPredictionFails: '', maxPricePerRun: '' },
		['ifPriceUnknown', 'otherModels', 'tryAgainTimes'],
	],
	[{ reusePaidResults: 'never' }, []],
	[{ reusePaidResults: 'manual' }, ['reuseWithinDays']],
	[{ reusePaidResults: 'always' }, ['reuseWithinDays']],
	[{ reusePaidResults: '={{ $json.how }}' }, ['reuseWithinDays']],
	[{ includeInputFields: 'all' }, []],
	[{ includeInputFields: 'none' }, []],
	[{ includeInputFields: 'selected' }, ['fieldsToInclude']],
	[{ includeInputFields: '={{ $json.how }}' }, ['fieldsToInclude']],
	[{ maxPricePerPrediction: 1 }, ['ifPriceUnknown']],
	[{ maxPricePerRun: 0 }, ['ifPriceUnknown']],
	[{ maxSpendingPerDay: '={{ $json.limit }}' }, ['ifPriceUnknown']],
	[{ maxPricePerPrediction: 1, maxPricePerRun: 1, maxSpendingPerDay: 1 }, ['ifPriceUnknown']],
];

describe('an option that means something only beside another one', () => {
	it.each(BESIDE)('beside %j is offered where it does: %j, and once', (options, names) => {
		expect(dependentOf(offered(options))).toEqual(names);
	});

	it.each(['submit', 'getResult'])('is offered in the same way by %s', (operation) => {
		expect(dependentOf(offered({}, operation))).toEqual([]);
		expect(dependentOf(offered({ includeInputFields: 'selected' }, operation))).toEqual([
			'fieldsToInclude',
		]);
	});

	it.each([
		{ whenPredictionFails: 'tryAgain', tryAgainTimes: 3 },
		{ whenPredictionFails: '={{ $json.how }}', tryAgainTimes: 3, otherModels: others },
		{ whenPredictionFails: 'otherModels', otherModels: others },
		{ reusePaidResults: 'always', reuseWithinDays: 2 },
		{ includeInputFields: 'selected', fieldsToInclude: 'title' },
		{ includeInputFields: 'selected', fieldsToInclude: '={{ $json.names }}' },
		{ fieldsToInclude: 'title' },
		{ maxSpendingPerDay: 5, ifPriceUnknown: 'submit' },
		{ maxPricePerRun: '={{ 5 }}', maxPricePerPrediction: 1, ifPriceUnknown: 'submit' },
	])('stays in a saved workflow: %j', (options) => {
		expect(read(options)).toEqual(options);
	});

	it('that was saved with names alone is shown, so that it can be changed', () => {
		expect(dependentOf(offered({ fieldsToInclude: 'title' }))).toEqual(['fieldsToInclude']);
	});
});

describe('in n8n’s engine', () => {
	let emulator: Emulator;

	beforeEach(async () => {
		emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 50 });
	});
	afterEach(async () => await emulator.close());

	const run = async (options: IDataObject) =>
		await runWorkflow({
			baseUrl: emulator.url,
			parameters: { ...promptToVideo, options },
			items: [{ json: { prompt: 'a cat [fail]', how: 'tryAgain' }, pairedItem: { item: 0 } }],
		});
	const submitted = () => emulator.predictions.map(({ model }) => model);

	it.each(['tryAgain', '={{ $json.how }}'])(
		'Failure: More Tries counts, with %s',
		async (whenPredictionFails) => {
			await run({ whenPredictionFails, tryAgainTimes: 2 });
			expect(submitted()).toHaveLength(3);
		},
	);

	it('Failure: Other Models are used', async () => {
		await run({ whenPredictionFails: 'otherModels', otherModels: others });
		expect(submitted()).toEqual([expect.any(String), OTHER]);
	});

	it.each([
		[
			{ whenPredictionFails: 'otherModels' },
			'Add the option “Failure: Other Models” and choose some',
		],
		[
			{ includeInputFields: 'selected' },
			'Add the option “Row: Fields to Include” with their names',
		],
	])('%j alone says what to add, and pays nothing', async (options, words) => {
		const { failure } = await run(options);
		expect(failure?.message).toContain(words);
		expect(submitted()).toEqual([]);
	});
});
