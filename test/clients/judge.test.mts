import type { ClientSetup, Exchange } from '../../e2e/clients/clientSetup.mts';
import { judge, type Call } from '../../e2e/clients/judge.mts';
import { asRoutes, asTable } from '../../e2e/clients/table.mts';

const ID = 'ded09b4c9b104fb88a38feab74c9d54c';
const fine: Exchange = {
	host: 'api',
	method: 'GET',
	path: `/api/v3/predictions/${ID}/result`,
	status: 200,
};

/** Judges a call that has these answers from the emulator, and then ends so. */
async function judged(
	answers: Exchange[],
	call: Partial<Call> = {},
	end: () => string = () => 'a file',
) {
	const exchanges: Exchange[] = [{ ...fine, status: 500 }];
	const requests: unknown[] = [{}];
	const run = async (): Promise<string> => {
		exchanges.push(...answers);
		requests.push(...answers);
		return end();
	};
	const setup = { exchanges, emulator: { requests } } as unknown as ClientSetup;
	return await judge('client', { name: 'call', run, ...call }, setup);
}

describe('a call of a client', () => {
	it('works where it comes to what it says and nothing is rejected', async () => {
		expect(await judged([fine])).toEqual({
			client: 'client',
			call: 'call',
			ok: true,
			outcome: 'a file',
			sent: ['GET /api/v3/predictions/{id}/result'],
		});
	});

	it.each<[string, Exchange[], Partial<Call>, string]>([
		['asks nothing', [], {}, 'it asked the emulator nothing'],
		[
			'is rejected on its way and says nothing',
			[{ ...fine, status: 404 }, fine],
			{},
			'rejected: GET /api/v3/predictions/{id}/result with 404',
		],
		[
			'is rejected otherwise than it should',
			[{ ...fine, status: 400 }],
			{ refusals: [401] },
			'rejected: GET /api/v3/predictions/{id}/result with 400',
		],
		['should be refused and is not', [fine], { refusals: [401] }, 'nothing was refused with 401'],
	])('fails where it %s', async (_what, answers, call, outcome) => {
		expect(await judged(answers, call)).toMatchObject({ ok: false, outcome });
	});

	it('fails where the client does, with its words', async () => {
		const end = () => {
			throw new Error('no output\n');
		};
		expect(await judged([fine], {}, end)).toMatchObject({ ok: false, outcome: 'no output' });
	});
});

test('the table has a row for each call, and all that is known of those that failed', async () => {
	const verdicts = [await judged([fine]), await judged([], { name: 'other' })];
	expect(asTable(verdicts)).toBe(
		[
			'client  call   requests  outcome',
			'client  call   1         ok: a file',
			'client  other  0         FAILED: it asked the emulator nothing',
			'',
			'client, other: it asked the emulator nothing',
		].join('\n'),
	);
	expect(asRoutes([...verdicts, ...verdicts])).toBe('GET /api/v3/predictions/{id}/result');
});
