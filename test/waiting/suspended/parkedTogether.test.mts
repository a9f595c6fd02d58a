import { answer, lostAndAccepted } from '../../faults/runWithoutEngine.mts';
import { API, MODEL, NEVER_ENDS } from '../../faults/scriptedApi.mts';
import { suspendedAccount } from './suspendedAccount.mts';

const refused = answer(400, { code: 400, message: 'not this' });

describe('the items of an execution that is suspended', () => {
	it('are suspended once, and each shows what is under way', async () => {
		const { execute, ids } = suspendedAccount({}, { prompts: ['a', 'b', 'c'] });
		const { json, rows, waitsMs, log } = await execute();
		expect(waitsMs).toEqual([300_000]);
		expect(json.map(({ id, status, input }) => ({ id, status, input }))).toEqual(
			['a', 'b', 'c'].map((prompt, place) => ({
				id: ids()[place],
				status: 'processing',
				input: { prompt },
			})),
		);
		expect(rows.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(log).toContain(
			`Suspended until 2026-11-22T00:20:00.000Z at the latest, waiting for predictions ${ids().join(', ')}.`,
		);
	});

	it('go on earlier than in five minutes where the user’s time is over before', async () => {
		const { execute } = suspendedAccount();
		expect((await execute({ timeout: 90 })).waitsMs).toEqual([90_000]);
	});

	it('are suspended for one that is under way, with what has become of the others', async () => {
		const { execute, context, ids, letEnd } = suspendedAccount(
			{ submit: [refused], looks: [1, NEVER_ENDS] },
			{ prompts: ['bad', 'quick', 'slow'] },
		);
		const { json, waitsMs } = await execute();
		expect(waitsMs).toHaveLength(1);
		// The one that has failed is told when the execution goes on.
		expect(json.map(({ id }) => id)).toEqual(ids());
		expect(context().waveSpeedParked).toEqual({
			version: 2,
			executionId: '1',
			runIndex: 0,
			since: '2026-11-22T00:00:00.000Z',
			parkedAt: '2026-11-22T00:00:00.000Z',
			until: '2026-11-22T00:20:00.000Z',
			predictions: [
				{ item: 1, predictionId: ids()[0], model: MODEL, input: { prompt: 'quick' } },
				{ item: 2, predictionId: ids()[1], model: MODEL, input: { prompt: 'slow' } },
			],
			failed: [
				{
					item: 0,
					message: expect.stringContaining('not this') as string,
					description: 'WaveSpeed says: not this',
					details: expect.objectContaining({ reason: 'refused', httpStatus: 400 }) as object,
				},
			],
		});
		letEnd(1);
		const after = await execute();
		expect(after.json[0]!.error).toContain('not this');
		expect(after.json[0]!.details).toMatchObject({ reason: 'refused' });
		expect(after.json.slice(1).map(({ id, status }) => [id, status])).toEqual(
			ids().map((id) => [id, 'completed']),
		);
		expect(after.waitsMs).toEqual([]);
	});

	it('are not suspended where nothing is under way', async () => {
		const { execute, context } = suspendedAccount(
			{ submit: [refused], looks: [1] },
			{ prompts: ['bad', 'quick'] },
		);
		const { json, waitsMs } = await execute();
		expect(json.map((row) => 'error' in row)).toEqual([true, false]);
		expect(waitsMs).toEqual([]);
		expect(context()).not.toHaveProperty('waveSpeedParked');
	});

	it('that n8n does not suspend say why, with their ids, and those that have ended have their rows', async () => {
		const { execute, ids, letEnd } = suspendedAccount(
			{ submit: [refused], looks: [1, NEVER_ENDS] },
			{ prompts: ['bad', 'quick', 'slow'] },
		);
		const putExecutionToWait = async () => {
			throw new Error('The execution is not active any more');
		};
		const { json } = await execute({}, { host: { putExecutionToWait } });
		expect(json[0]!.error).toContain('not this');
		expect(json[1]).toMatchObject({ id: ids()[0], status: 'completed' });
		expect(json[2]).toEqual({
			error: `The execution is not active any more. The prediction is ${ids()[1]}. [item 2]`,
			details: { reason: 'nodeSettings', predictionId: ids()[1] },
		});
		letEnd(1);
		expect((await execute()).json[2]).toMatchObject({ id: ids()[1], status: 'completed' });
		expect(ids()).toHaveLength(2);
	});

	it('name their predictions after the wait, whatever they failed for before it', async () => {
		const { execute, ids, letEnd } = suspendedAccount({}, { prompts: ['a', 'b'] });
		const onLog = (line: string) => {
			if (line.startsWith('Item 0: WaveSpeed accepted')) throw new Error('The disk is full');
		};
		expect((await execute({}, { onLog })).waitsMs).toHaveLength(1);
		letEnd(1);
		const { json } = await execute();
		expect(json[0]!.error).toBe(`The disk is full. The prediction is ${ids()[0]}. [item 0]`);
		expect(json[0]!.details).toEqual({ reason: 'nodeSettings', predictionId: ids()[0] });
		expect(json[1]).toMatchObject({ id: ids()[1], status: 'completed' });
	});

	it('fail at once where the node stops on errors', async () => {
		const { execute, ids } = suspendedAccount(
			{ submit: [{ kind: 'none' }, refused] },
			{ prompts: ['good', 'bad'], onError: 'stop' },
		);
		const { thrown, waitsMs } = await execute();
		expect(thrown[0]!.message).toContain('not this');
		expect(JSON.stringify(thrown[0])).toContain(ids()[0]);
		expect(waitsMs).toEqual([]);
	});

	it('with On Error at Stop are suspended where all goes well', async () => {
		const { execute } = suspendedAccount({}, { prompts: ['a', 'b'], onError: 'stop' });
		const { thrown, waitsMs } = await execute();
		expect([thrown, waitsMs]).toEqual([[], [300_000]]);
	});

	it('find a lost submission when they go on, and pay for nothing twice', async () => {
		const { execute, api, ids, letEnd } = suspendedAccount(
			{ submit: [{ kind: 'none' }, lostAndAccepted], list: Array(40).fill(answer(500)) },
			{ prompts: ['a', 'b'] },
		);
		const { waitsMs } = await execute();
		expect(waitsMs).toHaveLength(1);
		expect(api.predictions).toHaveLength(2);
		(api as unknown as { script: { list: unknown[] } }).script.list.length = 0;
		letEnd(0, 1);
		const { json } = await execute();
		expect(json.map(({ id, status }) => [id, status])).toEqual(
			ids().map((id) => [id, 'completed']),
		);
		expect(api.predictions).toHaveLength(2);
	});
});

describe('what a suspended execution remembers', () => {
	const changes: Array<[string, (parked: Record<string, unknown>) => void]> = [
		['is of another execution', (parked) => void (parked.executionId = '2')],
		['is of another run of the node', (parked) => void (parked.runIndex = 1)],
		['is of another version', (parked) => void (parked.version = 3)],
		['has no predictions', (parked) => void delete parked.predictions],
		['has no failures', (parked) => void (parked.failed = 'none')],
		['has no run', (parked) => void delete parked.runIndex],
		['has no execution', (parked) => void delete parked.executionId],
		['has no beginning', (parked) => void delete parked.since],
		['has no end', (parked) => void (parked.until = 7)],
		['has no time of parking', (parked) => void delete parked.parkedAt],
		['has an end that is no date', (parked) => void (parked.until = 'soon')],
		[
			'has a prediction that is none',
			(parked) => void (parked.predictions as unknown[]).push(null),
		],
		[
			'has a prediction without an id',
			(parked) => void (parked.predictions as unknown[]).push({ item: 1, model: 'm' }),
		],
		['has a failure that is none', (parked) => void (parked.failed = ['broken'])],
		[
			'has a failure without its details',
			(parked) => void (parked.failed = [{ item: 1, message: 'It failed.' }]),
		],
	];

	it.each(changes)(
		'is left alone where it %s: the item finds its own way',
		async (_what, change) => {
			const { execute, context, ids, letEnd } = suspendedAccount();
			await execute();
			change(context().waveSpeedParked!);
			letEnd(0);
			const { json, log } = await execute();
			// Not as one that was parked: it is found as the submission of an earlier try.
			expect(json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
			expect(ids()).toHaveLength(1);
			expect(log.join()).toContain('earlier try');
		},
	);

	it('is taken for what it is otherwise', async () => {
		const { execute, ids, letEnd } = suspendedAccount();
		await execute();
		letEnd(0);
		const { json, log } = await execute();
		expect(json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
		expect(log.join()).not.toContain('earlier try');
	});
});

describe('a key that comes from the items', () => {
	it('is noted, and said once', async () => {
		const getCredentials = async function (this: { connectionInputData?: object }) {
			return { apiKey: this.connectionInputData ? 'mine' : 'nobody’s', baseUrl: API };
		};
		const { execute, context, time } = suspendedAccount(
			{},
			{ host: { connectionInputData: [{}], getCredentials } },
		);
		const told = (log: string[]) => log.filter((line) => line.includes('at every callback'));
		expect(told((await execute()).log)).toHaveLength(1);
		expect(context().waveSpeedParked).toMatchObject({ keyNeedsItem: true });
		await time.sleep(300_000);
		expect(told((await execute()).log)).toHaveLength(0);
	});

	it('is noted where only some items bring one', async () => {
		const getCredentials = async function (this: {
			connectionInputData?: object;
			getItemIndex(): number;
		}) {
			const isCustomers = this.connectionInputData !== undefined && this.getItemIndex() === 1;
			return { apiKey: isCustomers ? 'the customer’s' : 'the default', baseUrl: API };
		};
		const { execute, context } = suspendedAccount(
			{},
			{ prompts: ['a', 'b'], host: { connectionInputData: [{}], getCredentials } },
		);
		await execute();
		expect(context().waveSpeedParked).toMatchObject({ keyNeedsItem: true });
	});

	it('is assumed where the credential cannot be read while the execution is suspended', async () => {
		const credential = { apiKey: 'readable at first', baseUrl: API };
		const getCredentials = jest
			.fn()
			.mockRejectedValue(new Error('timeout exceeded when trying to connect'))
			.mockResolvedValueOnce(credential)
			.mockResolvedValueOnce(credential);
		const { execute, context, ids } = suspendedAccount(
			{},
			{ prompts: ['a', 'b'], host: { connectionInputData: [{}], getCredentials } },
		);
		const { json, waitsMs } = await execute();
		expect(waitsMs).toEqual([300_000]);
		expect(json.map(({ id }) => id)).toEqual(ids());
		expect(context().waveSpeedParked).toMatchObject({ keyNeedsItem: true });
	});
});
