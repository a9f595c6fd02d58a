import { killed, WITHOUT_SEED } from '../../attempts/killedExecution.mts';
import { modelWith } from '../../faults/modelWith.mts';
import { answer, lostAndAccepted, lostAndNot, run } from '../../faults/runWithoutEngine.mts';
import { MODEL, NEVER_ENDS, type Fault } from '../../faults/scriptedApi.mts';
import { suspendedAccount } from '../../waiting/suspended/suspendedAccount.mts';

const CUT_OFF =
	'The execution being retried was cut off, and it is unknown whether it submitted this item.';
const none: Fault = { kind: 'none' };
const DAY = 24 * 3_600_000;

describe('a retry of an execution that was killed', () => {
	it('says where the list cannot be had that a charge is possible, and pays nothing', async () => {
		const { kill, retry, ids } = killed(
			{ looks: [NEVER_ENDS], list: Array(9).fill(answer(403)) },
			{},
		);
		await kill();
		const [row] = await retry();
		expect(row!.error).toContain(CUT_OFF);
		expect(row!.error).toContain('could not be fetched');
		expect(row!.details).toMatchObject({
			reason: 'outcomeUnknown',
			model: MODEL,
			chargePossible: true,
		});
		expect(ids()).toHaveLength(1);
	});

	it('says what may be its own where the list has several', async () => {
		const { api, kill, retry, ids } = killed({ models: WITHOUT_SEED, looks: [NEVER_ENDS] }, {});
		await kill();
		api.predictions.push({ ...api.predictions[0]!, id: 'c'.repeat(32) });
		const [row] = await retry();
		expect(row!.error).toContain(CUT_OFF);
		expect(row!.details).toMatchObject({ reason: 'outcomeUnknown', model: MODEL });
		expect([...(row!.details!.candidates as string[])].sort()).toEqual(ids().sort());
	});

	it.each([
		[0, '2026-11-21T23:00:00.000Z'],
		[10 * DAY, '2026-11-24T23:00:00.000Z'],
	])('%d ms later looks into the list from %s on', async (later, createdAfter) => {
		const { api, kill, retry, time } = killed({ looks: [NEVER_ENDS] }, {});
		await kill();
		if (later > 0) await time.sleep(later - time.now());
		await retry();
		const { body } = api.requests.find(({ kind }) => kind === 'list')!;
		expect(body).toMatchObject({ model: MODEL });
		const from = (body as { created_after: string }).created_after;
		expect(from.slice(0, 13)).toBe(createdAfter.slice(0, 13));
	});
});

describe('a run that fails in a later try before it comes to what was submitted', () => {
	let keys = 0;
	const failing = async (first: Fault) =>
		await run(
			{ models: [modelWith({})], submit: [first, answer(400, { code: 400, message: 'no' })] },
			{
				key: `named-${++keys}`,
				prompts: ['a', 'b'],
				onError: 'stop',
				tries: 2,
				// In the second try the other item is wrong before anything is looked at.
				inputOf: (item, tryNumber) => (item === 1 && tryNumber === 2 ? {} : { prompt: 'a' }),
			},
		);

	it('names the prediction all the same', async () => {
		const { thrown, api } = await failing(none);
		expect(thrown[0]!.message).toContain('prompt');
		expect(thrown[0]!.context!.data!.otherPredictions).toEqual([
			{ item: 0, predictionId: api.predictions[0]!.id },
		]);
	});

	it('names what may have been charged', async () => {
		const { thrown } = await failing(lostAndNot);
		expect(thrown[0]!.context!.data!.otherPossibleCharges).toMatchObject([{ item: 0 }]);
	});
});

describe('a prediction of an earlier try', () => {
	it('is named with its model where its result cannot be had, however old it is', async () => {
		const result = [...Array.from({ length: 14 }, () => none), answer(403), answer(403)];
		const { errors, api, at } = await run({ looks: [NEVER_ENDS], result }, { tries: 2 });
		expect(at('result').at(-1)).toBeGreaterThan(30_000);
		expect(errors[0]!.details).toMatchObject({
			reason: 'forbidden',
			predictionId: api.predictions[0]!.id,
			model: MODEL,
		});
	});

	it('is not looked for any further when somebody stops the execution', async () => {
		const stop = new AbortController();
		const { errors, api } = await run(
			{ submit: [lostAndAccepted] },
			{
				tries: 2,
				signal: stop.signal,
				prepare: (scripted) => {
					const { request } = scripted;
					scripted.request = async (options) => {
						if (options.url.includes('/predictions')) stop.abort();
						return await request(options);
					};
				},
			},
		);
		expect(errors[0]!.details).toEqual({ reason: 'stopped', model: MODEL });
		expect(api.predictions).toHaveLength(1);
	});
});

describe('a suspended item whose outcome was unknown', () => {
	it('stays unknown where n8n has kept nothing of it', async () => {
		const { execute, context, ids } = suspendedAccount(
			{ submit: [none, lostAndAccepted] },
			{ prompts: ['a', 'b'] },
		);
		await execute();
		(context().waveSpeedSubmissions as { open: object }).open = {};
		await execute();
		expect(context().waveSpeedParked!.failed).toMatchObject([
			{ item: 1, details: { reason: 'outcomeUnknown', chargePossible: true } },
		]);
		expect(ids()).toHaveLength(2);
	});
});
