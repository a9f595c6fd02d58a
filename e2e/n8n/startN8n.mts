import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { n8nEnvironment } from './environment.mts';
import { freePorts } from './freePorts.mts';
import { ensureInstallation, type N8nInstallation } from './installation.mts';
import { startN8nProcess, type N8nProcess } from './n8nProcess.mts';
import { EDITOR_SETTINGS, HEALTH, waitUntilReady } from './waitUntilReady.mts';

export interface N8nOptions {
	/** @default the one that all tests share */
	installation?: N8nInstallation;
	/** Kept when given, so that an n8n that was killed can be started again on its data; else temporary. */
	userFolder?: string;
	/** Which of n8n's processes; a worker or webhook process needs EXECUTIONS_MODE=queue and its services in `env`. @default 'start' */
	command?: 'start' | 'worker' | 'webhook';
	/** Further arguments, such as `--concurrency=5` for a worker. */
	args?: string[];
	/** Wins over everything set here. */
	env?: Record<string, string>;
	/** The only folder that workflows may write files to. @default `files` in the user folder */
	filesFolder?: string;
	/** @default a free one */
	port?: number;
	/** @default three minutes */
	readyWithinMs?: number;
	/** Called as soon as there is a process to end, which is long before it is ready. */
	onSpawn?: (child: N8nProcess) => void;
}

export interface N8n extends N8nProcess {
	/** "http://127.0.0.1:41234" */
	url: string;
	userFolder: string;
	filesFolder: string;
}

/**
 * Starts an n8n that answers when this returns. Its end (`stop` or `kill`) removes a temporary
 * user folder; a given one stays.
 *
 * @throws Error with the end of its log when it ends or is not ready in time
 */
export async function startN8n(options: N8nOptions = {}): Promise<N8n> {
	const installation = options.installation ?? (await ensureInstallation());
	const userFolder = options.userFolder ?? (await makeUserFolder());
	const filesFolder = options.filesFolder ?? path.join(userFolder, 'files');
	await mkdir(filesFolder, { recursive: true });
	const [freePort, brokerPort] = (await freePorts(2)) as [number, number];
	const port = options.port ?? freePort;
	const command = options.command ?? 'start';
	const env = n8nEnvironment({
		installation,
		userFolder,
		filesFolder,
		port,
		brokerPort,
		overrides: { ...(command === 'worker' ? healthCheckOn(port) : {}), ...options.env },
	});
	const logFile = path.join(userFolder, `${command}-${port}.log`);
	const child = startN8nProcess(installation, [command, ...(options.args ?? [])], env, logFile);
	options.onSpawn?.(child);
	const url = `http://127.0.0.1:${port}`;

	const cleanUp = async () => {
		if (!options.userFolder) await rm(userFolder, { recursive: true, force: true });
	};
	try {
		const paths = command === 'start' ? [HEALTH, EDITOR_SETTINGS] : [HEALTH];
		await waitUntilReady(url, child, paths, options.readyWithinMs);
	} catch (error) {
		await child.kill();
		await cleanUp();
		throw error;
	}
	return {
		...child,
		url,
		userFolder,
		filesFolder,
		stop: async () => await child.stop().then(cleanUp),
		kill: async () => await child.kill().then(cleanUp),
	};
}

/**
 * A user folder for callers that put something into it before n8n starts, or start n8n twice on
 * it. What nobody removed is removed when this process exits.
 */
export async function makeUserFolder(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'wavespeed-n8n-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** A worker serves no editor; this is the one page by which it tells that it is ready. */
function healthCheckOn(port: number): Record<string, string> {
	return { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
}
