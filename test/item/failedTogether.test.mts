import { InputError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';
import { modelWith } from '../faults/modelWith.mts';
import { answer, lostAndNot, run } from '../faults/runWithoutEngine.mts';
import { API, MODEL, type Fault } from '../faults/scriptedApi.mts';

const stop = { onError: 'stop' } as const;
const refused = (message: string): Fault => answer(400, { code: 400, message });
const good: Fault = { kind: 'none' };
const limited = { maxPricePerPrediction: 0.1 };
let keys = 0;
const told = async (
	script: Parameters<typeof run>[0],
	options: NonNullable<Parameters<typeof run>[1]>,
) => {
	const ran = await run(script, { key: `together-${++keys}`, ...options });
	const [error] = ran.thrown;
	const sent = ran.api.requests.filter(({ kind }) => kind === 'submit').length;
	return { ...ran, sent, message: error!.message, data: error!.context!.data! };
};

describe('the one error of a node that stops on errors', () => {
	it('is said once where it is the same for all', async () => {
		const { message, data, thrown } = await told(
			{ prices: { 'openai/sora-2/text-to-video': 0.4 } },
			{ ...stop, prompts: ['a', 'b', 'c'], options: limited },
		);
		expect(message).toMatch(/^This prediction would cost \$0\.40, /);
		expect(message).not.toContain('items are wrong');
		expect(data.failedItems).toEqual([0, 1, 2]);
		expect(thrown).toHaveLength(1);
	});

	it('is said once for all where a field of each is wrong, and blames no single one', async () => {
		const { message, data, sent } = await told(
			{ models: [modelWith({})] },
			{ ...stop, prompts: ['', '', ''] },
		);
		expect(message).toBe(
			'All 3 items: The input “prompt” is required. Give it a value. Nothing was submitted.',
		);
		expect(data.failedItems).toEqual([0, 1, 2]);
		expect(sent).toBe(0);
	});

	it('names each item where they say different things', async () => {
		const { message, data } = await told(
			{ submit: [refused('one'), good, refused('three')], looks: [1] },
			{ ...stop, prompts: ['a', 'b', 'c'] },
		);
		expect(message).toMatch(
			/^2 of 3 items failed, counted from 0 as n8n does\. Item 0: .*one.* Item 2: .*three/,
		);
		expect(message).not.toContain('more.');
		expect(data.failedItems).toEqual([0, 2]);
	});

	it.each([
		[
			['a', 'b'],
			'Another prediction of this run is paid for. To get it without paying again, press Retry in n8n’s list of executions, or set the option “Cost: Reuse Paid Results” before you run the workflow again, or fetch it with Get Result: its id is in the details.',
		],
		[
			['a', 'b', 'c'],
			'2 other predictions of this run are paid for. To get them without paying again, press Retry in n8n’s list of executions, or set the option “Cost: Reuse Paid Results” before you run the workflow again, or fetch them with Get Result: their ids are in the details.',
		],
	])(
		'says what else the run of %j has paid for, and how not to pay for it again',
		async (prompts, words) => {
			const { message, data } = await told(
				{ submit: [refused('one'), good, good], looks: [1] },
				{ ...stop, prompts },
			);
			expect(message).toContain(words);
			expect(data.otherPredictions).toHaveLength(prompts.length - 1);
		},
	);

	it('counts no prediction as paid that WaveSpeed refunds', async () => {
		const { api, message, data } = await told(
			{ failing: [true, true, false] },
			{ ...stop, prompts: ['a', 'b', 'c'] },
		);
		expect(message).toMatch(/^2 of 3 items failed, /);
		expect(message).toContain('Another prediction of this run is paid for. ');
		const ids = api.predictions.map(({ id }) => id);
		expect(data.otherPredictions).toEqual([{ item: 2, predictionId: ids[2] }]);
		expect(data.otherFailedPredictions).toEqual([{ item: 1, predictionId: ids[1] }]);
	});

	it('says nothing of a payment where all have failed and are refunded', async () => {
		const { message, data } = await told(
			{ failing: [true, true] },
			{ ...stop, prompts: ['a', 'b'] },
		);
		expect(message).not.toContain('paid for');
		expect(data).not.toHaveProperty('otherPredictions');
	});

	it('says once that nothing was submitted, where that is so for all', async () => {
		const { message, sent } = await told(
			{ models: [modelWith({ prompt: { type: 'string', minLength: 2 } })] },
			{ ...stop, prompts: ['', 'good', 'x'] },
		);
		expect(message).toMatch(
			/^2 of 3 items are wrong, counted from 0 as n8n does\. Item 0: The input “prompt” [^.]+\. [^.]+\. Item 2: The input “prompt” [^.]+\. [^.]+\. Nothing was submitted\. \[item 0\]$/,
		);
		expect(sent).toBe(0);
	});

	it('says of each what it costs, where that differs', async () => {
		const words = ['It is wrong. Nothing was submitted.', 'It may have been charged.'];
		const { message } = await told(
			{},
			{
				...stop,
				prompts: ['a', 'b'],
				operation: async ({ index }) => {
					throw new InputError(words[index]!, { reason: 'nodeSettings' });
				},
			},
		);
		expect(message).toBe(
			`2 of 2 items failed, counted from 0 as n8n does. Item 0: ${words[0]} Item 1: ${words[1]} [item 0]`,
		);
	});

	const failing = async (words: ReadonlyArray<string | undefined>) =>
		await told(
			{},
			{
				...stop,
				prompts: words.map((_said, item) => `prompt ${item}`),
				operation: async ({ index }) => {
					const said = words[index];
					if (said === undefined) return [];
					throw new InputError(`${said} Nothing was submitted.`, { reason: 'nodeSettings' });
				},
			},
		);
	const [A, B] = ['It is late.', 'It is long.'];

	it.each([
		['a row of items', [A, A, A, A, B], `5 of 5`, `Items 0 to 3: ${A} Item 4: ${B}`],
		['single items', [A, B, B, A, B, A], `6 of 6`, `Items 0, 3 and 5: ${A} Items 1, 2 and 4: ${B}`],
		['two rows', [A, A, A, B, A, A, A], `7 of 7`, `Items 0 to 2 and 4 to 6: ${A} Item 3: ${B}`],
		['some of the run', [undefined, A, A, A, undefined], `3 of 5`, `Items 1 to 3: ${A}`],
	])('says once what is the same for %s', async (_what, words, count, named) => {
		const { message, data } = await failing(words);
		expect(message).toBe(
			`${count} items are wrong, counted from 0 as n8n does. ${named} Nothing was submitted. [item ${words.indexOf(A)}]`,
		);
		expect(data.failedItems).toEqual(
			words.flatMap((said, item) => (said === undefined ? [] : [item])),
		);
	});

	it('stays short where every second item of many is wrong', async () => {
		const { message } = await failing(Array.from({ length: 60 }, (_one, at) => (at % 2 ? B : A)));
		expect(message).toContain(
			`Items 0, 2, 4, 6, 8, 10, 12, 14, 16, 18 and 20 more: ${A} Items 1, 3, 5,`,
		);
	});

	it('names ten of them, and says how many more there are', async () => {
		const submit = Array.from({ length: 12 }, (_one, item) => refused(`no ${item}.`));
		const { message, data } = await told(
			{ submit },
			{ ...stop, prompts: submit.map((_fault, item) => `prompt ${item}`) },
		);
		expect(message).toMatch(/^12 of 12 items failed, counted from 0 as n8n does\. /);
		expect(message.match(/Item \d+: /g)).toEqual(
			Array.from({ length: 10 }, (_one, item) => `Item ${item}: `),
		);
		expect(message).toMatch(/ And 2 more\./);
		expect(data.failedItems).toEqual(submit.map((_fault, item) => item));
	});

	it('is that of the one item that is wrong, and names it', async () => {
		const { message, data, thrown } = await told(
			{ submit: [good, refused('only this')] },
			{ ...stop, prompts: ['a', 'b', 'c'] },
		);
		expect(message).toContain('only this');
		expect(message).toContain('[item 1]');
		expect(data).not.toHaveProperty('failedItems');
		expect(thrown[0]!.context).toMatchObject({ itemIndex: 1 });
	});

	it('names the items in their order, whichever of them fails first', async () => {
		const { message, data } = await told(
			{ submit: [refused('slow'), good, refused('fast')] },
			{
				...stop,
				prompts: ['a', 'b', 'c'],
				delay: ({ kind, body }) =>
					kind === 'submit' && JSON.stringify(body).includes('"a"') ? 5_000 : 0,
			},
		);
		expect(message).toMatch(/Item 0: .*slow.* Item 2: .*fast/);
		expect(data.failedItems).toEqual([0, 2]);
	});

	it('names all that was paid for, by item', async () => {
		const { data, api } = await told(
			{ submit: [good, good, refused('no')], looks: [1, 1] },
			{
				...stop,
				prompts: ['a', 'b', 'c'],
				// What comes first is told last.
				delay: ({ kind, body }) =>
					kind === 'submit' && JSON.stringify(body).includes('"a"') ? 3_000 : 0,
			},
		);
		expect(data.otherPredictions).toEqual(
			['a', 'b'].map((prompt, item) => ({
				item,
				predictionId: api.predictions.find(({ input }) => input.prompt === prompt)!.id,
			})),
		);
	});

	it('names all that may have been charged, by item, and its own only once', async () => {
		const { data } = await told(
			{ submit: [lostAndNot, lostAndNot, lostAndNot] },
			{
				...stop,
				prompts: ['a', 'b', 'c'],
				delay: ({ kind, body }) =>
					kind === 'submit' && JSON.stringify(body).includes('"b"') ? 3_000 : 0,
			},
		);
		expect(data).toMatchObject({ reason: 'outcomeUnknown', chargePossible: true });
		expect(data.otherPossibleCharges).toMatchObject([{ item: 1 }, { item: 2 }]);
	});

	it('names what the item itself may have been charged where it cannot even begin again', async () => {
		let reads = 0;
		const getCredentials = async () => {
			if (++reads > 1) throw new Error('the key cannot be read');
			return { apiKey: 'key-read-once', baseUrl: API };
		};
		const { data, message } = await told(
			{ submit: [lostAndNot] },
			{ ...stop, tries: 2, host: { getCredentials } },
		);
		expect(message).toContain('cannot be read');
		expect(data.otherPossibleCharges).toMatchObject([{ item: 0 }]);
	});

	it('names each prediction once, also after several tries', async () => {
		const { data, api, message } = await told(
			{ submit: [good, refused('first'), refused('second')], looks: [1] },
			{ ...stop, prompts: ['a', 'b'], tries: 2 },
		);
		expect(message).toContain('second');
		expect(data.otherPredictions).toEqual([{ item: 0, predictionId: api.predictions[0]!.id }]);
	});
});

describe('variations of an item', () => {
	it('that are kept back by one of them tell of that one, and of its prediction alone', async () => {
		const { api, data } = await told(
			{ submit: [good, lostAndNot], result: [answer(403)] },
			{ ...stop, options: { variations: 2 }, tries: 2 },
		);
		expect(data).toMatchObject({ reason: 'outcomeUnknown', variation: 2 });
		expect(data).not.toHaveProperty('predictionId');
		expect(data.otherPredictions).toEqual([{ item: 0, predictionId: api.predictions[0]!.id }]);
	});

	it('that are too expensive together are told of together', async () => {
		const { errors } = await run(
			{ prices: { [MODEL]: 0.4 } },
			{ key: `together-${++keys}`, options: { variations: 2, maxPricePerRun: 0.5 } },
		);
		expect(errors).toHaveLength(1);
		expect(errors[0]!.details).toMatchObject({ reason: 'priceLimit', predictions: 2 });
		expect(errors[0]!.details).not.toHaveProperty('variation');
	});

	it('are named by their number where one has failed, and not otherwise', async () => {
		const { errors } = await run(
			{ submit: [good, refused('no')] },
			{ key: `together-${++keys}`, options: { variations: 2 }, prompts: ['a'] },
		);
		expect(errors[0]!.details).toMatchObject({ variation: 2 });
		const single = await run({ submit: [refused('no')] }, { prompts: ['a'] });
		expect(single.errors[0]!.details).not.toHaveProperty('variation');
	});
});
