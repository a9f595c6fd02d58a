import type { IDataObject } from 'n8n-workflow';

import { MODEL, NEVER_ENDS } from '../faults/scriptedApi.mts';
import { again, killed, OTHER, OTHERS, SEEDED, THIRD, WITHOUT_SEED } from './killedExecution.mts';

describe('a retry of an execution that was killed in the middle of its attempts', () => {
	describe.each([
		['a seed', SEEDED],
		['no seed', WITHOUT_SEED],
	])('with models that take %s', (_what, models) => {
		it('takes up the second attempt of the same model, and tells of both', async () => {
			const { kill, retry, letEnd, ids } = killed(
				{ models, failing: [true], looks: [1, NEVER_ENDS] },
				again(2),
			);
			await kill();
			letEnd();
			const [row] = await retry();
			expect(ids()).toHaveLength(2);
			expect(row).toMatchObject({
				id: ids()[1],
				attempts: [
					{ model: MODEL, id: ids()[0], status: 'failed', reason: 'Task execution failed' },
					{ model: MODEL, id: ids()[1], status: 'completed' },
				],
			});
		});

		it('takes up the attempt of another model', async () => {
			const { api, kill, retry, letEnd, ids } = killed(
				{ models, failing: [true, true], looks: [1, 1, NEVER_ENDS] },
				OTHERS,
			);
			await kill();
			expect(api.predictions.map(({ model }) => model)).toEqual([MODEL, OTHER, THIRD]);
			letEnd();
			const [row] = await retry();
			expect(ids()).toHaveLength(3);
			expect(row).toMatchObject({ id: ids()[2], status: 'completed' });
			expect((row!.attempts as IDataObject[]).map(({ id }) => id)).toEqual(ids());
		});

		it('makes the attempts that are left, and no more', async () => {
			const { kill, retry, letEnd, ids } = killed(
				{ models, failing: Array(9).fill(true), looks: [1, NEVER_ENDS] },
				again(2),
			);
			await kill();
			letEnd();
			const [row] = await retry(3);
			expect(ids()).toHaveLength(3);
			expect(row!.error).toContain('attempts');
			for (const id of ids()) expect(JSON.stringify(row)).toContain(id);
		});
	});

	it('is itself killed and retried, and pays for nothing twice', async () => {
		const { kill, retry, letEnd, ids } = killed(
			{ failing: [true, true], looks: [1, NEVER_ENDS, NEVER_ENDS] },
			again(3),
		);
		await kill();
		letEnd();
		await kill();
		expect(ids()).toHaveLength(3);
		await kill();
		letEnd();
		const [row] = await retry();
		expect(ids()).toHaveLength(3);
		expect((row!.attempts as IDataObject[]).map(({ id }) => id)).toEqual(ids());
	});

	it('gives equal items each its own', async () => {
		const { kill, retry, letEnd, ids } = killed(
			{ failing: [true, true], looks: [1, 1, NEVER_ENDS, NEVER_ENDS] },
			OTHERS,
			{ prompts: ['same', 'same'] },
		);
		await kill();
		letEnd();
		const rows = await retry();
		expect(ids()).toHaveLength(4);
		const told = rows.flatMap(({ attempts }) => (attempts as IDataObject[]).map(({ id }) => id));
		expect(told.sort()).toEqual(ids().sort());
		expect(rows.map(({ status }) => status)).toEqual(['completed', 'completed']);
	});

	it('counts what was made before for the price limit of the run', async () => {
		const { kill, retry, letEnd, ids } = killed(
			{ failing: [true, true, true], looks: [1, NEVER_ENDS] },
			{ ...OTHERS, maxPricePerRun: 1 },
		);
		await kill();
		letEnd();
		const [row] = await retry();
		expect(ids()).toHaveLength(2);
		expect(row!.error).toContain('$1.50 together ($0.60 of it is paid already');
		expect(row!.details!.attempts).toMatchObject([
			{ id: ids()[0], quoted_price_usd: 0.4 },
			{ id: ids()[1], quoted_price_usd: 0.2 },
		]);
	});

	it('makes no further attempt after a content that was refused', async () => {
		const { kill, retry, letEnd, ids } = killed(
			{ failing: [{ code: 1200, error: 'sensitive' }], looks: [NEVER_ENDS] },
			again(2),
		);
		await kill();
		letEnd();
		const [row] = await retry();
		expect(ids()).toHaveLength(1);
		expect(row!.details).toMatchObject({ predictionId: ids()[0], errorCode: 1200 });
	});

	it('looks once at one that the list shows as completed', async () => {
		const { api, kill, retry, ids } = killed({ looks: [NEVER_ENDS] }, again(2));
		await kill();
		api.predictions[0]!.status = 'completed';
		const before = api.requests.length;
		const [row] = await retry();
		expect(row).toMatchObject({ id: ids()[0], status: 'completed' });
		const since = api.requests.slice(before).map(({ kind }) => kind);
		expect(since.filter((kind) => kind === 'result')).toHaveLength(1);
	});

	it('names what it found, and its model, where that cannot be looked at', async () => {
		const { api, kill, retry, ids } = killed({ looks: [NEVER_ENDS] }, again(2));
		await kill();
		const { request } = api;
		api.request = async (options) =>
			await request({ ...options, url: options.url.replace(ids()[0]!, 'a'.repeat(32)) });
		const [row] = await retry();
		expect(row!.details).toMatchObject({ predictionId: ids()[0], model: MODEL });
		expect(ids()).toHaveLength(1);
	});

	it('makes none where the list cannot tell which one it was', async () => {
		const { api, kill, retry, letEnd, ids } = killed(
			{ models: WITHOUT_SEED, failing: [true], looks: [1, NEVER_ENDS, NEVER_ENDS] },
			again(2),
			{ prompts: ['same'] },
		);
		await kill();
		// Somebody else has made an equal one.
		api.predictions.push({ ...api.predictions[1]!, id: 'a'.repeat(32) });
		letEnd();
		const [row] = await retry();
		expect(ids()).toHaveLength(3);
		expect(row!.details).toMatchObject({ reason: 'outcomeUnknown' });
		expect(JSON.stringify(row)).toContain(ids()[1]);
	});
});
