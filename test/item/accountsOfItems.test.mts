import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import { jsonReply } from '../faults/jsonReply.mts';
import { modelWith } from '../faults/modelWith.mts';
import { runNode, type NodeRunOptions } from '../faults/nodeWithoutEngine.mts';
import {
	MODEL,
	NEVER_ENDS,
	NO_FAULTS,
	ScriptedApi,
	type FaultScript,
} from '../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../virtualTime.mts';

/** Others in each test: copies of the catalogue are kept by key. */
let keys: string[];
let tests = 0;
beforeEach(() => (keys = [`key-one-of-test-${++tests}`, `key-number-two-of-test-${tests}`]));

const SEEDED = [modelWith({ seed: { type: 'integer', default: -1 } })];

/**
 * Two accounts, one for each item of a run.
 * @param answers by path and key, in place of the scripted API's; a number is the status of a refusal
 */
function twoAccounts(
	script: Partial<FaultScript> = {},
	answers: Record<string, (key: string) => object | number> = {},
) {
	const time = new VirtualTime(seeded(1));
	const api = new ScriptedApi({ ...NO_FAULTS, models: SEEDED, ...script }, time);
	const { request } = api;
	api.request = async (options: IHttpRequestOptions) => {
		const key = String(options.headers?.Authorization).replace('Bearer ', '');
		const answer = answers[new URL(options.url).pathname]?.(key);
		if (answer === undefined) return await request(options);
		return typeof answer === 'number' ? jsonReply(null, answer) : jsonReply(answer);
	};
	const execute = async (options: IDataObject, more: Partial<NodeRunOptions> = {}) => {
		const { rows } = await runNode({
			api,
			time,
			prompts: ['same', 'same'],
			keyOfItem: (index) => keys[index]!,
			...more,
			options,
		});
		return rows.map(({ json }) => json as IDataObject & { details?: IDataObject });
	};
	return { api, time, execute };
}

describe('items whose keys are of different accounts', () => {
	it('each find their own prediction when a killed execution is retried', async () => {
		const { api, time, execute } = twoAccounts({ looks: [NEVER_ENDS, NEVER_ENDS] });
		const killedBeganAt = time.date();
		const controller = new AbortController();
		void time.sleep(60_000).then(() => controller.abort());
		const chain = { resumeToken: 'token' };
		await execute({ timeout: 300 }, { ...chain, executionId: '1', signal: controller.signal });
		expect(api.predictions).toHaveLength(2);
		for (const prediction of api.predictions) prediction.looksLeft = 1;

		const rows = await execute(
			{ timeout: 300 },
			{ ...chain, executionId: '2', mode: 'retry', retryOf: '1', killedBeganAt },
		);
		expect(rows.map(({ id }) => id)).toEqual(api.predictions.map(({ id }) => id));
		expect(api.predictions).toHaveLength(2);
	});

	it('each find their own submission whose answer was lost', async () => {
		const lost = { kind: 'lost', code: 'ECONNRESET', accepted: true } as const;
		const { api, execute } = twoAccounts({ submit: [lost, lost] });
		const rows = await execute({}, { tries: 2 });
		expect(rows.map(({ id }) => id)).toEqual(api.predictions.map(({ id }) => id));
		expect(api.predictions).toHaveLength(2);
	});

	it('count no loss of one account as a reason to take what the other has', async () => {
		const lost = (accepted: boolean) => ({ kind: 'lost', code: 'ECONNRESET', accepted }) as const;
		const { api, time, execute } = twoAccounts({
			models: [modelWith({})],
			submit: [lost(false), lost(true)],
		});
		const context = {};
		const services = createProcessServices(time);
		await execute({}, { context, services });
		const [own] = api.predictions;
		const createdAt = new Date(own!.createdAt.getTime() - 1000);
		api.predictions.push({ ...own!, id: 'f'.repeat(32), createdAt });
		const rows = await execute({}, { context, services });
		expect(rows[1]!.details).toMatchObject({
			reason: 'outcomeUnknown',
			candidates: expect.arrayContaining([own!.id]),
		});
	});

	it('each get their own balance', async () => {
		const { execute } = twoAccounts({}, { '/api/v3/balance': (key) => ({ balance: key.length }) });
		const rows = await execute({}, { operation: 'getBalance' });
		expect(rows.map(({ balance }) => balance)).toEqual(keys.map(({ length }) => length));
	});

	it('are checked against the catalogue though the first key is wrong', async () => {
		const models = (key: string) => (key === keys[0] ? 401 : SEEDED);
		const { api, execute } = twoAccounts(
			{ submit: [{ kind: 'answer', status: 401, body: '{"code":401}', accepted: false }] },
			{ '/api/v3/models': models },
		);
		const rows = await execute({}, { inputOf: () => ({ prompt: 'a', seed: 'many' }) });
		expect(rows[1]!.details).toMatchObject({ reason: 'invalidInput', field: 'seed' });
		expect(api.predictions).toEqual([]);
	});

	it('have prices and limits of their own', async () => {
		const price = (key: string) => ({ price: key === keys[0] ? 0.4 : 2, currency: 'USD' });
		const { api, execute } = twoAccounts({}, { '/api/v3/model/price': price });
		const rows = await execute({ maxPricePerPrediction: 1 }, { operation: 'submit' });
		expect(rows[1]!.details).toMatchObject({ reason: 'priceLimit', quotedPriceUsd: 2 });
		expect(api.predictions.map(({ account }) => account)).toEqual([`Bearer ${keys[0]}`]);
	});

	it('have their own limit for the day', async () => {
		const { api, execute } = twoAccounts(
			{ prices: { [MODEL]: 0.4 } },
			{
				'/api/v3/billings/search': (key) => ({
					items:
						key === keys[0]
							? []
							: [
									{
										uuid: 'b',
										billing_type: 'deduct',
										price: 0.3,
										created_at: '2026-11-22T00:00:00Z',
									},
								],
				}),
			},
		);
		const rows = await execute({ maxSpendingPerDay: 0.6 }, { operation: 'submit' });
		expect(rows[0]!.status).toBeDefined();
		expect(rows[1]!.error).toMatch(/has spent \$0\.30 today.*would cost \$0\.40 more/);
		expect(api.predictions).toHaveLength(1);
	});
});
