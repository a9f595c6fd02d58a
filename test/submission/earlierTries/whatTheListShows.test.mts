import { modelWith } from '../../faults/modelWith.mts';
import { answer, listed, lostAndNot, run } from '../../faults/runWithoutEngine.mts';
import { MODEL, type FaultScript } from '../../faults/scriptedApi.mts';

const row = (changes: object = {}) => ({
	id: 'abc',
	model: MODEL,
	input: { prompt: 'a' },
	created_at: '2026-11-22T00:00:00.000Z',
	status: 'completed',
	outputs: ['text'],
	...changes,
});
const similar = { input: { prompt: 'a', style: 'oil' } };
const unseen = { input: undefined };
const LONG_AGO = { created_at: '2026-11-21T23:50:00.000Z' };
const lateBy = (ms: number) => ({
	created_at: new Date(Date.UTC(2026, 10, 22) + ms).toISOString(),
});

const secondTry = async (rows: object[], prompts = ['a'], script: Partial<FaultScript> = {}) => {
	const submit = prompts.map(() => lostAndNot);
	const ran = await run({ submit, list: [listed(rows)], ...script }, { tries: 2, prompts });
	return { ...ran, first: ran.rows[0]!.json, told: ran.errors[0] };
};

describe('a lost submission in the list', () => {
	it('is told, and not taken, where the list says more than was sent', async () => {
		const { told } = await secondTry([row(similar)]);
		expect(told!.details).toMatchObject({ reason: 'outcomeUnknown', candidates: ['abc'] });
		expect(told!.error).toContain(
			'This prediction may belong to this item, or to another one: abc. Look at it with Get Result.',
		);
	});

	it('is taken with a seed that the model has drawn', async () => {
		const { first } = await secondTry([row({ input: { prompt: 'a', seed: 5 } })]);
		expect(first).toMatchObject({ id: 'abc' });
	});

	it('is found behind a page of other models, where the server does not know the filter', async () => {
		const others = Array.from({ length: 100 }, (_one, place) =>
			row({ id: `other${place}`, model: 'maker/other' }),
		);
		const { first } = await secondTry([], ['a'], {
			list: [listed(others), listed([row()]), listed([])],
		});
		expect(first).toMatchObject({ id: 'abc' });
	});

	it('is told with all that it may be', async () => {
		const ids = Array.from({ length: 9 }, (_one, place) => `id${place}`);
		const { told } = await secondTry(ids.map((id) => row({ ...similar, id })));
		expect(told!.details.candidates).toEqual(ids);
		expect(told!.error).toMatch(
			/One of these predictions may belong to this item: id0, id1(, id\d)* and \d more\. Look at it with Get Result\./,
		);
		const named = told!.error.match(/id\d/g)!.length;
		expect(told!.error).toContain(` and ${9 - named} more.`);
	});

	it('is told without “more” where all are named', async () => {
		const { told } = await secondTry(
			['u', 'v', 'x', 'y', 'z'].map((id) => row({ ...similar, id })),
		);
		expect(told!.error).toContain('may belong to this item: u, v, x, y, z. Look at it');
	});

	it.each([[similar], [unseen], [{}]])('%j that was made before is not told', async (changes) => {
		const { told } = await secondTry([row({ ...changes, ...LONG_AGO })]);
		expect(told!.details).toMatchObject({ reason: 'outcomeUnknown' });
		expect(told!.details).not.toHaveProperty('candidates');
	});

	it.each([
		['beside one that may be it as well', [row(unseen), row({ id: 'def', ...similar })]],
		['beside two equal ones', [row(unseen), row({ id: 'def' }), row({ id: 'ghi' })]],
		['made too late', [row({ ...unseen, ...lateBy(3e5) })]],
	])('whose input is not shown is not taken %s', async (_what, rows) => {
		const { told } = await secondTry(rows);
		expect([...(told!.details.candidates as string[])].sort()).toEqual(
			rows.map(({ id }) => id).sort(),
		);
	});

	it('whose input is not shown is not taken where two were lost', async () => {
		const { errors } = await secondTry([row(unseen)], ['a', 'b']);
		for (const { details } of errors)
			expect(details).toMatchObject({ reason: 'outcomeUnknown', candidates: ['abc'] });
		expect(errors).toHaveLength(2);
	});

	it('is told, and not taken, where one of two equal ones has failed', async () => {
		const { told } = await secondTry([row(), row({ id: 'def', status: 'failed', outputs: [] })]);
		expect(told!.details).toMatchObject({ candidates: ['abc', 'def'] });
	});

	// The clocks agree on seconds alone, and a POST may be under way for a minute and a half.
	it.each([
		['equal', {}, 90_000, 'taken'],
		['equal', {}, 90_001, 'told'],
		['similar', similar, -2_000, 'told'],
		['similar', similar, -2_001, 'neither'],
		['unseen', unseen, -2_000, 'taken'],
		['unseen', unseen, -2_001, 'neither'],
	])('that is %s (%j), made %d ms after it was sent, is %s', async (_how, changes, ms, what) => {
		const { first, told } = await secondTry([row({ ...changes, ...lateBy(ms) })]);
		expect(first.id).toBe(what === 'taken' ? 'abc' : undefined);
		expect(told?.details.candidates).toEqual(what === 'told' ? ['abc'] : undefined);
	});

	it('is looked for by the clock of a server that is behind, page by page', async () => {
		const date = new Date(Date.UTC(2026, 10, 21, 23, 50)).toUTCString();
		const behind = (rows: object[]) => answer(200, { code: 200, data: { items: rows } }, { date });
		const another = row({ id: 'def', input: { prompt: 'b' }, ...lateBy(-590_000) });
		const { first } = await secondTry([], ['a'], {
			list: [behind([another]), behind([row(lateBy(-600_000))])],
		});
		expect(first).toMatchObject({ id: 'abc' });
	});

	it('is the older of two equal ones for whoever comes first, in whatever order they are listed', async () => {
		for (const rows of [
			[row({ id: 'old' }), row({ id: 'young', ...lateBy(500) })],
			[row({ id: 'young', ...lateBy(500) }), row({ id: 'old' })],
		]) {
			const { rows: out } = await secondTry(rows, ['a', 'a']);
			expect(out.map(({ json }) => json.id)).toEqual(['old', 'young']);
		}
	});

	it('that has failed for a reason nobody pays back is not submitted again', async () => {
		const { told, at } = await secondTry([row({ status: 'cancelled', outputs: [] })], ['a'], {
			result: [answer(200, { code: 200, data: { id: 'abc', status: 'cancelled', outputs: [] } })],
		});
		expect(told!.details).toMatchObject({
			reason: 'predictionFailed',
			predictionId: 'abc',
			model: MODEL,
		});
		expect(at('submit')).toHaveLength(1);
	});
});

describe('a prediction of an earlier try that has ended', () => {
	it.each([['cancelled'], ['deleted']])('as %s is not submitted again', async (status) => {
		const { errors, at, api } = await run({ failing: [{ status }] }, { tries: 3 });
		expect(at('submit')).toHaveLength(1);
		expect(errors[0]!.details).toMatchObject({
			predictionId: api.predictions[0]!.id,
			model: MODEL,
			status,
		});
	});
});

describe('the seed of a submission', () => {
	const models = [modelWith({ seed: { type: 'integer', default: -1 } })];
	let keys = 0;
	const seedFor = async (more: object) => {
		const { api } = await run({ models }, { key: `seed-${++keys}`, ...more });
		return api.predictions[0]!.input.seed;
	};
	const n8n = (instance: string) => ({ host: { getInstanceId: () => instance } });

	it('is the same for the same place of the same execution', async () => {
		expect(await seedFor(n8n('one'))).toBe(await seedFor(n8n('one')));
	});

	it('is another one for another n8n, workflow, node or execution', async () => {
		const seeds = await Promise.all(
			[
				n8n('one'),
				n8n('two'),
				{ host: { getInstanceId: undefined } },
				{ host: { getWorkflow: () => ({ id: 'another' }) } },
				{ host: { getWorkflow: undefined } },
				{ node: { id: '2' } },
				{ node: { id: '', name: 'One' } },
				{ node: { id: '', name: 'Two' } },
				{ executionId: '2' },
			].map(seedFor),
		);
		// An n8n that does not tell its name is one without.
		expect(new Set(seeds).size).toBe(seeds.length);
	});

	it('does not change with the name of a node that has an id', async () => {
		expect(await seedFor({ node: { name: 'One' } })).toBe(await seedFor({ node: { name: 'Two' } }));
	});
});
