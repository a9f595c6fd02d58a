import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** A live holder touches its lock this often, so a lock this much older than that has lost its holder. */
const HEARTBEAT_MS = 5_000;
const ABANDONED_AFTER_MS = 60_000;
const LOOK_AGAIN_MS = 1_000;

interface Holder {
	pid: number;
	host: string;
}

/**
 * Runs `work` while holding the lock file, so that of two processes that both miss n8n only one
 * downloads it. The lock saves work and nothing more: what makes an installation whole is the
 * rename at its end, so a lock that is broken by mistake costs time, never a half installation.
 *
 * @param onWait called once with the holder's process id when somebody else has the lock
 */
export async function withInstallationLock<T>(
	lockFile: string,
	onWait: (pid: number) => void,
	work: () => Promise<T>,
): Promise<T> {
	let told = false;
	while (!(await acquire(lockFile))) {
		const holder = await readHolder(lockFile);
		if (await isAbandoned(lockFile, holder)) {
			await rm(lockFile, { force: true });
			continue;
		}
		if (holder && !told) onWait(holder.pid);
		told ||= holder !== undefined;
		await delay(LOOK_AGAIN_MS);
	}
	const heartbeat = setInterval(() => {
		const now = new Date();
		utimes(lockFile, now, now).catch(() => undefined);
	}, HEARTBEAT_MS);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		await rm(lockFile, { force: true });
	}
}

async function acquire(lockFile: string): Promise<boolean> {
	const holder: Holder = { pid: process.pid, host: hostname() };
	try {
		await writeFile(lockFile, JSON.stringify(holder), { flag: 'wx' });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

async function readHolder(lockFile: string): Promise<Holder | undefined> {
	try {
		return JSON.parse(await readFile(lockFile, 'utf8')) as Holder;
	} catch {
		// Gone in the meantime, or created but not written yet.
		return undefined;
	}
}

async function isAbandoned(lockFile: string, holder: Holder | undefined): Promise<boolean> {
	if (holder?.host === hostname() && !isRunning(holder.pid)) return true;
	const touchedMs = (await stat(lockFile).catch(() => undefined))?.mtimeMs;
	return touchedMs !== undefined && Date.now() - touchedMs > ABANDONED_AFTER_MS;
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
