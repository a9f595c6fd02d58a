import { Readable } from 'node:stream';

import { readBody, ReceivedBody } from '../../nodes/WaveSpeed/api/receivedBody.ts';
import { MEGABYTE } from '../../nodes/WaveSpeed/policy.ts';

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

describe('a body', () => {
	it.each([
		[null, ''],
		[undefined, ''],
		['text', 'text'],
		[Buffer.from('bytes'), 'bytes'],
		[{ a: 1 } as never, '{"a":1}'],
	])('that is %p is “%s”', async (body, text) => {
		await expect(readBody(body, 100)).resolves.toBe(text);
	});

	it('is put together from pieces of both kinds, without breaking a character', async () => {
		const euro = Buffer.from('€');
		await expect(
			readBody(Readable.from([euro.subarray(0, 1), euro.subarray(1), 'x']), 100),
		).resolves.toBe('€x');
	});

	it('may be as long as the limit and no longer, and is left when it is', async () => {
		await expect(
			readBody(Readable.from([Buffer.alloc(60), Buffer.alloc(40)]), 100),
		).resolves.toHaveLength(100);
		const long = Readable.from([Buffer.alloc(60), Buffer.alloc(41), Buffer.alloc(1)]);
		await expect(readBody(long, 100)).rejects.toMatchObject({
			kind: 'unreadable',
			facts: { got: 'tooMuch' },
		});
		expect(long.destroyed).toBe(true);
	});
});

describe('a body as far as it has come', () => {
	it('hands its text over and keeps nothing', async () => {
		const body = new ReceivedBody(100);
		await body.read('abc');
		expect(body.takeText()).toBe('abc');
		expect(body.received).toHaveLength(0);
	});

	it('keeps what fits when it is too large', async () => {
		const body = new ReceivedBody(4);
		await expect(
			body.read(Readable.from([Buffer.from('abc'), Buffer.from('def')])),
		).rejects.toMatchObject({
			facts: { got: 'tooMuch' },
		});
		expect(body.received.toString()).toBe('abcd');
	});

	it.each(['99999999999999', '-1', 'x', '12.5', undefined, '0'])(
		'believes no announced length of %p',
		async (announced) => {
			const body = new ReceivedBody(100, announced);
			await body.read(Readable.from([Buffer.from('abc')]));
			expect(body.takeText()).toBe('abc');
		},
	);

	const MOST = 100_000;

	/** The memory it has taken for bytes. */
	const roomFor = async (pieces: number[], announced?: string) => {
		const body = new ReceivedBody(MOST, announced);
		await body.read(Readable.from(pieces.map((bytes) => Buffer.alloc(bytes))));
		return body.received.buffer.byteLength;
	};

	it.each([
		[[], undefined, 16_384],
		[[16_384], undefined, 16_384],
		[[9_000, 7_000, 1], undefined, 16_384],
		[[16_385], undefined, 32_768],
		[[40_000], undefined, 40_000],
		[[60_000, 1], undefined, MOST],
		[[20_000], '50000', 50_000],
		[[20_000], '100000', MOST],
		[[20_000], '100001', 32_768],
		[[20_000], '50000.5', 32_768],
		[[], '50000', 16_384],
	])(
		'in pieces of %j with %p announced takes %i bytes of memory',
		async (pieces, announced, room) => {
			expect(await roomFor(pieces, announced)).toBe(room);
		},
	);

	it('takes no more memory than it may have bytes', () => {
		expect(new ReceivedBody(100).received.buffer.byteLength).toBe(100);
	});
});

describe('a large body', () => {
	const LIMIT = 64 * MEGABYTE;
	const read = async (body: AsyncIterable<Buffer>, deadline?: ReturnType<typeof deadlineOf>) =>
		await new ReceivedBody(LIMIT).read(body, deadline);

	/** A deadline that writes down what is done to it. */
	const deadlineOf = (name: string, happened: string[]) => ({
		grant: (ms: number) => void happened.push(`${name} gets ${ms} ms`),
		hold: () => {
			happened.push(`${name} waits`);
			return () => void happened.push(`${name} goes on`);
		},
	});

	/** Pieces of so many megabytes; what stands between them has to happen first. */
	async function* inPieces(...pieces: Array<number | Promise<unknown>>): AsyncGenerator<Buffer> {
		for (const piece of pieces) {
			if (typeof piece === 'number') yield Buffer.alloc(piece * MEGABYTE);
			else await piece;
		}
	}

	it('earns time for each whole megabyte', async () => {
		const earnedBy = async (...megabytes: number[]) => {
			const happened: string[] = [];
			await read(inPieces(...megabytes), deadlineOf('it', happened));
			return happened;
		};
		expect(await earnedBy(0.5, 0.4)).toEqual([]);
		expect(await earnedBy(0.5, 0.5)).toEqual(['it gets 2000 ms']);
		expect(await earnedBy(0.75, 2.5)).toEqual(Array(3).fill('it gets 2000 ms'));
	});

	it('waits once for the one before it, and its deadline with it', async () => {
		const happened: string[] = [];
		const turns = (name: string) => {
			const { hold } = deadlineOf(name, happened);
			return { hold, grant: () => undefined };
		};
		// What is not large takes no turn, and gives none back.
		await read(inPieces(4, 4), turns('small'));
		let finish = () => {};
		const finished = new Promise<void>((resolve) => (finish = resolve));
		const first = read(inPieces(9, finished, 1), turns('first'));
		await settled();
		const second = read(inPieces(9, 9), turns('second'));
		await settled();
		expect(happened).toEqual(['first waits', 'first goes on', 'second waits']);
		finish();
		await Promise.all([first, second]);
		expect(happened.slice(3)).toEqual(['second goes on']);
	});

	it('that is cut lets the next one go on', async () => {
		const cut = read(inPieces(9, Promise.reject(new RangeError('cut'))));
		await expect(cut).rejects.toBeInstanceOf(RangeError);
		await expect(read(inPieces(9))).resolves.toBeUndefined();
	});

	it('is read without any deadline, too', async () => {
		await expect(readBody(inPieces(9), LIMIT)).resolves.toHaveLength(9 * MEGABYTE);
	});
});
