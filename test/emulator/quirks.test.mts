import { knownAnswers } from '../../emulator/index.mts';
import { call, closeAll, generate, KEY, SORA, start, submit } from './client.mts';
import { ManualClock } from './manualClock.mts';

afterEach(closeAll);

const resultOf = (emulator: Parameters<typeof call>[0], id: string) =>
	call(emulator, 'GET', `/api/v3/predictions/${id}/result`);

describe('by option', () => {
	test('submissions and results come without the envelope', async () => {
		const emulator = await start({ quirks: { envelope: false }, generationTimeMs: Infinity });
		const { status, json } = await submit(emulator);
		expect(status).toBe(200);
		expect(json).toMatchObject({ id: expect.any(String), status: 'created', model: SORA });
		emulator.settle(json.id);
		expect((await resultOf(emulator, json.id)).json).toMatchObject({
			id: json.id,
			status: 'completed',
		});
	});

	test('done is called succeeded, in results and in the list', async () => {
		const emulator = await start({ quirks: { doneWord: 'succeeded' } });
		const { id, status } = await generate(emulator);
		expect(status).toBe('succeeded');
		const { json } = await call(emulator, 'POST', '/api/v3/predictions', {
			page: 1,
			page_size: 10,
			status: 'succeeded',
		});
		expect(json.data.items).toEqual([expect.objectContaining({ id, status: 'succeeded' })]);
	});

	test('outputs are there a second after the status', async () => {
		const clock = new ManualClock();
		const emulator = await start({ clock, quirks: { outputsDelayMs: 1000 } });
		const { id } = (await submit(emulator)).json.data;
		clock.advance(20);
		const outputs = async () => (await resultOf(emulator, id)).json.data;
		expect(await outputs()).toMatchObject({ status: 'completed', outputs: [] });
		clock.advance(999);
		expect(await outputs()).toMatchObject({ status: 'completed', outputs: [] });
		clock.advance(1);
		expect((await outputs()).outputs).toHaveLength(1);
	});

	test('a failed task is answered with another status, and its error is an object', async () => {
		const emulator = await start({ quirks: { failedResultStatus: 500, errorForm: 'object' } });
		const { id } = (await submit(emulator, { prompt: '[fail]' })).json.data;
		emulator.fail(id, 'no luck', 1403);
		expect(await resultOf(emulator, id)).toMatchObject({
			status: 500,
			json: {
				code: 500,
				message: 'no luck',
				data: { id, status: 'failed', code: 1403, error: { message: 'no luck' } },
			},
		});
		const other = await generate(emulator);
		expect(other).toMatchObject({ status: 'completed', error: '' });
	});

	test('deleting is answered with null, and done all the same', async () => {
		const emulator = await start({ quirks: { deleteAnswer: 'null' } });
		const { id } = await generate(emulator);
		const { json } = await call(emulator, 'POST', '/api/v3/predictions/delete', { ids: [id] });
		expect(json).toEqual({ code: 200, message: 'success', data: null });
		expect((await resultOf(emulator, id)).status).toBe(404);
	});

	test('results carry the input', async () => {
		const emulator = await start({ quirks: { resultInput: true } });
		expect((await generate(emulator)).input).toMatchObject({ duration: 4 });
		emulator.quirks.resultInput = false;
		expect(await generate(emulator)).not.toHaveProperty('input');
	});

	test('a viewer’s key may look and not run anything', async () => {
		const emulator = await start({ quirks: { viewerKey: true } });
		expect((await call(emulator, 'GET', '/api/v3/balance')).status).toBe(200);
		expect(await submit(emulator)).toMatchObject({
			status: 403,
			json: { code: 403, message: expect.stringMatching(/^insufficient role.+viewer$/) },
		});
		expect(emulator.predictions).toEqual([]);
	});
});

describe('an answer', () => {
	test('echoes a data URI of some megabytes whole', async () => {
		const emulator = await start();
		const image = `data:image/jpeg;base64,${'A'.repeat(5_300_000)}`;
		const { json } = await submit(
			emulator,
			{ prompt: 'x', image },
			'bytedance/seedance-2.5/image-to-video',
		);
		expect(json.data.input.image).toBe(image);
	});

	test('refuses content that the prompt calls [sensitive], and bills nothing', async () => {
		const emulator = await start();
		expect(await submit(emulator, { prompt: 'a boat [sensitive]' })).toMatchObject({
			status: 400,
			json: { code: 1200, message: 'The content contains sensitive information.' },
		});
		expect(emulator.balanceUsd).toBe(10_000);
	});

	test.each([
		['missing credit', knownAnswers.missingCredit(), 400, 1407],
		['a role that may not', knownAnswers.insufficientRole('viewer'), 403, 403],
		['trial credit', knownAnswers.trialCreditNotEnough(), 403, 403],
		['content, HTTP 400', knownAnswers.contentRefused(400), 400, 1200],
		['content, HTTP 200', knownAnswers.contentRefused(200), 200, 1200],
		['a model that is gone, HTTP 400', knownAnswers.modelGone(SORA, 400), 400, 400],
		['a model that is gone, HTTP 404', knownAnswers.modelGone(SORA, 404), 404, 404],
		['a kind of file', knownAnswers.uploadRefused(), 200, 500],
		['too much at once', knownAnswers.tooManyAtOnce(), 429, 429],
	])('can be scripted to refuse because of %s', async (_why, action, status, code) => {
		const emulator = await start({ apiKey: KEY });
		emulator.misbehave({ when: { method: 'POST' }, do: action });
		expect(await submit(emulator)).toMatchObject({
			status,
			json: { code, message: expect.any(String) },
		});
		expect(emulator.predictions).toEqual([]);
		expect((await submit(emulator)).status).toBe(200);
	});
});
