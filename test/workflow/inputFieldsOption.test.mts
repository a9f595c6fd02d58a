import type { INodeExecutionData } from 'n8n-workflow';

import type { Emulator } from '../../emulator/index.mts';
import { runAgent } from '../n8n/agentEngine.mts';
import { startEmulator } from '../startEmulator.mts';
import { callbackFor, rowsOf, suspend } from '../waiting/suspended/parkedWorkflow.mts';
import { promptToVideo, runWorkflow } from './engine.mts';

let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 50 });
});
afterEach(async () => await emulator.close());

const rowOfTable = (prompt: string, row_number: number): INodeExecutionData => ({
	json: { prompt, row_number, title: `Title ${row_number}`, id: `row-${row_number}`, error: '' },
	binary: { data: { data: 'bWluZQ==', mimeType: 'text/plain', fileName: 'mine.txt' } },
	pairedItem: { item: 0 },
});
const table = [rowOfTable('one', 1), rowOfTable('two', 2)];

const run = async (
	options: Record<string, unknown>,
	more: Record<string, unknown> = {},
	settings: Partial<Parameters<typeof runWorkflow>[0]> = {},
) =>
	await runWorkflow({
		baseUrl: emulator.url,
		parameters: { ...promptToVideo, options: options as never, ...more } as never,
		items: table,
		...settings,
	});

describe('Row: Include Input Fields', () => {
	it('leaves the rows of a workflow without the option as they were', async () => {
		const { success } = await run({});
		expect(success).toHaveLength(2);
		for (const { json, binary } of success) {
			expect(json).not.toHaveProperty('title');
			expect(Object.keys(json).filter((name) => name.startsWith('input_'))).toEqual([]);
			expect(Object.keys(binary!)).toEqual(['data']);
		}
	});

	it.each(['generateAndWait', 'submit'])(
		'keeps each item’s own fields in its row (%s)',
		async (operation) => {
			const { success, failure } = await run({ includeInputFields: 'all' }, { operation });
			expect(failure).toBeUndefined();
			const ids = (prompt: string) =>
				emulator.predictions.find(({ input }) => input.prompt === prompt)!.id;
			expect(success.map(({ json }) => json)).toEqual([
				expect.objectContaining({ id: ids('one'), row_number: 1, title: 'Title 1' }),
				expect.objectContaining({ id: ids('two'), row_number: 2, title: 'Title 2' }),
			]);
			for (const { json } of success) {
				expect(json).not.toHaveProperty('error');
				expect(json).toMatchObject({ input_error: '', input_id: `row-${String(json.row_number)}` });
			}
		},
	);

	it('keeps them beside what Get Result fetches, files included', async () => {
		const submitted = await run({}, { operation: 'submit' }, { items: [table[0]!] });
		const { success } = await run(
			{ includeInputFields: 'selected', fieldsToInclude: 'row_number', includeInputFiles: true },
			{
				operation: 'getResult',
				waitUntilFinished: true,
				predictionId: { __rl: true, mode: 'id', value: submitted.success[0]!.json.id },
			},
			{ items: [table[0]!] },
		);
		expect(success[0]!.json).toMatchObject({ status: 'completed', row_number: 1 });
		expect(success[0]!.json).not.toHaveProperty('title');
		expect(success[0]!.binary).toMatchObject({
			data: { mimeType: 'video/mp4' },
			input_data: { mimeType: 'text/plain', fileName: 'mine.txt' },
		});
	});

	it('puts them into every row of One Row Per Output', async () => {
		const { success } = await run({ rowPer: 'output', includeInputFields: 'all' });
		expect(success.map(({ json }) => [json.output_index, json.row_number])).toEqual([
			[0, 1],
			[0, 2],
		]);
	});

	it('takes names alone, and names as a list, for a choice', async () => {
		const { success } = await run({ fieldsToInclude: '={{ ["title"] }}' });
		expect(success.map(({ json }) => json.title)).toEqual(['Title 1', 'Title 2']);
		expect(success[0]!.json).not.toHaveProperty('row_number');
	});

	it.each([
		[{ includeInputFields: 'selected', fieldsToInclude: 'titl' }, 'Did you mean “title”?'],
		[{ includeInputFields: 'selected' }, 'no field is named'],
		[{ includeInputFields: 'some' }, 'has an unknown value'],
		[{ includeInputFields: 'selected', fieldsToInclude: '={{ 7 }}' }, 'something other than names'],
	])('sends nothing for %j', async (options, words) => {
		const { failure } = await run(options);
		expect(failure?.message).toContain(words);
		expect(emulator.requestsTo({ method: 'POST' })).toHaveLength(0);
	});

	it('leaves the two fields of an error row to n8n, which merges them over the item on the error branch', async () => {
		const items = [rowOfTable('one', 1), rowOfTable('two [fail]', 2)];
		const { success, errors } = await run(
			{ includeInputFields: 'all' },
			{},
			{ items, onError: 'continueErrorOutput' },
		);
		expect(success.map(({ json }) => json.row_number)).toEqual([1]);
		expect(errors[0]!.json).toMatchObject({
			row_number: 2,
			error: expect.stringContaining('[item 1]'),
			details: { reason: 'predictionFailed' },
		});
		const inPlace = await run(
			{ includeInputFields: 'all' },
			{},
			{ items, onError: 'continueRegularOutput' },
		);
		expect(Object.keys(inPlace.success[1]!.json)).toEqual(['error', 'details']);
		expect(inPlace.success[1]!.json.details).toMatchObject({ inputFields: items[1]!.json });
	});

	it.each(['predictionFailed', 'invalidInput', 'wrongKey'])(
		'keeps the chosen fields of a failed item in its details (%s)',
		async (reason) => {
			const apiKey = reason === 'wrongKey' ? 'another-key' : 'test-key';
			const items = [rowOfTable('one', 1), rowOfTable('two [fail]', 2)];
			const duration = reason === 'invalidInput' ? 7 : 4;
			const { success } = await run(
				{ includeInputFields: 'selected', fieldsToInclude: 'row_number, title' },
				{ inputMode: 'json', inputJson: { duration } },
				{ items, apiKey, onError: 'continueRegularOutput' },
			);
			expect(success[1]!.json.details).toMatchObject({
				reason,
				inputFields: { row_number: 2, title: 'Title 2' },
			});
		},
	);

	it('tells no field of an item that fails without the option, or with None', async () => {
		const items = [rowOfTable('one [fail]', 1)];
		for (const options of [{}, { includeInputFields: 'none' }, { includeInputFiles: true }]) {
			const { success } = await run(options, {}, { items, onError: 'continueRegularOutput' });
			expect(success[0]!.json.details).not.toHaveProperty('inputFields');
		}
	});

	it('means the same after the execution was suspended', async () => {
		const parked = await suspend({
			emulator,
			items: table,
			options: { includeInputFields: 'all', includeInputFiles: true },
		});
		expect(parked.run.status).toBe('waiting');
		for (const { id } of emulator.predictions) emulator.settle(id);
		const { resumed } = await parked.callBack(callbackFor(emulator, emulator.predictions[0]!.id));
		expect(rowsOf(resumed).map(({ json }) => [json.status, json.row_number])).toEqual([
			['completed', 1],
			['completed', 2],
		]);
		expect(Object.keys(rowsOf(resumed)[0]!.binary!)).toEqual(['data', 'input_data']);
		expect(rowsOf(resumed, 0, 'Success')).toHaveLength(2);
	});

	it('is off for an agent, whose model knows what it passed', async () => {
		const { told } = await runAgent({
			path: 'engine',
			baseUrl: emulator.url,
			parameters: {
				...promptToVideo,
				prompt: "={{ $fromAI('prompt', 'What the video shows', 'string') }}",
				options: { includeInputFields: 'selected', fieldsToInclude: 'row_number' },
			},
			turns: [[{ prompt: 'a lighthouse' }]],
		});
		const [row] = JSON.parse(told[0]!) as Array<Record<string, unknown>>;
		expect(row).toMatchObject({ status: 'completed' });
		expect(Object.keys(row!).filter((name) => name.startsWith('input_'))).toEqual([]);
	});
});
