import { Readable } from 'node:stream';

import { TasksPerTick } from '../../nodes/WaveSpeed/item/eventLoop.ts';
import { downloadOutputs } from '../../nodes/WaveSpeed/outputs/downloadOutputs.ts';
import { Run } from '../../nodes/WaveSpeed/item/run.ts';
import { DOWNLOADS_BEGUN_PER_TURN, DOWNLOADS_IN_FLIGHT } from '../../nodes/WaveSpeed/policy.ts';
import { systemTime, type Time } from '../../nodes/WaveSpeed/time.ts';
import { png } from '../download/samples.mts';

/** A clock on which nothing passes but by itself, one pause after the other. */
function steppedTime(onStep: () => void): Time {
	let pauses: Array<() => void> = [];
	const step = () => {
		onStep();
		const due = pauses;
		pauses = [];
		for (const end of due) end();
	};
	return {
		...systemTime,
		sleep: async () => {
			if (pauses.length === 0) setImmediate(step);
			await new Promise<void>((resolve) => pauses.push(resolve));
		},
	};
}

/** @returns how often something was noted between two pauses of the clock, at most, and in all */
async function perTurn(
	run: (note: () => void, time: Time) => Promise<unknown>,
): Promise<{ most: number; all: number }> {
	let [now, most, all] = [0, 0, 0];
	await run(
		() => {
			most = Math.max(most, ++now);
			all++;
		},
		steppedTime(() => (now = 0)),
	);
	return { most, all };
}

test('no more than the given number begin in one turn, and all begin', async () => {
	const counted = await perTurn(async (note, time) => {
		const turns = new TasksPerTick(time, 3);
		await Promise.all(Array.from({ length: 50 }, async () => await turns.take().then(note)));
	});
	expect(counted).toEqual({ most: 3, all: 50 });
});

test('a thousand small files are fetched in slices, with turns for everybody else between', async () => {
	const bytes = png(64 * 1024);
	let underWay = 0;
	let most = 0;
	const counted = await perTurn(async (note, time) => {
		const run = new Run(1_000, true, time);
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
			services: { time },
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
	expect(counted).toEqual({ most: DOWNLOADS_BEGUN_PER_TURN, all: 1_000 });
	expect(most).toBeLessThanOrEqual(DOWNLOADS_IN_FLIGHT);
});
