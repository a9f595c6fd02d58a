import { setImmediate as nextTurn } from 'node:timers/promises';

import {
	errorOf,
	openWorkflow,
	prompts,
	RESULT,
	SUBMISSION,
	type FaultyWorkflow,
} from './workflowWithFaults.mts';
import { runScript } from './runScript.mts';
import { time } from '../startEmulator.mts';
import { until } from '../until.mts';
import { seeded } from '../virtualTime.mts';
import { NO_FAULTS, ScriptedApi } from './scriptedApi.mts';

describe('Stop', () => {
	let workflow: FaultyWorkflow;
	beforeEach(async () => (workflow = await openWorkflow({ generationTimeMs: Infinity })));
	afterEach(async () => await workflow.close());

	/** Presses Stop once the requests wanted have arrived; a moment of rest tells what comes after it. */
	const stopOnce = async (
		arrived: () => boolean,
		options: Parameters<FaultyWorkflow['run']>[0] = {},
	) => {
		let stop = () => {};
		const run = workflow.run({ ...options, onStart: (press) => (stop = press) });
		while (!arrived()) await nextTurn();
		const pressed = time.now();
		stop();
		await run;
		expect(time.now() - pressed).toBeLessThan(1_000);
		const requests = workflow.emulator.requests.length;
		await time.sleep(3_600_000);
		expect(workflow.emulator.requests).toHaveLength(requests);
		await until(async () => (await workflow.emulator.openConnections()) === 0);
	};

	it('during a wait ends it within a second, asks nothing more and closes the sockets', async () => {
		const begun = time.pauses.length;
		await stopOnce(
			() => workflow.emulator.requestsTo(RESULT).length === 2 && time.pauses.length - begun === 3,
		);
		expect(workflow.submissions()).toBe(1);
	});

	it('during a submission ends it within a second and sends nothing again', async () => {
		workflow.misbehave({ when: SUBMISSION, times: 9, do: { kind: 'stall', accept: true } });
		await stopOnce(() => workflow.submissions() === 1, { retryOnFail: true, maxTries: 3 });
		expect(workflow.submissions()).toBe(1);
	});

	it('while the rate limit is waited for ends it within a second, and nothing was charged', async () => {
		workflow.misbehave({
			when: SUBMISSION,
			times: 99,
			do: { kind: 'reply', status: 429, headers: { 'retry-after': '100' }, body: {} },
		});
		const begun = time.pauses.length;
		await stopOnce(() => workflow.submissions() === 1 && time.pauses.length > begun);
		expect(workflow.charges()).toBe(0);
	});

	it('while items wait for their turn ends them all within a second', async () => {
		await stopOnce(() => workflow.emulator.requestsTo(RESULT).length >= 1, {
			items: prompts('one', 'two', 'three'),
			options: { maxInFlight: 1 },
		});
		expect(workflow.submissions()).toBe(1);
	});

	it('during a download ends it within a second and closes the socket', async () => {
		const quick = await openWorkflow({ generationTimeMs: 1, outputBytes: 3_000_000 });
		await workflow.close();
		workflow = quick;
		workflow.misbehave({
			when: { host: 'outputs' },
			times: 9,
			do: { kind: 'drip', everyMs: 5_000 },
		});
		await stopOnce(() => workflow.emulator.requestsTo({ host: 'outputs' }).length === 1, {
			options: { downloadOutputs: true },
		});
	});
});

describe('a thousand items', () => {
	it('come out in order, each with its own file, some as errors, and no more than twenty calls are under way', async () => {
		const items = Array.from({ length: 1_000 }, (_, index) => `item ${index}`);
		const random = seeded(7);
		const { rows, binaries, api } = await runScript({
			script: {
				...NO_FAULTS,
				submit: Array.from({ length: 1_000 }, () =>
					random() < 0.1
						? ({ kind: 'lost', code: 'ECONNRESET', accepted: true } as const)
						: ({ kind: 'none' } as const),
				),
				result: Array.from({ length: 3_000 }, () =>
					random() < 0.1
						? ({ kind: 'answer', status: 503, body: '', accepted: true } as const)
						: ({ kind: 'none' } as const),
				),
				failing: Array.from({ length: 1_000 }, () => random() < 0.05),
			},
			prompts: items,
			onError: 'continue',
			tries: 1,
			maxInFlight: 0,
			seed: 7,
		});
		expect(rows).toHaveLength(1_000);
		let files = 0;
		for (const [index, row] of rows.entries()) {
			expect(row.pairedItem).toEqual({ item: index });
			if ('error' in row.json) continue;
			files++;
			expect(api.predictions.find(({ id }) => id === row.json.id)!.input.prompt).toBe(
				`item ${index}`,
			);
			expect(binaries.get(row)!.equals(ScriptedApi.bytesOf(String(row.json.id)))).toBe(true);
		}
		expect(files).toBeGreaterThan(800);
		expect(files).toBeLessThan(900);
		expect(api.requests.filter(({ accepted }) => accepted !== undefined)).toHaveLength(1_000);
		// 20 calls of the API and 20 downloads.
		expect(api.mostUnderWay).toBeLessThanOrEqual(40);
	});
});

describe('a run that fails as a whole', () => {
	it('lists what it has paid for and what may have been charged, item by item', async () => {
		const workflow = await openWorkflow();
		workflow.misbehave({ when: { ...SUBMISSION, nth: 2 }, do: { kind: 'reset', accept: true } });
		const run = await workflow.run({ items: prompts('bad [fail]', 'two', 'three') });
		const { details } = errorOf(run);
		const byPrompt = (prompt: string) =>
			workflow.emulator.predictions.find(({ input }) => input.prompt === prompt)!.id;
		expect(details.predictionId ?? details.reason).toBeDefined();
		const reported = JSON.stringify(details);
		expect(reported).toContain(byPrompt('bad [fail]'));
		expect(details.otherPossibleCharges ?? [details]).toHaveLength(1);
		expect(reported).toMatch(/submittedAt/);
		await workflow.close();
	});
});
