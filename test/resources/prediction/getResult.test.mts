import { fetchPrediction } from '../../../nodes/WaveSpeed/waiting/fetchPrediction.ts';
import { waitUntilFinished } from '../../../nodes/WaveSpeed/waiting/waitUntilFinished.ts';
import type { Item } from '../../../nodes/WaveSpeed/item/item.ts';
import { answer, run, type ScriptedRunOptions } from '../../faults/runWithoutEngine.mts';
import { KEY } from '../../faults/runScript.mts';
import { OUTPUTS, type Fault } from '../../faults/scriptedApi.mts';

const ID = 'ded09b4c9b104fb88a38feab74c9d54c';

/** Get Result, answered with these faults and then with “not found”. */
const getResult = async (result: Fault[], { parameters, ...options }: ScriptedRunOptions = {}) =>
	await run(
		{ result },
		{
			operation: 'getResult',
			parameters: { predictionId: ID, ...parameters },
			random: () => 0.5,
			...options,
		},
	);

const prediction = (fields: object): Fault =>
	answer(200, { code: 200, data: { id: ID, status: 'processing', ...fields } });
const notFound = answer(404, { code: 404, message: 'not found' });

describe('a single look at a prediction', () => {
	it('tells how far it is, and pays for nothing', async () => {
		const { rows, api } = await getResult([prediction({ executionTime: 7 })]);
		expect(rows).toEqual([
			{
				json: { id: ID, status: 'processing', executionTime: 7 },
				pairedItem: { item: 0 },
			},
		]);
		expect(api.requests.map(({ kind, method }) => [kind, method])).toEqual([['result', 'GET']]);
	});

	it('is one, whatever number of variations another operation was given before', async () => {
		const { rows, api } = await getResult([prediction({})], { options: { variations: 3 } });
		expect(rows).toHaveLength(1);
		expect(api.requests).toHaveLength(1);
	});

	it('brings the files of one that is completed', async () => {
		const outputs = [`${OUTPUTS}/${ID}.png`];
		const { rows, api, binaries } = await getResult([prediction({ status: 'completed', outputs })]);
		expect(rows[0]!.json).toEqual({ id: ID, status: 'completed', outputs });
		expect(binaries.get(rows[0]!)).toHaveLength(16 + 15 * 64 + 12);
		expect(api.requests.map(({ kind }) => kind)).toEqual(['result', 'output']);
	});

	it('names the files by the model, as a result does not tell the prompt', async () => {
		const outputs = [`${OUTPUTS}/${ID}.png`];
		const model = 'wavespeed-ai/z-image/turbo';
		const { rows } = await getResult([prediction({ status: 'completed', outputs, model })]);
		expect(rows[0]!.binary!.data!.fileName).toBe('z-image-turbo-ded09b4c.png');
	});

	it('says why one has failed', async () => {
		const { errors } = await getResult([
			prediction({ status: 'failed', error: `no ${KEY}`, code: 1200 }),
		]);
		expect(errors[0]!.error).toMatch(
			/^Prediction ded09b4c9b104fb88a38feab74c9d54c failed: “no \[hidden\]”\. The content was refused/,
		);
		expect(errors[0]!.details).toEqual({
			reason: 'predictionFailed',
			predictionId: ID,
			status: 'failed',
			errorCode: 1200,
			serverMessage: 'no [hidden]',
		});
	});

	it('names the prediction that nobody knows, after asking once', async () => {
		const { errors, at } = await getResult([notFound]);
		expect(errors[0]!.details).toEqual({
			reason: 'predictionNotFound',
			predictionId: ID,
			httpStatus: 404,
			serverMessage: 'not found',
		});
		expect(at('result')).toEqual([0]);
	});

	it('believes no answer about another prediction', async () => {
		const { errors, at } = await getResult(
			Array.from({ length: 9 }, () => prediction({ id: 'another', status: 'completed' })),
		);
		expect(at('result')).toHaveLength(6);
		expect(errors[0]!.details).toMatchObject({ reason: 'unreadableAnswer', predictionId: ID });
	});

	it.each([
		`https://api.wavespeed.ai/api/v3/predictions/${ID}/result`,
		`http://elsewhere.example:8080/prefix/api/v3/predictions/${ID}`,
		`/api/v3/predictions/${ID}/result?x=1`,
		` "${ID}" `,
	])('takes the id out of %j, and asks the API of the credential', async (predictionId) => {
		const { at } = await getResult([prediction({ status: 'processing' })], {
			parameters: { predictionId },
		});
		expect(at('result')).toEqual([0]);
	});

	it.each([
		'a-lighthouse-at-dusk-ded09b4c.mp4',
		'a-lighthouse-at-dusk-v2-ded09b4c.mp4',
		'kite-ded09b4c-3.png',
		'bäume-ded09b4c',
		'ded09b4c.mp4',
	])('says where the whole id stands for the name of a file: %s', async (predictionId) => {
		const { errors, api } = await getResult([], { parameters: { predictionId } });
		expect(errors[0]!.error).toBe(
			`“${predictionId}” is not a prediction id. This looks like the end of a file’s name, which has 8 of an id’s 32 characters: choose the prediction in the field “Prediction ID” under “From List”.`,
		);
		expect(errors[0]!.details).toEqual({ reason: 'invalidPredictionId', field: 'predictionId' });
		expect(api.requests).toEqual([]);
	});

	it.each([
		['', 'noPredictionId'],
		['../../balance', 'invalidPredictionId'],
		['https://api.wavespeed.ai/api/v3/balance', 'invalidPredictionId'],
		['https://api.wavespeed.ai/api/v3/predictions/..%2Fbalance/result', 'invalidPredictionId'],
	])('asks nobody for the id %j', async (predictionId, reason) => {
		const { errors, api } = await getResult([], { parameters: { predictionId } });
		expect(errors[0]!.details).toMatchObject({ reason, field: 'predictionId' });
		expect(api.requests).toEqual([]);
	});
});

describe('an id that comes from somewhere else than the field', () => {
	it.each([
		['a single look', fetchPrediction],
		[
			'a wait',
			async (item: Item, predictionId: string) =>
				await waitUntilFinished(item, { predictionId, isNew: false }, { deadlineMs: 1_000 }),
		],
	])('is refused by %s before anything is asked for', async (_what, look) => {
		const { errors, api } = await run(
			{},
			{
				operation: async (item) => {
					await look(item, '../../balance');
					return [];
				},
			},
		);
		expect(errors[0]!.details.reason).toBe('invalidPredictionId');
		expect(api.requests).toEqual([]);
	});
});

describe('Get Result that waits', () => {
	const waiting = { parameters: { waitUntilFinished: true } };

	it('looks at once, and goes on until the prediction is completed', async () => {
		const { rows, at } = await getResult(
			[prediction({}), prediction({}), prediction({ status: 'completed', outputs: ['a text'] })],
			waiting,
		);
		expect(rows[0]!.json).toMatchObject({ id: ID, outputs: ['a text'] });
		expect(at('result')).toEqual([0, 2_000, 4_000]);
	});

	it('does not wait for a prediction that nobody knows', async () => {
		const { errors, at } = await getResult([notFound], waiting);
		expect(errors[0]!.details).toMatchObject({ reason: 'predictionNotFound', predictionId: ID });
		expect(at('result')).toEqual([0]);
	});
});
