import { answer, lostAndNot, run } from '../faults/runWithoutEngine.mts';
import { KEY } from '../faults/runScript.mts';

describe('a submission whose outcome is unknown', () => {
	it('is not taken for the one that an equal item is sending at the same time', async () => {
		const { api, rows, errors } = await run(
			{ submit: [lostAndNot, answer(422)], list: [answer(503)] },
			{
				tries: 2,
				prompts: ['a', 'a'],
				// The list comes while the other item's answer, which would tell whose it is, is on its way.
				delay: ({ accepted }) => (accepted === undefined ? 0 : 20_000),
			},
		);
		expect(api.predictions).toHaveLength(1);
		expect(errors.map(({ details }) => details.reason)).toEqual(['outcomeUnknown']);
		expect(rows[1]!.json).toMatchObject({ id: api.predictions[0]!.id, status: 'completed' });
	});
});

describe('a submission that was accepted', () => {
	it('is not sent again where the log that should keep its id cannot be written', async () => {
		const { api, errors, rows } = await run(
			{},
			{
				prompts: ['a', 'b'],
				onLog: (line) => {
					if (line.startsWith('Item 0: WaveSpeed accepted')) throw new TypeError('No space left');
				},
			},
		);
		expect(api.predictions).toHaveLength(2);
		expect(errors).toEqual([
			{
				error: `No space left. The prediction is ${api.predictions[0]!.id}. [item 0]`,
				details: { reason: 'nodeSettings', predictionId: api.predictions[0]!.id },
			},
		]);
		expect(rows[1]!.json.status).toBe('completed');
	});

	it('is taken up by the next try where only the log of it failed', async () => {
		let failures = 0;
		const { api, rows } = await run(
			{},
			{
				tries: 2,
				onLog: (line) => {
					if (line.includes('accepted') && failures++ === 0) throw new TypeError('No space left');
				},
			},
		);
		expect(api.predictions).toHaveLength(1);
		expect(rows[0]!.json).toMatchObject({ id: api.predictions[0]!.id, status: 'completed' });
	});
});

describe('a submission that is answered with the key for a status', () => {
	it('has it nowhere in the error of a wait that fails', async () => {
		const { errors } = await run({
			submit: [{ kind: 'change', data: { status: KEY } }],
			result: [answer(403, { code: 403 })],
		});
		expect(errors[0]!.details).toMatchObject({ reason: 'forbidden', status: '[hidden]' });
		expect(JSON.stringify(errors).toLowerCase()).not.toContain(KEY.toLowerCase());
	});
});

describe('an item that knocks in vain', () => {
	it('knocks until its time is over, the last moment of it included', async () => {
		const limited = answer(429, { code: 429 }, { 'retry-after': '100' });
		const { at } = await run(
			{ submit: Array.from({ length: 9 }, () => limited) },
			{ options: { timeout: 300 }, random: () => 0 },
		);
		expect(at('submit')).toEqual([0, 100_000, 200_000, 300_000, 400_000]);
	});
});

describe('a prediction accepted thirty seconds ago', () => {
	it('counts as known everywhere, so that “not found” is believed', async () => {
		const refused = answer(403, { code: 403 });
		const { errors, at } = await run(
			{ result: [refused, answer(404, { code: 404 })] },
			{ tries: 2, options: { pollingInterval: 30 }, random: () => 0.5 },
		);
		expect(errors[0]!.details.reason).toBe('predictionNotFound');
		expect(at('result')).toEqual([30_000, 30_000]);
	});

	it('counts so in the try that submitted it, too', async () => {
		const { errors, at } = await run(
			{ result: [answer(404, { code: 404 })] },
			{ options: { pollingInterval: 30 }, random: () => 0.5 },
		);
		expect(errors[0]!.details.reason).toBe('predictionNotFound');
		expect(at('result')).toEqual([30_000]);
	});
});
