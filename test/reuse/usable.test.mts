import { modelWith } from '../faults/modelWith.mts';
import { answer, listed, lostAndNot } from '../faults/runWithoutEngine.mts';
import { MODEL, type Fault } from '../faults/scriptedApi.mts';
import { pricedAccount, type PricedSettings } from '../submission/price/pricedAccount.mts';
import { row } from './listedRow.mts';

const models = [modelWith({ seed: { type: 'integer', default: -1 } })];
const options = { reusePaidResults: 'always' };
const result = (changes: object = {}): Fault => answer(200, { code: 200, data: row(changes) });
const old = 'b'.repeat(32);
/** What an execution does with these rows of the list, and these answers about them. */
const reuse = async (
	rows: object[],
	results: Fault[],
	{ more = {}, ...script }: PricedSettings & { more?: object } = {},
) => {
	const account = pricedAccount({ models, list: [listed(rows)], result: results, ...script });
	const ran = await account.execute({ ...options, ...more }, { operation: 'generateAndWait' });
	return { ...account, ...ran, first: ran.json[0]!, paid: account.api.predictions.length };
};

describe('a paid result that is listed', () => {
	it('is taken, and the row says what that saved', async () => {
		const { first, paid } = await reuse([row()], [result()]);
		expect(first).toMatchObject({ id: row().id, reused: true, saved_usd: 0.4 });
		expect(paid).toBe(0);
	});

	it('is taken where nobody knows the price, without a word of what it saved', async () => {
		const { first, paid } = await reuse([row()], [result()], { quotes: () => 'unknown' });
		expect(first).toMatchObject({ id: row().id, reused: true });
		expect(first).not.toHaveProperty('saved_usd');
		expect(paid).toBe(0);
	});

	it.each([
		['has failed', result({ status: 'failed', outputs: [] })],
		['has failed, with an output', result({ status: 'failed' })],
		['has no outputs', result({ outputs: [] })],
		['is gone', answer(404, { code: 404 })],
	])('is passed over where it %s meanwhile, and the next is taken', async (_what, fault) => {
		const { first, paid } = await reuse([row(), row({ id: old })], [fault, result({ id: old })]);
		expect(first).toMatchObject({ id: old, reused: true });
		expect(paid).toBe(0);
	});

	it('is passed over where it has failed already, without a look', async () => {
		const { at, paid, first } = await (async () => {
			const ran = await reuse([row({ status: 'failed' })], []);
			return { ...ran, at: ran.api.requests.filter(({ kind }) => kind === 'result') };
		})();
		expect([paid, first.reused]).toEqual([1, false]);
		// That of the new one alone.
		expect(at).toHaveLength(1);
	});

	it.each([
		[answer(403, { code: 403 })],
		[answer(410, { code: 410 })],
		// “Not found”, of which half comes.
		[{ kind: 'cut', share: 0.5 } as const],
	])('that cannot be had (%j) keeps the item from paying for a new one', async (fault) => {
		const { first, paid } = await reuse([row()], Array<Fault>(9).fill(fault));
		expect(first.error).toMatch(
			/^The node could not find out whether this was already paid for, so nothing was submitted\. .* To submit anyway, set the option “Cost: Reuse Paid Results” to Never\.$/,
		);
		expect(first.details.model).toBe(MODEL);
		expect(paid).toBe(0);
	});

	it('is asked for again where the network loses the answer', async () => {
		const { first, paid } = await reuse([row()], [lostAndNot, result()]);
		expect([first.id, paid]).toEqual([row().id, 0]);
	});

	it('is one that is completed rather than a newer one that is under way', async () => {
		const { first } = await reuse(
			[row({ status: 'processing', outputs: [] }), row({ id: old })],
			[result({ id: old })],
		);
		expect(first).toMatchObject({ id: old, reused: true });
	});

	it.each([
		['2026-11-21T00:00:00.000Z', true],
		['2026-11-20T23:59:59.999Z', false],
	])('of %s is within a day: %s', async (created_at, reused) => {
		const { first } = await reuse([row({ created_at })], [result({ created_at })], {
			more: { reuseWithinDays: 1 },
		});
		expect(first.reused).toBe(reused);
	});

	it('is told to be none, and why, where the list shows no inputs', async () => {
		const { first, log, paid } = await reuse([row({ input: undefined })], []);
		const note =
			'WaveSpeed’s list does not show what predictions were made from, so none could be reused.';
		expect(log).toContain(`Item 0: ${note}`);
		expect([paid, first.reused]).toEqual([1, false]);
		expect(JSON.stringify(first)).toContain(note);
	});

	it('is none without a note where some inputs are shown, or there are none', async () => {
		for (const rows of [
			[],
			[row({ input: undefined }), row({ id: old, input: { prompt: 'b' } })],
		]) {
			const { first, log } = await reuse(rows, []);
			expect(first.reused).toBe(false);
			expect(log.join()).not.toContain('could be reused');
			expect(first).not.toHaveProperty('reuse_note');
			expect(log.join()).not.toContain('undefined');
		}
	});

	it('is told to be perhaps older where there are more than are looked through', async () => {
		const list = Array.from({ length: 60 }, (_one, page) =>
			listed([row({ id: `${page}`.padStart(32, 'c'), input: { prompt: 'b' } })]),
		);
		const { first, api } = await reuse([], [], { list });
		expect(api.requests.filter(({ kind }) => kind === 'list')).toHaveLength(50);
		expect(JSON.stringify(first)).toContain('Only the newest 5000 predictions of the model');
	});

	it('is still told as “not reused” by a later try', async () => {
		const account = pricedAccount({ models, list: [listed([])], result: [answer(403)] });
		const { json, tries } = await account.execute(options, {
			operation: 'generateAndWait',
			tries: 2,
		});
		expect(tries).toBe(2);
		expect(json[0]).toMatchObject({ reused: false, status: 'completed' });
		expect(account.api.predictions).toHaveLength(1);
	});

	it('is not told of where nobody asked for it, also by a later try', async () => {
		const account = pricedAccount({ models, result: [answer(403)] });
		const { json } = await account.execute({}, { operation: 'generateAndWait', tries: 2 });
		expect(json[0]).toMatchObject({ status: 'completed' });
		expect(json[0]).not.toHaveProperty('reused');
	});
});
