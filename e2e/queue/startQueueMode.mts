import { rm } from 'node:fs/promises';
import { freePorts } from '../n8n/freePorts.mts';
import { installNode } from '../n8n/installNode.mts';
import { signIn } from '../n8n/owner.mts';
import { packNode } from '../n8n/packNode.mts';
import { openSession, type Session } from '../n8n/session.mts';
import { makeUserFolder, startN8n, type N8n } from '../n8n/startN8n.mts';
import type { QueueServices } from './services.mts';

export interface QueueMode {
	session: Session;
	main: N8n;
	workers: N8n[];
	/** Takes the callbacks: the address WaveSpeed is given. */
	webhook: N8n;
	/** A further worker, for one that was killed. */
	addWorker(): Promise<N8n>;
	stop(): Promise<void>;
}

export interface QueueOptions {
	services: QueueServices;
	/** @default 2 */
	workers?: number;
	/** Executions that one worker runs at once. n8n allows no fewer than 5. @default 5 */
	concurrency?: number;
	env?: Record<string, string>;
}

/**
 * Starts n8n as a company runs it: a main process, workers and a webhook process that share a database
 * and a queue, with the packed node in all of them.
 */
export async function startQueueMode(options: QueueOptions): Promise<QueueMode> {
	const userFolder = await makeUserFolder();
	await installNode(userFolder, await packNode(userFolder));
	const [webhookPort] = (await freePorts(1)) as [number];
	const started: N8n[] = [];
	const env = {
		...options.services.env,
		// n8n's default of 2 is meant for far fewer callbacks at once.
		DB_POSTGRESDB_POOL_SIZE: '8',
		WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
		...options.env,
	};
	const start = async (part: Parameters<typeof startN8n>[0]) => {
		const n8n = await startN8n({ userFolder, ...part, env });
		started.push(n8n);
		return n8n;
	};
	const addWorker = async () =>
		await start({ command: 'worker', args: [`--concurrency=${options.concurrency ?? 5}`] });
	const stop = async () => {
		await Promise.all(started.map(async (n8n) => await n8n.stop()));
		await rm(userFolder, { recursive: true, force: true });
	};
	try {
		// First alone: it migrates the database.
		const main = await start({ command: 'start' });
		const session = openSession(main.url);
		await signIn(session);
		const [webhook, ...workers] = await Promise.all([
			start({ command: 'webhook', port: webhookPort }),
			...Array.from({ length: options.workers ?? 2 }, addWorker),
		]);
		return { session, main, webhook: webhook as N8n, workers, addWorker, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
