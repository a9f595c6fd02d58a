import type { IDataObject } from 'n8n-workflow';

import { NEVER_ENDS } from '../faults/scriptedApi.mts';
import { again, killed, WITHOUT_SEED } from './killedExecution.mts';

describe('an attempt that is found in the retry of a killed execution', () => {
	it('tells the prices of what it takes up, and asks for none where no limit is set', async () => {
		for (const limits of [{ maxPricePerRun: 5 }, {}]) {
			const { api, kill, retry, letEnd } = killed(
				{ failing: [true], looks: [1, NEVER_ENDS] },
				{ ...again(2), ...limits },
			);
			await kill();
			letEnd();
			const [row] = await retry();
			const isLimited = 'maxPricePerRun' in limits;
			expect(row!.quoted_price_usd).toBe(isLimited ? 0.4 : undefined);
			for (const one of row!.attempts as IDataObject[])
				expect(one.quoted_price_usd).toBe(isLimited ? 0.4 : undefined);
			expect(api.requests.some(({ kind }) => kind === 'price')).toBe(isLimited);
		}
	});

	it('takes up what it finds where nobody knows the price', async () => {
		const { kill, retry, letEnd, ids } = killed(
			{ failing: [true], looks: [1, NEVER_ENDS], prices: {} },
			{ ...again(2), maxPricePerRun: 1, ifPriceUnknown: 'submit' },
		);
		await kill();
		letEnd();
		const [row] = await retry();
		expect(row).toMatchObject({ id: ids()[1], status: 'completed' });
		expect(row).not.toHaveProperty('quoted_price_usd');
	});

	it('takes none of somebody else’s for one attempt more than there may be', async () => {
		const { api, kill, retry, letEnd, ids } = killed(
			{ models: WITHOUT_SEED, failing: [true, true], looks: [1, NEVER_ENDS] },
			again(1),
		);
		await kill();
		letEnd();
		await retry();
		const [first, second] = ids();
		// Somebody else makes an equal one before the execution is retried once more.
		api.predictions.push({ ...api.predictions[1]!, id: 'b'.repeat(32), status: 'completed' });
		const [row] = await retry();
		expect(JSON.stringify(row)).toContain(first);
		expect(JSON.stringify(row)).toContain(second);
		expect(row!.error).toBeDefined();
		expect(ids()).toHaveLength(3);
	});
});
