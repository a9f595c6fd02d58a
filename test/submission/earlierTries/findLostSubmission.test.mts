import type { IDataObject } from 'n8n-workflow';

import { answer, listed, lostAndNot, run } from '../../faults/runWithoutEngine.mts';
import { KEY } from '../../faults/runScript.mts';
import { MODEL, type Fault } from '../../faults/scriptedApi.mts';

const SENT = '2026-11-22T00:00:00.000Z';

/** A row of the list that is the lost submission, but for the changes. */
const row = (changes: object = {}) => ({
	id: 'abc',
	model: MODEL,
	input: { prompt: 'a' },
	created_at: SENT,
	status: 'completed',
	outputs: ['text'],
	...changes,
});
const others = (count: number, changes: object = {}) =>
	Array.from({ length: count }, (_one, index) =>
		row({ id: `other${index}`, input: { prompt: 'b' }, ...changes }),
	);

/** The second try after a submission that was lost, with these pages of the list. */
const secondTry = async (list: Fault[], input?: IDataObject) =>
	await run({ submit: [lostAndNot], list }, { tries: 2, ...(input && { input }) });

const foundIn = ({ rows }: Awaited<ReturnType<typeof secondTry>>) => rows[0]!.json.id;

describe('looking for a lost submission', () => {
	it('finds it among rows that are none', async () => {
		const items = [null, 7, 'text', [], {}, row(), null, { id: 'x' }, undefined];
		expect(foundIn(await secondTry([listed(items)]))).toBe('abc');
	});

	it('says that nobody knows where the list has only rows that are none', async () => {
		const { errors, at } = await secondTry([listed([null, 7, 'text', [], {}])]);
		expect(errors[0]!.details).toMatchObject({ reason: 'outcomeUnknown', chargePossible: true });
		expect(errors[0]!.error).not.toContain('could not be fetched');
		expect(at('submit')).toHaveLength(1);
	});

	it('passes over a row whose id could not be asked for', async () => {
		const items = [row(), row({ id: '../balance' }), row({ id: 7 }), row({ id: undefined })];
		expect(foundIn(await secondTry([listed(items)]))).toBe('abc');
	});

	it.each([[undefined], [null], ['a text'], [7]])(
		'takes the only prediction of the model since then where the list shows %p for its input',
		async (input) => {
			expect(foundIn(await secondTry([listed([row({ input })])], {}))).toBe('abc');
		},
	);

	it('tells all that it may be where the list shows no inputs and there are several', async () => {
		const rows = [row({ input: undefined }), row({ id: 'def', input: undefined })];
		const { errors, at } = await secondTry([listed(rows)]);
		expect(errors[0]!.details).toMatchObject({
			reason: 'outcomeUnknown',
			candidates: ['abc', 'def'],
		});
		expect(errors[0]!.error).toContain('abc, def');
		expect(at('submit')).toHaveLength(1);
	});

	it('tells an equal one that was made at another time, and does not take it', async () => {
		const { errors } = await secondTry([listed([row({ created_at: '2026-11-22T00:05:00.000Z' })])]);
		expect(errors[0]!.details).toMatchObject({ candidates: ['abc'] });
	});

	it('tells two equal ones where one was lost, and takes none', async () => {
		const { errors } = await secondTry([listed([row(), row({ id: 'def' })])]);
		expect(errors[0]!.details).toMatchObject({ candidates: ['abc', 'def'] });
	});

	it('finds what was sent without any input', async () => {
		expect(foundIn(await secondTry([listed([row({ input: {} })])], {}))).toBe('abc');
	});

	it('looks at no further page once one reaches back before the submission', async () => {
		const page = [...others(60), ...others(40, { created_at: '2026-11-21T23:00:00.000Z' })];
		const { at, errors } = await secondTry([listed(page), listed([row()])]);
		expect(at('list')).toHaveLength(1);
		expect(errors[0]!.details.reason).toBe('outcomeUnknown');
	});

	it('looks at the next page where one ends at the very moment from which it may be', async () => {
		const moment = { created_at: '2026-11-21T23:59:58.000Z' };
		const ran = await secondTry([listed(others(100, moment)), listed([row(moment)])]);
		expect(ran.at('list').length).toBeGreaterThan(1);
		expect(foundIn(ran)).toBe('abc');
	});

	it('looks at the next page also after one that is not full: pages may be smaller than asked for', async () => {
		const ran = await secondTry([listed(others(20)), listed([row()])]);
		expect(foundIn(ran)).toBe('abc');
	});

	it.each([{ total: 99 }, { has_more: false }])(
		'looks at no further page where the list says %j',
		async (says) => {
			const page = answer(200, { code: 200, data: { page: 1, items: others(99), ...says } });
			const { at } = await secondTry([page, listed([row()])]);
			expect(at('list')).toHaveLength(1);
		},
	);

	it('asks for each page by its number', async () => {
		const { api } = await secondTry([
			listed(others(100)),
			listed(others(100).map((one) => ({ ...one, id: `${one.id}b` }))),
			answer(403),
		]);
		const pages = api.requests.filter(({ kind }) => kind === 'list').map(({ body }) => body);
		expect(pages).toEqual(
			[1, 2, 3].map((page) => ({
				page,
				page_size: 100,
				include_inputs: true,
				model: MODEL,
				created_after: '2026-11-21T23:00:00.000Z',
			})),
		);
	});

	it('has the key nowhere in an error, also where the list gives it for a status', async () => {
		const items = [row({ status: KEY, outputs: [] })];
		const { errors } = await run(
			{ submit: [lostAndNot], list: [listed(items)], result: [answer(403, { code: 403 })] },
			{ tries: 2 },
		);
		expect(errors[0]!.details).toMatchObject({ reason: 'forbidden', status: '[hidden]' });
		expect(JSON.stringify(errors).toLowerCase()).not.toContain(KEY.toLowerCase());
	});
});
