import type { Emulator } from '../../../emulator/index.mts';
import { closeAll, start, submit } from '../../emulator/client.mts';
import { prompts, runWorkflow } from '../../workflow/engine.mts';

const HOUR = 3_600_000;

let emulator: Emulator;

beforeEach(async () => {
	emulator = await start({ generationTimeMs: 5 });
});

afterEach(closeAll);

const list = async (
	parameters: Record<string, unknown> = {},
	options: Partial<Parameters<typeof runWorkflow>[0]> = {},
) =>
	await runWorkflow({
		baseUrl: emulator.url,
		parameters: { resource: 'prediction', operation: 'getMany', ...parameters } as never,
		...options,
	});

const pagesAsked = () =>
	emulator.requestsTo({ method: 'POST', path: '/api/v3/predictions' }).map(({ body }) => body);

async function make(count: number): Promise<string[]> {
	for (let index = 0; index < count; index++) await submit(emulator, { prompt: `number ${index}` });
	return emulator.predictions.map(({ id }) => id);
}

describe('Prediction → Get Many', () => {
	it('gives one row for each prediction, newest first, as the API names its fields', async () => {
		const ids = await make(3);
		const { success, failure } = await list();
		expect(failure).toBeUndefined();
		expect(success.map(({ json }) => json.id)).toEqual([...ids].reverse());
		expect(success[0]!.json).toMatchObject({
			model: 'openai/sora-2/text-to-video',
			status: expect.any(String),
			input: { prompt: 'number 2' },
		});
		expect(success.every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(
			true,
		);
	});

	it('keeps what a failed prediction says as “failure”, and no row has an error', async () => {
		const [failed] = await make(2);
		emulator.fail(failed!, 'The prompt was refused', 1200);
		const { success } = await list();
		expect(success.every(({ json }) => !('error' in json))).toBe(true);
		expect(success.find(({ json }) => json.id === failed)!.json).toMatchObject({
			status: 'failed',
			failure: 'The prompt was refused',
			code: 1200,
		});
		expect(success.find(({ json }) => json.id !== failed)!.json).not.toHaveProperty('failure');
	});

	it('runs once although its first row is a failed prediction and Retry On Fail is on', async () => {
		const [failed] = await make(1);
		emulator.fail(failed!, 'No.');
		const { success } = await list({}, { retryOnFail: true });
		expect(success).toHaveLength(1);
		expect(pagesAsked()).toHaveLength(1);
	});

	it('asks for pages of 100 until one is not full', async () => {
		const ids = await make(205);
		const { success } = await list({ returnAll: true });
		expect(success.map(({ json }) => json.id)).toEqual([...ids].reverse());
		expect(pagesAsked()).toEqual(
			[1, 2, 3].map((page) => ({ page, page_size: 100, include_inputs: true })),
		);
	});

	it('stops at the limit and asks for no page that it does not need', async () => {
		await make(105);
		expect((await list({ limit: 7 })).success).toHaveLength(7);
		expect(pagesAsked()).toHaveLength(1);
		expect((await list({})).success).toHaveLength(50);
	});

	it('gives a prediction once when another was made between two pages', async () => {
		const ids = await make(150);
		emulator.misbehave({
			when: { method: 'POST', path: '/api/v3/predictions', nth: 2 },
			do: {
				kind: 'transform',
				// A newer prediction has pushed the last one of page 1 onto page 2.
				change: (answer) => ({
					...answer,
					data: { ...answer.data, items: [{ id: ids[50] }, ...answer.data.items] },
				}),
			},
		});
		const { success } = await list({ returnAll: true });
		expect(success.map(({ json }) => json.id)).toEqual([...ids].reverse());
	});

	it('gives every row that has no id', async () => {
		await make(3);
		emulator.misbehave({
			when: { method: 'POST', path: '/api/v3/predictions' },
			do: {
				kind: 'transform',
				change: (answer) => ({
					...answer,
					data: {
						...answer.data,
						items: (answer.data.items as object[]).map((row) => ({ ...row, id: undefined })),
					},
				}),
			},
		});
		const { success } = await list({ returnAll: true });
		expect(success.map(({ json }) => json.input)).toEqual(
			['number 2', 'number 1', 'number 0'].map((prompt) => expect.objectContaining({ prompt })),
		);
	});

	it('sends the filters as the API names them', async () => {
		await list({
			filters: {
				model: ' openai/sora-2/text-to-video ',
				status: 'completed',
				createdAfter: '2026-11-20T08:00:00+01:00',
				createdBefore: '2026-11-21T08:00:00Z',
			},
		});
		expect(pagesAsked()).toEqual([
			{
				page: 1,
				page_size: 100,
				include_inputs: true,
				model: 'openai/sora-2/text-to-video',
				status: 'completed',
				created_after: '2026-11-20T07:00:00.000Z',
				created_before: '2026-11-21T08:00:00.000Z',
			},
		]);
	});

	it('takes a time without a zone as the workflow’s clock shows it', async () => {
		await list({ filters: { createdAfter: '2026-11-20T08:00:00' } });
		// The zone of a workflow that sets none is America/New_York.
		expect(pagesAsked()[0]).toMatchObject({ created_after: '2026-11-20T13:00:00.000Z' });
	});

	it('narrows by model, status and time', async () => {
		const [first] = await make(2);
		emulator.fail(first!, 'No.');
		const ids = async (filters: object) =>
			(await list({ filters })).success.map(({ json }) => json.id);
		expect(await ids({ status: 'failed' })).toEqual([first]);
		expect(await ids({ model: 'openai/sora-2/image-to-video' })).toEqual([]);
		expect(await ids({ createdBefore: new Date(Date.now() - HOUR).toISOString() })).toEqual([]);
		expect(await ids({ createdAfter: new Date(Date.now() - HOUR).toISOString() })).toHaveLength(2);
	});

	it.each([
		[
			'filters that exclude each other',
			{ filters: { createdAfter: '2026-11-21T00:00:00Z', createdBefore: '2026-11-20T00:00:00Z' } },
			/“Created After” .* is later than “Created Before” .* Swap the two/,
		],
		[
			'a date that is none',
			{ filters: { createdAfter: 'yesterday' } },
			/“Created After” is not a date: “yesterday”/,
		],
		[
			'a status that is none',
			{ filters: { status: 'done' } },
			/“Status” has no value “done”.*completed/,
		],
		['a model id that is none', { filters: { model: '../balance' } }, /not a model id/],
		[
			'a model’s name, without speaking of a list or of a submission',
			{ filters: { model: 'z-image' } },
			/^The filter “Model” is not a model id: “z-image”\. Ids look like wavespeed-ai\/minimax-h3\/text-to-video: copy it from the model’s page at wavespeed\.ai\/models, or remove the filter\.$/,
		],
		['a limit of none', { limit: 0 }, /“Limit” must be a whole number of at least 1/],
		['a limit below none', { limit: -5 }, /“Limit” must be a whole number of at least 1/],
		['half a limit', { limit: '2.5' }, /“Limit” must be a whole number of at least 1/],
	])('refuses %s without asking the API', async (_what, parameters, message) => {
		const { failure } = await list(parameters);
		expect(failure?.message).toMatch(message);
		expect(emulator.requests).toHaveLength(0);
	});

	it('makes a failed item an error row and lists for the others', async () => {
		await make(1);
		const { success, errors } = await list(
			{ filters: { status: '={{ $json.prompt }}' } },
			{ items: prompts('completed', 'done'), onError: 'continueErrorOutput' },
		);
		expect(success.every(({ json }) => json.status === 'completed')).toBe(true);
		expect(errors).toHaveLength(1);
		expect(errors[0]!.json).toMatchObject({
			details: { reason: 'invalidFilter', field: 'filters.status' },
		});
	});

	it('does not take an answer without a list for an account without predictions', async () => {
		emulator.misbehave({
			when: { method: 'POST', path: '/api/v3/predictions' },
			times: 20,
			do: { kind: 'transform', change: (answer) => ({ ...answer, data: { page: 1 } }) },
		});
		const { failure } = await list();
		expect(failure?.message).toMatch(/without what was asked for: it sent an object with page\./);
	});
});
