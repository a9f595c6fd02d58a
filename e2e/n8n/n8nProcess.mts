import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { N8nInstallation } from './installation.mts';

/** n8n waits for running executions when asked to end; a test has no reason to wait as long. */
const TERMINATION_GRACE_MS = 10_000;
const LOG_TAIL_CHARACTERS = 6_000;

/** One running n8n process with its children, known by process id and log file. */
export interface N8nProcess {
	pid: number;
	logFile: string;
	/** The end of what it printed. */
	logTail(): string;
	/** "code 1", "signal SIGKILL"; undefined while it runs. */
	ended(): string | undefined;
	/** Asks it to end, and kills it when it has not after 10 seconds. */
	stop(): Promise<void>;
	/** Kills it and its children on the spot, as a power cut would. */
	kill(): Promise<void>;
}

/**
 * Starts `n8n <args>`, everything it prints going to `logFile`. It leads a process group of its
 * own, so that it can be ended as a whole and so that Ctrl+C in a terminal reaches only us, who
 * then end it in order. It ends itself when this process disappears (endWithParent.cjs).
 */
export function startN8nProcess(
	installation: N8nInstallation,
	args: string[],
	env: Record<string, string>,
	logFile: string,
): N8nProcess {
	const log = openSync(logFile, 'a');
	const guard = path.join(import.meta.dirname, 'endWithParent.cjs');
	const child = spawn(installation.node, ['--require', guard, installation.n8n, ...args], {
		cwd: env.N8N_USER_FOLDER,
		env,
		detached: true,
		stdio: ['ignore', log, log, 'pipe'],
	});
	closeSync(log);
	if (child.pid === undefined) throw new Error(`Could not start ${installation.node}`);
	// Errors surface as an early end; without a listener they would end this process.
	child.on('error', () => undefined);
	const pid = child.pid;
	const closed = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	// Nobody is left to wait for an orderly end when this process exits; first of all exit listeners,
	// because another one removes the folder that n8n writes to.
	const killAtExit = () => signalGroup(pid, 'SIGKILL');
	process.prependOnceListener('exit', killAtExit);
	closed.then(() => process.removeListener('exit', killAtExit));

	return {
		pid,
		logFile,
		logTail: () => readFileSync(logFile, 'utf8').slice(-LOG_TAIL_CHARACTERS),
		ended: () => howItEnded(child),
		async stop() {
			signalGroup(pid, 'SIGTERM');
			await Promise.race([closed, delay(TERMINATION_GRACE_MS, undefined, { ref: false })]);
			signalGroup(pid, 'SIGKILL');
			await closed;
		},
		async kill() {
			signalGroup(pid, 'SIGKILL');
			await closed;
		},
	};
}

function howItEnded(child: ChildProcess): string | undefined {
	if (child.exitCode !== null) return `code ${child.exitCode}`;
	return child.signalCode === null ? undefined : `signal ${child.signalCode}`;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		// ESRCH: nothing of the group is left, which is what was wanted.
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}
