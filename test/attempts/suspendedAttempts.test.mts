import type { IDataObject } from 'n8n-workflow';

import type { Emulator } from '../../emulator/index.mts';
import { DEFAULT_MODEL } from '../../nodes/WaveSpeed/defaultModel.ts';
import { startEmulator, time } from '../startEmulator.mts';
import {
	callbackFor,
	rowsOf,
	suspend,
	type SuspendSettings,
} from '../waiting/suspended/parkedWorkflow.mts';
import { prompts } from '../workflow/engine.mts';

let emulator: Emulator;
beforeEach(async () => {
	emulator = await startEmulator({
		apiKey: 'test-key',
		generationTimeMs: Infinity,
		webhookRetryDelaysMs: [],
	});
});
afterEach(async () => await emulator.close());

const run = async (options: IDataObject, settings: Partial<SuspendSettings> = {}) =>
	await suspend({ emulator, options, ...settings });
const posts = () => emulator.requests.filter(({ accepted }) => accepted);
const idAt = (place: number) => emulator.predictions[place]!.id;
const fail = (place: number) => emulator.fail(idAt(place), 'out of paint', 1405);
const again = (tryAgainTimes: number) => ({ whenPredictionFails: 'tryAgain', tryAgainTimes });

describe('a further attempt of a suspended execution', () => {
	it('parks it again, and is called back at the same address', async () => {
		const { callBack } = await run(again(2));
		fail(0);
		const { resumed } = await callBack(callbackFor(emulator, idAt(0)));
		expect(resumed!.status).toBe('waiting');
		expect(posts().map(({ query }) => query.webhook)).toEqual(
			Array(2).fill(
				'http://127.0.0.1:5678/webhook-waiting/test-execution/wavespeed?signature=token&item=0',
			),
		);
		await time.sleep(60_000);
		emulator.settle(idAt(1));
		const { resumed: ended } = await callBack(callbackFor(emulator, idAt(1)));
		expect(ended!.status).toBe('success');
		const [row] = rowsOf(ended);
		expect(row!.json).toMatchObject({
			id: idAt(1),
			attempts: [
				{ id: idAt(0), status: 'failed', reason: 'out of paint' },
				{ id: idAt(1), status: 'completed' },
			],
		});
		expect(row!.binary).toHaveProperty('data');
	});

	it('is found by the look every five minutes where its callback is lost', async () => {
		const { wake } = await run(again(2));
		fail(0);
		expect((await wake()).status).toBe('waiting');
		emulator.settle(idAt(1));
		const ended = await wake();
		expect(ended.status).toBe('success');
		expect(rowsOf(ended)[0]!.json.id).toBe(idAt(1));
		expect(posts()).toHaveLength(2);
	});

	it('may take as long as the first', async () => {
		const { wake } = await run({ ...again(1), timeout: 600 });
		await time.sleep(500_000);
		fail(0);
		expect((await wake()).status).toBe('waiting');
		await time.sleep(400_000);
		emulator.settle(idAt(1));
		expect((await wake()).status).toBe('success');
	});

	it('is the last one that is allowed, whatever On Error and Retry On Fail do', async () => {
		const { wake } = await run(again(1), { retryOnFail: true, maxTries: 3 });
		fail(0);
		await wake();
		fail(1);
		const ended = await wake();
		expect(ended.status).toBe('error');
		expect(posts()).toHaveLength(2);
		const told = JSON.stringify(ended.data.resultData.error);
		expect(told).toContain(idAt(0));
		expect(told).toContain(idAt(1));
	});

	it('is made for the item that failed alone', async () => {
		const { wake } = await run(again(1), { items: prompts('one', 'two', 'three') });
		emulator.settle(idAt(0));
		fail(1);
		emulator.settle(idAt(2));
		expect((await wake()).status).toBe('waiting');
		emulator.settle(idAt(3));
		const ended = await wake();
		expect(rowsOf(ended).map(({ json }) => json.id)).toEqual([idAt(0), idAt(3), idAt(2)]);
		expect(posts()).toHaveLength(4);
	});

	it('counts for the price limit of the run together with what was submitted before', async () => {
		const { wake } = await run(
			{ ...again(3), maxPricePerRun: 1 },
			{ items: prompts('one', 'two'), onError: 'continueErrorOutput' },
		);
		fail(0);
		emulator.settle(idAt(1));
		const ended = await wake();
		expect(ended.status).toBe('success');
		expect(posts()).toHaveLength(2);
		expect(rowsOf(ended, 1)[0]!.json.error).toContain('No further attempt was made');
		expect(rowsOf(ended, 0)[0]!.json.id).toBe(idAt(1));
	});

	it('is made before the execution is parked, too, where the first fails so early', async () => {
		const parking = run(again(1));
		await time.sleep(0);
		const { run: parked, wake } = await parking;
		expect(parked.status).toBe('waiting');
		fail(0);
		await wake();
		expect(posts()).toHaveLength(2);
	});
});

describe('variations of a suspended item', () => {
	it('are waited for together and come out in their order', async () => {
		const model = { __rl: true, mode: 'id', value: DEFAULT_MODEL };
		const { run: parked, callBack } = await run(
			{ variations: 2 },
			{ items: prompts('a', 'b'), parameters: { model } },
		);
		expect(parked.status).toBe('waiting');
		expect(emulator.predictions).toHaveLength(4);
		for (const { id } of emulator.predictions) emulator.settle(id);
		const { resumed } = await callBack(callbackFor(emulator, idAt(3)));
		expect(resumed!.status).toBe('success');
		expect(
			rowsOf(resumed).map(({ json, pairedItem }) => [
				(json.input as IDataObject | undefined)?.prompt,
				json.variation,
				pairedItem,
			]),
		).toEqual([
			['a', 1, { item: 0 }],
			['a', 2, { item: 0 }],
			['b', 1, { item: 1 }],
			['b', 2, { item: 1 }],
		]);
		expect(new Set(rowsOf(resumed).map(({ json }) => json.id)).size).toBe(4);
	});
});

describe('a suspended execution that reuses', () => {
	it('goes on at once with what is paid for, and parks only for what is not', async () => {
		const first = await run({});
		emulator.settle(idAt(0));
		expect((await first.wake()).status).toBe('success');
		const { run: ended } = await run({ reusePaidResults: 'always' });
		expect(ended.status).toBe('success');
		expect(rowsOf(ended)[0]!.json).toMatchObject({ id: idAt(0), reused: true });
		expect(posts()).toHaveLength(1);
	});

	it('waits for one under way, and says afterwards that it was reused', async () => {
		await run({});
		const { run: parked, wake } = await run({ reusePaidResults: 'always' });
		expect(parked.status).toBe('waiting');
		emulator.settle(idAt(0));
		const ended = await wake();
		expect(rowsOf(ended)[0]!.json).toMatchObject({ id: idAt(0), reused: true });
		expect(posts()).toHaveLength(1);
	});
});
