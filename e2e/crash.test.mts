import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmulator, type Emulator, type Fault } from '../emulator/index.mts';
import { createCredential } from './n8n/credentials.mts';
import { CREDENTIAL_TYPE, editFields, loadExample, nodeOf, useFolder } from './n8n/example.mts';
import { waitForExecution, readExecution } from './n8n/executions.mts';
import { installNode } from './n8n/installNode.mts';
import { signIn } from './n8n/owner.mts';
import { packNode } from './n8n/packNode.mts';
import { openSession, type Session } from './n8n/session.mts';
import { makeUserFolder, startN8n, type N8n } from './n8n/startN8n.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';

/** Found anywhere but in the encrypted credential, it has leaked. */
const KEY = 'WSK_SECRET_7c1e/9a+4f2d8b60';
const PROMPTS = ['A red kite', 'A blue kite', 'A green kite'];
const SUBMISSION = { host: 'api', method: 'POST', path: /minimax-h3/ } as const;
const RESULT = { host: 'api', method: 'GET', path: /\/result$/ } as const;
/** Long enough after a restart for whatever n8n would take up again. */
const QUIET_MS = 4_000;

/** One n8n of its own: the shared one must not be killed. */
let userFolder: string;
let n8n: N8n;
let session: Session;
let logs = '';

async function start(): Promise<void> {
	n8n = await startN8n({ userFolder, env: { N8N_LOG_LEVEL: 'info' } });
	session = openSession(n8n.url);
	await signIn(session);
}

beforeAll(async () => {
	userFolder = await makeUserFolder();
	await installNode(userFolder, await packNode(userFolder));
	await start();
});
afterAll(async () => {
	await n8n?.kill();
	await rm(userFolder, { recursive: true, force: true });
});

/** Three items in one node, without a download unless the case is about it. */
async function begin(
	emulator: Emulator,
	settings: object = {},
	options: object = {},
): Promise<string> {
	const credential = await createCredential(session, {
		name: `Emulator at ${emulator.url}`,
		type: CREDENTIAL_TYPE,
		data: { apiKey: KEY, baseUrl: emulator.url },
	});
	const workflow = await loadExample('bulk-with-error-output', credential);
	editFields(workflow, 'List', { prompts: JSON.stringify(PROMPTS) });
	useFolder(workflow, n8n.filesFolder);
	const node = nodeOf(workflow, 'Generate Videos');
	Object.assign(node, { onError: 'stopWorkflow', ...settings });
	node.parameters.options = { pollingInterval: 1, downloadOutputs: false, ...options };
	delete (workflow.connections as Record<string, unknown>)['Generate Videos'];
	return await runWorkflow(session, await importWorkflow(session, workflow));
}

const logOf = async (): Promise<string> => (logs += await readFile(n8n.logFile, 'utf8'));

interface Moment {
	name: string;
	faults?: Fault[];
	options?: object;
	arrived(emulator: Emulator): boolean;
	/** POSTs that were on their way by then. */
	submissions: number;
}

const MOMENTS: Moment[] = [
	{
		name: 'before anything is submitted',
		faults: [{ when: { host: 'api', path: '/api/v3/models' }, times: 9, do: { kind: 'stall' } }],
		arrived: ({ requests }) => requests.some((request) => request.path === '/api/v3/models'),
		submissions: 0,
	},
	{
		name: 'while the answers to the submissions are on their way',
		faults: [{ when: SUBMISSION, times: 99, do: { kind: 'stall', accept: true } }],
		arrived: ({ predictions }) => predictions.length === PROMPTS.length,
		submissions: PROMPTS.length,
	},
	{
		name: 'while polling',
		arrived: (emulator) => emulator.requestsTo(RESULT).length > 2 * PROMPTS.length,
		submissions: PROMPTS.length,
	},
	{
		name: 'while downloading',
		faults: [{ when: { host: 'outputs' }, times: 99, do: { kind: 'drip', everyMs: 50 } }],
		options: { downloadOutputs: true },
		arrived: (emulator) => emulator.requestsTo({ host: 'outputs' }).length === PROMPTS.length,
		submissions: PROMPTS.length,
	},
];

/** One n8n dies for all of them: each has an emulator of its own, and every start takes long. */
describe('kill -9 of n8n', () => {
	const emulators = new Map<Moment, Emulator>();
	let log: string;

	beforeAll(async () => {
		for (const moment of MOMENTS) {
			const emulator = await startEmulator({
				apiKey: KEY,
				generationTimeMs: moment.options ? 1_000 : Infinity,
			});
			emulators.set(moment, emulator);
			for (const fault of moment.faults ?? []) emulator.misbehave(fault);
			await begin(
				emulator,
				{ retryOnFail: true, maxTries: 3, waitBetweenTries: 1_000 },
				moment.options,
			);
		}
		const haveArrived = () => [...emulators].every(([moment, one]) => moment.arrived(one));
		const giveUpMs = performance.now() + 120_000;
		while (!haveArrived() && performance.now() < giveUpMs) await delay(20);
		await n8n.kill();
		log = await logOf();
		await start();
		await delay(QUIET_MS);
	});
	afterAll(async () => {
		for (const emulator of emulators.values()) await emulator.close();
	});

	test.each(MOMENTS)(
		'$name never leads to a second submission, and every id can be found',
		async (moment) => {
			const emulator = emulators.get(moment)!;
			expect(moment.arrived(emulator)).toBe(true);
			expect(emulator.requestsTo(SUBMISSION)).toHaveLength(moment.submissions);
			for (const { id } of emulator.predictions) {
				const logged = log.includes(`accepted prediction ${id}`);
				expect(logged || moment.faults?.[0]?.when.path === SUBMISSION.path).toBe(true);
			}
			const listed = await fetch(`${emulator.url}/api/v3/predictions`, {
				method: 'POST',
				headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
				body: JSON.stringify({ page: 1, page_size: 100 }),
			});
			const { data } = (await listed.json()) as { data: { items: Array<{ id: string }> } };
			expect(data.items.map(({ id }) => id).sort()).toEqual(
				emulator.predictions.map(({ id }) => id).sort(),
			);
		},
	);
});

describe('a network that dies between polls', () => {
	test('costs one submission per item under Retry On Fail, and all videos arrive', async () => {
		const emulator = await startEmulator({ apiKey: KEY, generationTimeMs: 8_000 });
		try {
			const dead = emulator.misbehave({
				when: RESULT,
				times: 6 * PROMPTS.length,
				do: { kind: 'reset' },
			});
			const id = await begin(emulator, { retryOnFail: true, maxTries: 5, waitBetweenTries: 1_000 });
			const execution = await waitForExecution(session, id, 200_000);
			expect(execution.status).toBe('success');
			expect(dead.hits).toBe(6 * PROMPTS.length);
			expect(emulator.requestsTo(SUBMISSION)).toHaveLength(PROMPTS.length);
		} finally {
			await emulator.close();
		}
	});
});

describe('the key', () => {
	test('is in no execution, no log and no file of n8n after failures that try to bring it there', async () => {
		const emulator = await startEmulator({ apiKey: KEY, generationTimeMs: 100 });
		const echo = (status: number) =>
			({
				kind: 'reply',
				status,
				body: {
					code: status,
					message: `denied: Bearer ${KEY} ${Buffer.from(KEY).toString('base64')} ${encodeURIComponent(KEY)}`,
				},
			}) as const;
		try {
			const ids: string[] = [];
			for (const [when, status] of [
				[SUBMISSION, 403],
				[SUBMISSION, 500],
				[RESULT, 401],
				[{ host: 'outputs' } as const, 403],
			] as const) {
				const fault = emulator.misbehave({ when, times: 99, do: echo(status) });
				for (const onError of ['stopWorkflow', 'continueRegularOutput']) {
					ids.push(await begin(emulator, { onError }, { downloadOutputs: true }));
					await waitForExecution(session, ids.at(-1)!);
				}
				fault.stop();
			}
			for (const id of ids)
				expect(mentions(JSON.stringify((await readExecution(session, id)).data))).toEqual([]);
			await n8n.stop();
			expect(mentions(await logOf())).toEqual([]);
			const files = await readdir(userFolder, { recursive: true, withFileTypes: true });
			const own = files.filter(
				(file) => file.isFile() && !file.parentPath.includes('node_modules'),
			);
			const database = own.find(({ name }) => name === 'database.sqlite');
			expect(database).toBeDefined();
			for (const { parentPath, name } of own) {
				const bytes = await readFile(path.join(parentPath, name));
				expect([name, ...mentions(bytes.toString('latin1'))]).toEqual([name]);
			}
		} finally {
			await emulator.close();
		}
	});
});

/** The forms of the key that a text has. */
function mentions(text: string): string[] {
	const inBase64 = [0, 1, 2].map((offset) =>
		Buffer.from('x'.repeat(offset) + KEY)
			.toString('base64')
			.slice(offset + 1, -4),
	);
	const forms = [KEY, encodeURIComponent(KEY), JSON.stringify(KEY).slice(1, -1), ...inBase64];
	return forms.filter((form) => text.includes(form));
}
