import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withInstallationLock } from './n8n/installationLock.mts';

describe('the lock around the installation of n8n', () => {
	let folder: string;
	let lockFile: string;
	beforeEach(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'wavespeed-lock-'));
		lockFile = path.join(folder, 'n8n.lock');
	});
	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	const lockAs = async (pid: number, host = hostname()) =>
		await writeFile(lockFile, JSON.stringify({ pid, host }));
	const take = async (work = async () => undefined) =>
		await withInstallationLock(lockFile, () => undefined, work);

	test('lets one work at a time and is gone afterwards', async () => {
		let inside = 0;
		const work = async () => {
			inside += 1;
			expect(inside).toBe(1);
			await delay(50);
			inside -= 1;
			return undefined;
		};
		await Promise.all([take(work), take(work), take(work)]);
		expect(existsSync(lockFile)).toBe(false);
	});

	test('is gone when the work failed', async () => {
		const failing = take(async () => await Promise.reject(new Error('no disk')));
		await expect(failing).rejects.toThrow('no disk');
		expect(existsSync(lockFile)).toBe(false);
	});

	test('of a process that is gone is taken over at once', async () => {
		await lockAs(spawnSync(process.execPath, ['--version']).pid);
		await expect(take()).resolves.toBeUndefined();
	});

	test('that nobody touched for minutes is taken over, whoever holds it', async () => {
		await lockAs(process.pid, 'another-host');
		const longAgo = new Date(Date.now() - 5 * 60_000);
		await utimes(lockFile, longAgo, longAgo);
		await expect(take()).resolves.toBeUndefined();
	});

	test('of a living process is waited for, and the waiter is told whose it is', async () => {
		await lockAs(process.pid);
		const waitedFor: number[] = [];
		const waiting = withInstallationLock(
			lockFile,
			(pid) => waitedFor.push(pid),
			async () => undefined,
		);
		await delay(100);
		expect(waitedFor).toEqual([process.pid]);
		await rm(lockFile);
		await waiting;
	});
});
