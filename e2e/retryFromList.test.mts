import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
	type Execution,
	failureOf,
	jsonOf,
	readExecution,
	stopExecution,
} from './n8n/executions.mts';
import { installNode } from './n8n/installNode.mts';
import { signIn } from './n8n/owner.mts';
import { packNode } from './n8n/packNode.mts';
import { openSession, type Session } from './n8n/session.mts';
import { joinSharedN8n } from './n8n/sharedN8n.mts';
import { makeUserFolder, startN8n, type N8n } from './n8n/startN8n.mts';
import { activateWorkflow, type SavedWorkflow, type Workflow } from './n8n/workflows.mts';
import {
	acceptedPosts,
	chain,
	DONE,
	ended,
	executionIds,
	GENERATE,
	generateNode,
	node,
	openOwnEmulator,
	parked,
	promptsWorkflow,
	publish,
	start,
	type OwnEmulator,
	type Variant,
	webhookNode,
} from './suspend/ownEmulator.mts';

/** Milliseconds: the test starts n8n three times. */
const STARTS_OF_N8N = 900_000;
const POLLED = { whileWaiting: 'poll' } as const;
/** It takes a seed, and the node draws one. */
const SEEDED: Variant = {
	...POLLED,
	parameters: {
		model: { __rl: true, mode: 'id', value: 'wavespeed-ai/minimax-h3/text-to-video' },
	},
};
const OTHER_MODELS = {
	models: [{ model: { __rl: true, mode: 'id', value: 'openai/sora-2/text-to-video' } }],
};
/** Begun before n8n is killed, by the attempt that is then under way. */
const FIRST_ATTEMPT: Array<[string, Variant]> = [
	['a model that takes a seed', SEEDED],
	['a model without one', POLLED],
];
const SECOND_ATTEMPT: Array<[string, Variant]> = [
	['Try Again', { ...SEEDED, options: { whenPredictionFails: 'tryAgain', tryAgainTimes: 2 } }],
	[
		'Use Other Models, which take no seed',
		{ ...SEEDED, options: { whenPredictionFails: 'otherModels', otherModels: OTHER_MODELS } },
	],
];
/** What no two tries have in common. */
const NEVER_THE_SAME = { inputJson: '={{ { prompt: $json.prompt + " " + $now.toMillis() } }}' };

/**
 * Chooses "Retry with original workflow" or "Retry with currently saved workflow" in n8n's list.
 * @returns the new execution, which has ended
 */
async function retry(session: Session, id: string, as: 'original' | 'saved' = 'original') {
	const answer = await session.request<{ id: string }>('POST', `/executions/${id}/retry`, {
		loadWorkflow: as === 'saved',
	});
	return await ended(session, answer.id);
}

/** The same, of an execution that does not end by itself. @returns its id, once it asks for its predictions */
async function beginRetry(setup: OwnEmulator, session: Session, saved: SavedWorkflow, id: string) {
	const before = new Set(await executionIds(session, saved));
	const looks = () => setup.emulator.requestsTo({ method: 'GET', path: /\/result$/ }).length;
	const looksBefore = looks();
	// n8n answers when the execution ends, and with an error where somebody stops it.
	session
		.request('POST', `/executions/${id}/retry`, { loadWorkflow: false })
		.catch(() => undefined);
	while (looks() < looksBefore + setup.emulator.predictions.length) await delay(50);
	const begun = (await executionIds(session, saved)).find((one) => !before.has(one));
	if (begun === undefined) throw new Error('The retry is not in the list of executions');
	return begun;
}

/** Webhook → a picture that is the same every time → the node, which reuses what is paid for. */
function animatesAPicture({ credential }: OwnEmulator): Workflow {
	const picture = node('Picture', 'n8n-nodes-base.code', 2, {
		jsCode: `const data = Buffer.from('89504e470d0a1a0a' + '00'.repeat(5000), 'hex').toString('base64');
return [{ json: {}, binary: { data: { data, mimeType: 'image/png', fileName: 'cat.png' } } }];`,
	});
	const animate = generateNode(credential, {
		...POLLED,
		parameters: {
			model: { __rl: true, mode: 'id', value: 'wavespeed-ai/minimax-h3/image-to-video' },
			inputMode: 'fields',
			prompt: 'The cat yawns',
			binaryInputs: { files: [{ input: '', binaryField: 'data' }] },
		},
		options: { reusePaidResults: 'always' },
	});
	return {
		name: `Picture ${randomUUID()}`,
		nodes: [webhookNode(randomUUID()), picture, animate],
		connections: chain('Start', 'Picture', GENERATE),
	};
}

/** Until as many predictions as prompts were made. */
async function begin(setup: OwnEmulator, prompts: string[], variant: Variant): Promise<string> {
	const saved = await publish(setup.session, promptsWorkflow(setup.credential, variant));
	const id = await start(setup.session, saved, prompts);
	const polls = () => setup.emulator.requestsTo({ method: 'GET', path: /\/result$/ }).length;
	while (setup.emulator.predictions.length < prompts.length || polls() < prompts.length)
		await delay(50);
	return id;
}

const settleAll = ({ emulator }: OwnEmulator) => {
	for (const { id } of emulator.predictions) emulator.settle(id);
};
const idsOf = ({ emulator }: OwnEmulator) => emulator.predictions.map(({ id }) => id).sort();

/**
 * What failed in the nodes. n8n itself keeps the error of Stop through a retry, and so says of one whose
 * nodes all succeeded that it was cancelled (2.41.1).
 */
const nodeErrorsOf = ({ data }: Execution) =>
	Object.values(data.resultData.runData).flatMap((runs) =>
		runs.flatMap(({ error }) => error?.message ?? []),
	);

describe('Stop during the wait, then Retry from the list of executions', () => {
	let setup: OwnEmulator;
	beforeEach(async () => {
		setup = await openOwnEmulator(joinSharedN8n().session, { generationTimeMs: Infinity });
	});
	afterEach(async () => await setup.close());

	const stoppedWith = async (prompts: string[], variant: Variant): Promise<string> => {
		const id = await begin(setup, prompts, variant);
		await stopExecution(setup.session, id);
		expect((await ended(setup.session, id)).status).toBe('canceled');
		return id;
	};

	test('the ids are in the custom data of the stopped execution', async () => {
		const id = await stoppedWith(['one', 'two'], SEEDED);
		const { customData } = await setup.session.request<{ customData: Record<string, string> }>(
			'GET',
			`/executions/${id}`,
		);
		expect(customData.waveSpeedPredictions?.split(', ').sort()).toEqual(idsOf(setup));
	});

	test('equal items are known again by the seeds that were drawn for them', async () => {
		const id = await stoppedWith(['same', 'same'], SEEDED);
		settleAll(setup);
		const execution = await retry(setup.session, id);
		expect(nodeErrorsOf(execution)).toEqual([]);
		expect(acceptedPosts(setup)).toHaveLength(2);
		expect(
			jsonOf(execution, DONE)
				.map((row) => row.id)
				.sort(),
		).toEqual(idsOf(setup));
	});

	test('an input that is another one in every try changes nothing about that', async () => {
		const id = await stoppedWith(['one', 'two'], {
			...SEEDED,
			parameters: { ...SEEDED.parameters, ...NEVER_THE_SAME },
		});
		settleAll(setup);
		const execution = await retry(setup.session, id);
		expect(nodeErrorsOf(execution)).toEqual([]);
		expect(acceptedPosts(setup)).toHaveLength(2);
		expect(jsonOf(execution, DONE)).toHaveLength(2);
	});

	test('without a seed the predictions are taken up too', async () => {
		const id = await stoppedWith(['one', 'two'], POLLED);
		settleAll(setup);
		const execution = await retry(setup.session, id);
		expect(nodeErrorsOf(execution)).toEqual([]);
		expect(acceptedPosts(setup)).toHaveLength(2);
		expect(
			jsonOf(execution, DONE)
				.map((row) => row.id)
				.sort(),
		).toEqual(idsOf(setup));
	});

	test('without a seed equal items are told apart by what this n8n knows of its executions', async () => {
		const id = await stoppedWith(['same', 'same'], POLLED);
		settleAll(setup);
		const execution = await retry(setup.session, id);
		expect(nodeErrorsOf(execution)).toEqual([]);
		expect(acceptedPosts(setup)).toHaveLength(2);
		expect(
			jsonOf(execution, DONE)
				.map((row) => row.id)
				.sort(),
		).toEqual(idsOf(setup));
	});

	test('a slip made in the text since then pays for nothing, neither now nor in a new run', async () => {
		const withText = (prompt: string): Variant => ({
			...POLLED,
			parameters: { inputMode: 'fields', inputJson: '', prompt },
		});
		const right = promptsWorkflow(setup.credential, withText('={{ $json.prompt }} in the rain'));
		const saved = await publish(setup.session, right);
		const id = await start(setup.session, saved, ['one', 'two']);
		while (setup.emulator.predictions.length < 2) await delay(50);
		await stopExecution(setup.session, id);
		expect((await ended(setup.session, id)).status).toBe('canceled');
		const misspelled = '={{ $json.promt }} in the rain';
		const changed = await setup.session.request<SavedWorkflow>('PATCH', `/workflows/${saved.id}`, {
			...saved,
			nodes: right.nodes.map((one) =>
				one.name === GENERATE
					? { ...one, parameters: { ...one.parameters, prompt: misspelled } }
					: one,
			),
		});
		await activateWorkflow(setup.session, changed);
		settleAll(setup);

		const retried = await retry(setup.session, id, 'saved');
		expect(nodeErrorsOf(retried)).toEqual([]);
		expect(
			jsonOf(retried, DONE)
				.map((row) => row.id)
				.sort(),
		).toEqual(idsOf(setup));
		const anew = await ended(setup.session, await start(setup.session, changed, ['one', 'two']));
		expect(nodeErrorsOf(anew).join()).toMatch(/Did you mean “prompt”\?.*Nothing was submitted/s);
		expect(acceptedPosts(setup)).toHaveLength(2);
	});

	test('a retry of a retry takes up the same predictions', async () => {
		const id = await stoppedWith(['one'], SEEDED);
		setup.emulator.misbehave({
			when: { host: 'api', method: 'GET', path: /\/result$/ },
			do: { kind: 'reply', status: 403, body: { code: 403, message: 'role changed' } },
		});
		const refused = await retry(setup.session, id);
		expect(refused.status).toBe('error');
		settleAll(setup);
		const execution = await retry(setup.session, refused.id);
		expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
		expect(acceptedPosts(setup)).toHaveLength(1);
	});
});

describe('Suspend, On Error at Stop, and predictions that are late', () => {
	test('are taken up when they have ended and somebody presses Retry', async () => {
		const setup = await openOwnEmulator(joinSharedN8n().session, { generationTimeMs: Infinity });
		try {
			const workflow = promptsWorkflow(setup.credential, { options: { timeout: 3 } });
			const saved = await publish(setup.session, workflow);
			const id = await start(setup.session, saved, ['one', 'two']);
			await parked(setup.session, id);
			expect((await ended(setup.session, id, 150_000)).status).toBe('error');
			settleAll(setup);
			const execution = await retry(setup.session, id);
			expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
			expect(jsonOf(execution, DONE)).toHaveLength(2);
			expect(execution.data.resultData.runData[GENERATE]).toHaveLength(1);
			expect(acceptedPosts(setup)).toHaveLength(2);
		} finally {
			await setup.close();
		}
	});
});

describe('an n8n that is started anew between an execution and its Retry', () => {
	let userFolder: string;
	let n8n: N8n | undefined;
	const joinN8n = async () => {
		n8n ??= await startN8n({ userFolder });
		const session = openSession(n8n.url);
		await signIn(session);
		return session;
	};
	const killN8n = async () => {
		await n8n?.kill();
		n8n = undefined;
	};
	beforeAll(async () => {
		userFolder = await makeUserFolder();
		await installNode(userFolder, await packNode(userFolder));
	});
	afterAll(async () => {
		await n8n?.stop();
		await rm(userFolder, { recursive: true, force: true });
	});

	// One n8n dies for all of them: each has an emulator of its own, and every start takes long.
	describe('kill -9', () => {
		const begun = new Map<Variant, { setup: OwnEmulator; saved: SavedWorkflow; id: string }>();
		let session: Session;
		let paid: OwnEmulator;
		let pictures: SavedWorkflow;
		const begunWith = (variant: Variant) => {
			const one = begun.get(variant);
			if (!one) throw new Error('It was not begun');
			return one;
		};

		beforeAll(async () => {
			session = await joinN8n();
			for (const [, variant] of [...FIRST_ATTEMPT, ...SECOND_ATTEMPT]) {
				const setup = await openOwnEmulator(session, { generationTimeMs: Infinity });
				const saved = await publish(session, promptsWorkflow(setup.credential, variant));
				begun.set(variant, { setup, saved, id: await start(session, saved, ['one', 'two']) });
				while (setup.emulator.predictions.length < 2) await delay(50);
			}
			for (const [, variant] of SECOND_ATTEMPT) {
				const { emulator } = begunWith(variant).setup;
				for (const one of [...emulator.predictions]) emulator.fail(one.id, 'out of paint', 1405);
				while (emulator.predictions.length < 4) await delay(50);
			}
			paid = await openOwnEmulator(session, { generationTimeMs: 200 });
			pictures = await publish(session, animatesAPicture(paid));
			expect((await ended(session, await start(session, pictures, []))).status).toBe('success');
			await delay(1_000);
			await killN8n();
			session = await joinN8n();
		});
		afterAll(async () => {
			for (const { setup } of begun.values()) await setup.close();
			await paid.close();
		});

		test('knows a picture by its content: what was made from it is reused', async () => {
			const execution = await ended(session, await start(session, pictures, []));
			expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
			expect(jsonOf(execution, GENERATE)).toEqual([
				expect.objectContaining({ id: idsOf(paid)[0], reused: true }),
			]);
			expect(acceptedPosts(paid)).toHaveLength(1);
			// Uploaded once more, as nobody remembers it, and fetched to be compared.
			expect(paid.emulator.requestsTo({ host: 'outputs', method: 'PUT' })).toHaveLength(2);
		});

		test.each(FIRST_ATTEMPT)('pays for nothing twice: %s', async (_name, variant) => {
			const { setup, saved, id } = begunWith(variant);
			expect(await executionIds(session, saved)).toEqual([id]);
			expect((await readExecution(session, id)).status).toBe('crashed');
			settleAll(setup);
			const execution = await retry(session, id);
			expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
			expect(acceptedPosts(setup)).toHaveLength(2);
			expect(
				jsonOf(execution, DONE)
					.map((row) => row.id)
					.sort(),
			).toEqual(idsOf(setup));
		});

		test.each(SECOND_ATTEMPT)(
			'while the second attempt is under way makes no third: %s',
			async (_name, variant) => {
				const { setup, id } = begunWith(variant);
				const { emulator } = setup;
				expect((await readExecution(session, id)).status).toBe('crashed');
				for (const one of emulator.predictions.slice(2)) emulator.settle(one.id);
				const execution = await retry(session, id);
				expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
				expect(acceptedPosts(setup)).toHaveLength(4);
				const rows = jsonOf(execution, DONE);
				expect(rows.map((row) => row.id).sort()).toEqual(
					emulator.predictions
						.slice(2)
						.map((one) => one.id)
						.sort(),
				);
				const attempts = rows.flatMap((row) => row.attempts as Array<{ id: string }>);
				expect(attempts.map((one) => one.id).sort()).toEqual(idsOf(setup));
			},
		);
	});

	test(
		'Stop, Retry, Stop, a restart, Retry, kill -9, Retry pays for nothing twice',
		async () => {
			let session = await joinN8n();
			const setup = await openOwnEmulator(session, { generationTimeMs: Infinity });
			const startAnew = async () => {
				await killN8n();
				session = await joinN8n();
			};
			try {
				const saved = await publish(session, promptsWorkflow(setup.credential, SEEDED));
				let id = await start(session, saved, ['same', 'same']);
				while (setup.emulator.predictions.length < 2) await delay(50);
				await delay(1_000);
				const stopIt = async () => {
					await stopExecution(session, id);
					expect((await ended(session, id)).status).toBe('canceled');
				};
				await stopIt();
				id = await beginRetry(setup, session, saved, id);
				await stopIt();
				await startAnew();
				id = await beginRetry(setup, session, saved, id);
				await startAnew();
				expect((await readExecution(session, id)).status).toBe('crashed');
				settleAll(setup);
				const execution = await retry(session, id);
				expect(nodeErrorsOf(execution)).toEqual([]);
				expect(acceptedPosts(setup)).toHaveLength(2);
				expect(
					jsonOf(execution, DONE)
						.map((row) => row.id)
						.sort(),
				).toEqual(idsOf(setup));
			} finally {
				await setup.close();
			}
		},
		STARTS_OF_N8N,
	);
});
