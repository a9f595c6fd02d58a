import { answer, run } from '../faults/runWithoutEngine.mts';
import { MODEL, OUTPUTS, type Fault } from '../faults/scriptedApi.mts';

const one = { maxInFlight: 1 };

describe('a prediction that has ended when its submission is answered', () => {
	it('makes room for the next one before its file is fetched', async () => {
		const done: Fault = {
			kind: 'change',
			data: { status: 'completed', outputs: [`${OUTPUTS}/x.png`] },
		};
		const { at, rows } = await run(
			{ submit: [done, done] },
			{
				prompts: ['a', 'b'],
				options: one,
				delay: ({ kind }) => (kind === 'output' ? 60_000 : 0),
			},
		);
		expect(at('submit')).toEqual([0, 0]);
		expect(rows.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
	});

	it('is told with its model where it has failed', async () => {
		const { errors } = await run({
			submit: [{ kind: 'change', data: { status: 'failed', error: 'no' } }],
		});
		expect(errors[0]!.details).toMatchObject({ reason: 'predictionFailed', model: MODEL });
	});
});

describe('how long a model took', () => {
	const random = () => 0.5;

	/** When each prediction was looked at for the first time after it was accepted. */
	async function firstLooks(submit: Fault[], prompts: string[]) {
		const { api } = await run(
			{ submit, looks: prompts.map(() => 5) },
			{ prompts, random, options: one },
		);
		const accepted = api.requests.filter(({ accepted: id }) => id !== undefined);
		return accepted.map(({ at }) => {
			const look = api.requests.find(({ kind, at: then }) => kind === 'result' && then > at);
			return look!.at - at;
		});
	}

	it('is when the next prediction of the same run is worth a first look', async () => {
		// Looked at after 2, 4, 6, 8 and 10 s; 97 % of that is 9.7 s.
		expect(await firstLooks([], ['a', 'b'])).toEqual([2_000, 9_700]);
	});

	it('is counted from its acceptance, not from the start of the run', async () => {
		const later = answer(429, { code: 429 }, { 'retry-after': '40' });
		expect(await firstLooks([later], ['a', 'b'])).toEqual([2_000, 9_700]);
	});

	it('is not learned from a prediction that has failed, or that an earlier try has submitted', async () => {
		const random = () => 0.5;
		const looksOf = async (script: Parameters<typeof run>[0], tries: number) => {
			const ran = await run(
				{ looks: [3, 3], ...script },
				{ prompts: ['a', 'b'], random, options: one, tries },
			);
			const accepted = ran.api.requests.filter(({ accepted: id }) => id !== undefined).at(-1)!;
			const look = ran.api.requests.find(
				({ kind, at: then }) => kind === 'result' && then > accepted.at,
			);
			return look!.at - accepted.at;
		};
		expect(await looksOf({ failing: [{ code: 1200 }] }, 1)).toBe(2_000);
		expect(await looksOf({}, 1)).not.toBe(2_000);
		const lostLook = answer(403, { code: 403 });
		expect(await looksOf({ result: [lostLook], submit: [{ kind: 'none' }, lostLook] }, 2)).toBe(
			2_000,
		);
	});
});

describe('predictions of one model that are waited for together', () => {
	/** When two were looked at, the second of which is accepted half a second after the first. */
	const looks = async (script: Parameters<typeof run>[0]) => {
		const ran = await run(
			{ looks: [3, 9], ...script },
			{
				prompts: ['a', 'b'],
				random: () => 0.5,
				delay: ({ accepted, body }) =>
					accepted !== undefined && JSON.stringify(body).includes('"b"') ? 500 : 0,
			},
		);
		return ran.at('result').slice(0, 6);
	};
	const before = [2_000, 2_500, 4_000, 4_500, 6_000];

	it('are looked at as soon as one of them is completed', async () => {
		expect(await looks({})).toEqual([...before, 6_000]);
	});

	it('are not, where one of them cannot be had', async () => {
		const good: Fault = { kind: 'none' };
		const result = [good, good, good, good, answer(403, { code: 403 })];
		expect(await looks({ result })).toEqual([...before, 6_500]);
	});
});

describe('a prediction that is not finished in time', () => {
	it('is told with its model', async () => {
		const { errors, api } = await run({ looks: [99] }, { options: { timeout: 10 } });
		expect(errors[0]!.details).toEqual({
			reason: 'waitTimeout',
			predictionId: api.predictions[0]!.id,
			model: MODEL,
			status: 'processing',
		});
	});
});
