import { suspend, rowsOf } from '../waiting/suspended/parkedWorkflow.mts';
import { time } from '../startEmulator.mts';
import { prompts } from '../workflow/engine.mts';
import { PAINT, REEL } from './catalogue.mts';
import { generate, KEY, openOtherApi, type OtherWorkflow } from './openOtherApi.mts';
import type { OtherApiOptions } from './otherApi.mts';

const SUBMISSION = /harbour/;
const RESULT = /\/result$/;

/** Options that another try changes nothing about. */
const kept = { options: { downloadOutputs: false } };

describe('what is paid for at an API of other manners', () => {
	let other: OtherWorkflow;
	const open = async (options: Partial<OtherApiOptions> = {}) => {
		other = await openOtherApi(options);
	};
	afterEach(async () => await other.close());
	const made = () => other.api.predictions.map(({ id }) => id);
	const retried = { retryOnFail: true, maxTries: 3 };

	it.each([
		[
			'a random seed',
			PAINT,
			'{{ { prompt: $json.prompt, seed: Math.floor(Math.random() * 1e9) } }}',
		],
		['the time', REEL, '{{ { prompt: $json.prompt + " at " + Math.random() } }}'],
	])('is not paid for again by a try whose input has %s', async (_what, model, inputJson) => {
		await open();
		other.api.fail('refuse', 'GET', RESULT, 2);
		const { success, failure } = await other.run(
			generate(model, { ...kept, inputMode: 'json', inputJson: `=${inputJson}` }),
			{ items: prompts('one', 'two'), ...retried },
		);
		expect(failure).toBeUndefined();
		expect(success.map(({ json }) => json.id)).toEqual(made());
		expect(made()).toHaveLength(2);
	});

	it.each([
		['a seed that the node drew', PAINT],
		['an equal input', REEL],
	])('is found by %s in a list with small pages, texts and all defaults', async (_by, model) => {
		await open();
		// Three that came before, so that the lost one is not alone on its page.
		await other.run(
			{ ...generate(model), operation: 'submit' },
			{ items: prompts('four', 'five', 'six') },
		);
		await time.sleep(600_000);
		other.api.fail('loseAnswer', 'POST', SUBMISSION, 2);
		const { success, failure } = await other.run(generate(model, kept), {
			items: prompts('one', 'two'),
			...retried,
		});
		expect(failure).toBeUndefined();
		const promptOf = (id: unknown) =>
			other.api.predictions.find((one) => one.id === id)?.input.prompt;
		expect(success.map(({ json }) => promptOf(json.id))).toEqual(['one', 'two']);
		expect(made()).toHaveLength(5);
	});

	it('is taken up where the list shows no inputs and only one can be meant', async () => {
		await open({ listsInputs: false });
		other.api.fail('loseAnswer', 'POST', SUBMISSION);
		const { success } = await other.run(generate(REEL, kept), retried);
		expect(success.map(({ json }) => json.id)).toEqual(made());
		expect(made()).toHaveLength(1);
	});

	it('is told, and nothing more is sent, where the list shows no inputs and several may be meant', async () => {
		await open({ listsInputs: false });
		other.api.fail('loseAnswer', 'POST', SUBMISSION, 2);
		const { errors } = await other.run(generate(REEL, kept), {
			items: prompts('one', 'two'),
			onError: 'continueErrorOutput',
			...retried,
		});
		expect(made()).toHaveLength(2);
		expect(errors).toHaveLength(2);
		for (const { json } of errors)
			expect((json.details as { candidates: string[] }).candidates.sort()).toEqual(made().sort());
	});

	it('is paid for once by an execution that is parked, and goes on by signed callbacks', async () => {
		await open();
		const { run, callBack } = await suspend({
			emulator: { url: other.api.url } as never,
			apiKey: KEY,
			parameters: generate(REEL),
			options: {},
			items: prompts('one', 'two'),
		});
		expect(run.status).toBe('waiting');
		const [one, two] = other.api.predictions;
		other.api.account.finish(one!);
		const [first] = other.api.account.callbacks;
		const forged = { ...first!, rawBody: Buffer.from(JSON.stringify({ id: one!.id })) };
		expect(await callBack(forged)).toEqual({ status: 401 });
		expect(await callBack(first!)).toEqual({ status: 200 });
		other.api.account.finish(two!);
		const { status, resumed } = await callBack(other.api.account.callbacks[1]!);
		expect([status, resumed?.status]).toEqual([200, 'success']);
		const rows = rowsOf(resumed);
		expect(rows.map(({ json }) => json.id)).toEqual([one!.id, two!.id]);
		expect(rows.map((row) => Buffer.from(row.binary!.data!.data, 'base64'))).toEqual(
			[one!, two!].map((prediction) => other.api.outputOf(prediction)),
		);
		expect(made()).toHaveLength(2);
	});
});
