import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createCredentials } from '../../bench/n8n/benchN8n.mts';
import { MEASURED, measuredWorkflow, waveSpeedNode } from '../../bench/n8n/benchWorkflows.mts';
import { runOnce } from '../../bench/n8n/runOnce.mts';
import { startStandIn, type StandIn } from '../../bench/standIn/standIn.mts';
import { installNode } from '../n8n/installNode.mts';
import { signIn } from '../n8n/owner.mts';
import { packNode } from '../n8n/packNode.mts';
import { openSession } from '../n8n/session.mts';
import { makeUserFolder, startN8n, type N8n } from '../n8n/startN8n.mts';

const ITEMS = 1_000;
/** n8n starts three items at a time; a turn of its loop may also take up what some sockets brought. */
const ITEMS_IN_A_SLICE = 50;
/** Of a user's expression, for each item: n8n reads a declared field twice, and the node once. */
const READINGS = 3;
/** For the whole run, whatever its items: what n8n evaluates of a node once when it starts it. */
const EVALUATIONS_OF_A_RUN = 20;
const COUNTER = path.join(import.meta.dirname, 'countEvaluations.cjs');

interface Evaluations {
	expressions: Record<string, number>;
	mostItemsInASlice: Record<string, number>;
}

describe(`${ITEMS} items in one run`, () => {
	let standIn: StandIn;
	let n8n: N8n;
	let userFolder: string;
	let file: string;
	beforeAll(async () => {
		userFolder = await makeUserFolder();
		file = path.join(userFolder, 'evaluations.json');
		await installNode(userFolder, await packNode(userFolder));
		standIn = await startStandIn();
		n8n = await startN8n({
			userFolder,
			env: { NODE_OPTIONS: `--require ${COUNTER}`, N8N_EVALUATIONS_FILE: file },
		});
	});
	afterAll(async () => {
		await n8n?.stop();
		await standIn?.stop();
		await rm(userFolder, { recursive: true, force: true });
	});

	for (const operation of ['submit', 'generateAndWait'] as const) {
		test(`${operation}: n8n evaluates what the user wrote and nothing of the node’s own, a few items at a time`, async () => {
			const session = openSession(n8n.url);
			await signIn(session);
			const place = { standIn, credentials: await createCredentials(session, standIn.url) };
			await standIn.configure();
			const before = await evaluations();
			const node = waveSpeedNode(place, operation, { downloadOutputs: false });
			const prompts = Array.from({ length: ITEMS }, (_, index) => `a paper boat, number ${index}`);
			const reachedMark = async () => await standIn.marks(1, 240_000);
			await runOnce(session, measuredWorkflow(place, [node]), prompts, reachedMark);
			const after = await evaluations();

			const { submissions } = await standIn.counts();
			expect(submissions).toBe(ITEMS);
			const during = Object.entries(after.expressions).map(
				([expression, count]) =>
					[expression, count - (before.expressions[expression] ?? 0)] as const,
			);
			const users = String(node.parameters.prompt);
			const counted = Object.fromEntries(during)[users];
			expect(counted).toBeGreaterThanOrEqual(ITEMS);
			expect(counted).toBeLessThanOrEqual(READINGS * ITEMS + EVALUATIONS_OF_A_RUN);
			const perItem = during.filter(
				([expression, count]) => expression !== users && count > EVALUATIONS_OF_A_RUN,
			);
			expect(perItem).toEqual([]);
			expect(after.mostItemsInASlice[MEASURED]).toBeGreaterThan(0);
			expect(after.mostItemsInASlice[MEASURED]).toBeLessThanOrEqual(ITEMS_IN_A_SLICE);
		});
	}

	/** What n8n has counted; it writes twice a second. */
	async function evaluations(): Promise<Evaluations> {
		await delay(1_500);
		return JSON.parse(await readFile(`${file}.${n8n.pid}`, 'utf8')) as Evaluations;
	}
});
