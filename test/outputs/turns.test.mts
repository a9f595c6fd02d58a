import { Readable } from 'node:stream';

import { Turns } from '../../nodes/WaveSpeed/outputs/turns.ts';
import { downloadOutputs } from '../../nodes/WaveSpeed/outputs/downloadOutputs.ts';
import { Slots } from '../../nodes/WaveSpeed/api/slots.ts';
import { DOWNLOADS_BEGUN_PER_TURN, DOWNLOADS_IN_FLIGHT } from '../../nodes/WaveSpeed/policy.ts';
import { systemTime } from '../../nodes/WaveSpeed/time.ts';
import { png } from '../download/samples.mts';

/** Counts turns of the event loop while something runs. @returns how often each turn was noted */
async function perTurn(run: (note: () => void) => Promise<unknown>): Promise<number[]> {
	const counts: number[] = [0];
	let isRunning = true;
	const count = () => {
		if (!isRunning) return;
		counts.push(0);
		setImmediate(count);
	};
	setImmediate(count);
	await run(() => counts[counts.length - 1]!++);
	isRunning = false;
	return counts;
}

test('no more than the given number begin in one turn, and all begin', async () => {
	const counts = await perTurn(async (note) => {
		const turns = new Turns(systemTime, 3);
		await Promise.all(Array.from({ length: 50 }, async () => await turns.take().then(note)));
	});
	expect(Math.max(...counts)).toBe(3);
	expect(counts.reduce((sum, count) => sum + count)).toBe(50);
});

test('a thousand small files are fetched in slices, with turns for everybody else between', async () => {
	const bytes = png(64 * 1024);
	let underWay = 0;
	let most = 0;
	const run = { downloads: new Slots(DOWNLOADS_IN_FLIGHT) };
	const counts = await perTurn(async (note) => {
		const helpers = {
			httpRequest: async () => {
				note();
				most = Math.max(most, ++underWay);
				return {
					statusCode: 200,
					headers: { 'content-length': String(bytes.length) },
					body: Readable.from([bytes]),
				};
			},
			prepareBinaryData: async (stream: Readable) => {
				let size = 0;
				for await (const piece of stream) size += (piece as Buffer).length;
				underWay--;
				return { data: '', mimeType: 'image/png', bytes: size };
			},
		};
		const item = (index: number) => ({
			host: { helpers },
			run,
			index,
			api: { connection: { baseUrl: 'https://api.example' } },
			environment: { time: systemTime },
		});
		const made = await Promise.all(
			Array.from(
				{ length: 1_000 },
				async (_, index) =>
					await downloadOutputs(
						item(index) as never,
						{
							id: `p${index}`,
							outputs: [`https://outputs.example/${index}.png`],
							fields: {},
							status: 'completed',
						} as never,
						{ enabled: true, binaryField: 'data', limitBytes: 1e9, rowPer: 'prediction' },
						{},
					),
			),
		);
		expect(made.every(([output]) => output?.files[0]?.bytes === bytes.length)).toBe(true);
	});
	expect(Math.max(...counts)).toBeLessThanOrEqual(DOWNLOADS_BEGUN_PER_TURN);
	expect(most).toBeLessThanOrEqual(DOWNLOADS_IN_FLIGHT);
	expect(counts.filter((count) => count > 0).length).toBeGreaterThanOrEqual(250);
});
