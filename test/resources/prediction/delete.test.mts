import type { Emulator } from '../../../emulator/index.mts';
import { closeAll, start, submit } from '../../emulator/client.mts';
import { runWorkflow } from '../../workflow/engine.mts';

let emulator: Emulator;

beforeEach(async () => {
	emulator = await start({ generationTimeMs: 5 });
	for (let index = 0; index < 4; index++) await submit(emulator, { prompt: `number ${index}` });
});

afterEach(closeAll);

const remove = async (
	predictionId: unknown,
	options: Partial<Parameters<typeof runWorkflow>[0]> = {},
) =>
	await runWorkflow({
		baseUrl: emulator.url,
		parameters: { resource: 'prediction', operation: 'delete', predictionId } as never,
		...options,
	});

const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
const idsOf = (...indexes: number[]) => indexes.map((index) => emulator.predictions[index]!.id);
const deletions = () =>
	emulator.requestsTo({ path: '/api/v3/predictions/delete' }).map(({ body }) => body);
const left = () => emulator.predictions.filter(({ deleted }) => !deleted).map(({ id }) => id);

describe('Prediction → Delete', () => {
	it('deletes the one that is picked from the list', async () => {
		const [id] = idsOf(1);
		const { success, failure } = await remove({ __rl: true, mode: 'list', value: id });
		expect(failure).toBeUndefined();
		expect(success.map(({ json }) => json)).toEqual([
			{ deleted: true, deleted_count: 1, ids: [id] },
		]);
		expect(left()).toEqual(idsOf(0, 2, 3));
	});

	it.each([
		['commas', (ids: string[]) => byId(ids.join(', '))],
		['line breaks', (ids: string[]) => byId(`${ids.join('\n')}\n`)],
		['a list of an expression', (ids: string[]) => byId(`={{ ${JSON.stringify(ids)} }}`)],
		['a list written as JSON', (ids: string[]) => byId(JSON.stringify(ids))],
		['a plain text without a chooser', (ids: string[]) => ids.join(',')],
		['one of them twice', (ids: string[]) => byId([...ids, ids[0]].join(','))],
	])('deletes several with one call, given by %s', async (_how, value) => {
		const ids = idsOf(0, 2);
		const { success } = await remove(value(ids));
		expect(success[0]!.json).toEqual({ deleted: true, deleted_count: 2, ids });
		expect(deletions()).toEqual([{ ids }]);
		expect(left()).toEqual(idsOf(1, 3));
	});

	it('tells how many there were when some are gone already', async () => {
		const [first] = idsOf(0);
		await remove(byId(first));
		const { success } = await remove(byId(idsOf(0, 1).join()));
		expect(success[0]!.json).toMatchObject({ deleted: true, deleted_count: 1 });
	});

	it('sends more than a hundred ids in several calls', async () => {
		const ids = Array.from({ length: 230 }, (_, index) => `id${index}`);
		const { success } = await remove(byId(ids.join()));
		expect(success[0]!.json).toEqual({ deleted: false, deleted_count: 0, ids });
		expect(deletions().map((body) => (body as { ids: string[] }).ids.length)).toEqual([
			100, 100, 30,
		]);
	});

	it('says that they are deleted where WaveSpeed takes the call and tells no count', async () => {
		emulator.quirks.deleteAnswer = 'null';
		const ids = idsOf(0, 1);
		const { success } = await remove(byId(ids.join()));
		expect(success[0]!.json).toEqual({ deleted: true, ids });
		expect(left()).toEqual(idsOf(2, 3));
	});

	it('does not deny it where the first answer was lost and the second counts none', async () => {
		const ids = idsOf(0, 1);
		emulator.misbehave({
			when: { path: '/api/v3/predictions/delete' },
			times: 1,
			do: { kind: 'reset', accept: true },
		});
		const { success } = await remove(byId(ids.join()));
		expect(deletions()).toHaveLength(2);
		expect(success[0]!.json).toEqual({ deleted: true, ids });
		expect(left()).toEqual(idsOf(2, 3));
	});

	it('asks for nothing but the deletion', async () => {
		await remove(byId(idsOf(0).join()));
		expect(emulator.requestsTo({ host: 'api' }).slice(4)).toHaveLength(1);
	});

	it.each([
		['nothing', byId("={{ '' }}"), /“Prediction ID” is empty/],
		['an empty list', byId('={{ [] }}'), /“Prediction ID” is empty/],
		[
			'an address of something else',
			byId('https://api.wavespeed.ai/api/v3/balance'),
			/not a prediction id/,
		],
		['a number', byId('={{ 5 }}'), /holds something other than ids/],
		['an object', byId('={{ {a: 1} }}'), /holds something other than ids/],
	])('refuses %s and deletes nothing', async (_what, value, message) => {
		const { failure } = await remove(value);
		expect(failure?.message).toMatch(message);
		expect(deletions()).toEqual([]);
	});

	it('deletes nothing for any item when one has a wrong id and the node stops on errors', async () => {
		const items = [...idsOf(0), 'not an id!', ...idsOf(1)].map((id) => ({ json: { id } }));
		const { failure } = await remove(byId('={{ $json.id }}'), { items });
		expect(failure?.message).toMatch(/not a prediction id.*\[item 1\]/);
		expect(deletions()).toEqual([]);
		const { success, errors } = await remove(byId('={{ $json.id }}'), {
			items,
			onError: 'continueErrorOutput',
		});
		expect([success.length, errors.length]).toEqual([2, 1]);
		expect(left()).toEqual(idsOf(2, 3));
	});
});

describe('Prediction → Get Result', () => {
	const result = async (predictionId: unknown) =>
		await runWorkflow({
			baseUrl: emulator.url,
			parameters: {
				resource: 'prediction',
				operation: 'getResult',
				predictionId,
				options: { downloadOutputs: false },
			} as never,
			items: [{ json: { id: emulator.predictions[2]!.id } }],
		});

	it.each([
		[
			'picked from the list',
			() => ({ __rl: true, mode: 'list', value: emulator.predictions[2]!.id }),
		],
		['by id, as an expression', () => byId('={{ $json.id }}')],
		['as a plain text', () => emulator.predictions[2]!.id],
		['as a plain expression', () => '={{ $json.id }}'],
	])('takes the prediction %s', async (_how, value) => {
		emulator.settle(emulator.predictions[2]!.id);
		const { success, failure } = await result(value());
		expect(failure).toBeUndefined();
		expect(success[0]!.json).toMatchObject({
			id: emulator.predictions[2]!.id,
			status: 'completed',
		});
	});
});
