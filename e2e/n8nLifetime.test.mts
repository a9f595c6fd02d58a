import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { signIn } from './n8n/owner.mts';
import { openSession } from './n8n/session.mts';
import { makeUserFolder, startN8n } from './n8n/startN8n.mts';
import { importWorkflow, type SavedWorkflow } from './n8n/workflows.mts';

const STARTER = path.join(import.meta.dirname, 'n8n/startN8n.mts');
/** The grace that endWithParent.cjs gives, and some more. */
const GONE_WITHIN_MS = 10_000;

describe('an n8n that the tests start', () => {
	let userFolder: string;
	beforeEach(async () => {
		userFolder = await makeUserFolder();
	});
	afterEach(async () => await rm(userFolder, { recursive: true, force: true }));

	test('keeps its data through a kill and answers again on the same user folder', async () => {
		const first = await startN8n({ userFolder });
		const session = openSession(first.url);
		await signIn(session);
		const saved = await importWorkflow(session, {
			name: 'Survivor',
			nodes: [],
			connections: {},
		});
		await first.kill();
		expect(first.ended()).toBe('signal SIGKILL');

		const second = await startN8n({ userFolder });
		try {
			const again = openSession(second.url);
			await signIn(again);
			const found = await again.request<SavedWorkflow>('GET', `/workflows/${saved.id}`);
			expect(found.name).toBe('Survivor');
		} finally {
			await second.stop();
		}
	});

	test('ends when the process that started it is killed', async () => {
		const script = `import(${JSON.stringify(STARTER)}).then(({ startN8n }) => startN8n(${JSON.stringify({ userFolder })})).then(({ pid }) => console.log(pid));`;
		const starter = spawn(process.execPath, ['--import', 'tsx', '--eval', script], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const [line] = (await once(starter.stdout, 'data')) as [Buffer];
		const pid = Number(line.toString());
		expect(isRunning(pid)).toBe(true);

		starter.kill('SIGKILL');
		const giveUpMs = performance.now() + GONE_WITHIN_MS;
		while (isRunning(pid) && performance.now() < giveUpMs) await delay(100);
		expect(isRunning(pid)).toBe(false);
	});
});

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
