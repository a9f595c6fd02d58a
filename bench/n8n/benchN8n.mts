import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createCredential, type CredentialReference } from '../../e2e/n8n/credentials.mts';
import { CREDENTIAL_TYPE } from '../../e2e/n8n/example.mts';
import { installNode } from '../../e2e/n8n/installNode.mts';
import { signIn } from '../../e2e/n8n/owner.mts';
import { packNode } from '../../e2e/n8n/packNode.mts';
import { openSession, type Session } from '../../e2e/n8n/session.mts';
import { makeUserFolder, startN8n } from '../../e2e/n8n/startN8n.mts';
import type { StandIn } from '../standIn/standIn.mts';

/** An n8n with the packed node and the credentials for the stand-in. */
export interface BenchN8n {
	url: string;
	pid: number;
	session: Session;
	userFolder: string;
	standIn: StandIn;
	credentials: {
		/** The node's own. */
		waveSpeed: CredentialReference;
		/** What the HTTP Request node sends the same key with. */
		header: CredentialReference;
	};
	/** The longest time since `from` (ms since 1970) that n8n held its event loop, in ms of processor time. */
	longestHold(from: number): Promise<number>;
	/** Runs something while n8n is profiled. @returns the file with the profile */
	profiled(work: () => Promise<unknown>): Promise<string>;
	stop(): Promise<void>;
}

const API_KEY = 'key-of-the-bench';
/** With it `SIGUSR2` begins a processor profile of n8n, and the next one ends and writes it. */
const PROFILER = path.join(import.meta.dirname, '../profile/profileOnSignal.cjs');
/** A folder of nodes that n8n loads beside its own. */
const FURTHER_NODES = path.join(import.meta.dirname, 'bareStream');
/** It looks two hundred times a second, which costs some thousandths of a core. */
const HOLDS = path.join(import.meta.dirname, '../measure/loopHolds.cjs');

export async function startBenchN8n(
	standIn: StandIn,
	env: Record<string, string> = {},
): Promise<BenchN8n> {
	const userFolder = await makeUserFolder();
	await installNode(userFolder, await packNode(userFolder));
	const profile = path.join(userFolder, 'n8n.cpuprofile');
	const holds = path.join(userFolder, 'holds');
	const n8n = await startN8n({
		userFolder,
		env: {
			NODE_OPTIONS: `--require ${PROFILER} --require ${HOLDS}`,
			BENCH_PROFILE: profile,
			BENCH_HOLDS_FILE: holds,
			N8N_CUSTOM_EXTENSIONS: FURTHER_NODES,
			...env,
		},
	});
	const session = openSession(n8n.url);
	await signIn(session);
	return {
		url: n8n.url,
		pid: n8n.pid,
		session,
		userFolder,
		standIn,
		credentials: await createCredentials(session, standIn.url),
		longestHold: async (from) => await longestHoldIn(`${holds}.${n8n.pid}`, from),
		async profiled(work) {
			process.kill(n8n.pid, 'SIGUSR2');
			await work();
			process.kill(n8n.pid, 'SIGUSR2');
			while (!existsSync(profile)) await delay(250);
			// Written in one go, but not in one moment.
			await delay(1_000);
			const kept = `${profile}-${randomUUID()}`;
			await rename(profile, kept);
			return kept;
		},
		async stop() {
			await n8n.stop();
			await rm(userFolder, { recursive: true, force: true });
		},
	};
}

async function longestHoldIn(file: string, from: number): Promise<number> {
	// n8n writes twice a second.
	await delay(1_000);
	if (!existsSync(file)) return 0;
	const lines = (await readFile(file, 'utf8')).trim().split('\n');
	const holds = lines.map((line) => line.split(' ').map(Number) as [number, number]);
	return Math.max(0, ...holds.filter(([at]) => at >= from).map(([, held]) => held));
}

export async function createCredentials(
	session: Session,
	baseUrl: string,
): Promise<BenchN8n['credentials']> {
	return {
		waveSpeed: await createCredential(session, {
			name: 'Stand-in',
			type: CREDENTIAL_TYPE,
			data: { apiKey: API_KEY, baseUrl },
		}),
		header: await createCredential(session, {
			name: 'Stand-in, as a header',
			type: 'httpHeaderAuth',
			data: { name: 'Authorization', value: `Bearer ${API_KEY}` },
		}),
	};
}
