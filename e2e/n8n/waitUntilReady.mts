import { setTimeout as delay } from 'node:timers/promises';
import type { N8nProcess } from './n8nProcess.mts';

/** A first start with its migrations takes 15 seconds on two idle cores; a busy machine needs far more. */
const READY_WITHIN_MS = 180_000;
const LOOK_AGAIN_MS = 250;

/**
 * Returns when n8n says that its database is migrated and its nodes are loaded.
 *
 * @throws Error with the end of its log when it ends, or is not ready after three minutes
 */
export async function waitUntilReady(url: string, child: N8nProcess): Promise<void> {
	const giveUpMs = performance.now() + READY_WITHIN_MS;
	while (performance.now() < giveUpMs) {
		const end = child.ended();
		if (end)
			throw new Error(`n8n ended with ${end} while starting. Its log says:\n${child.logTail()}`);
		if (await isReady(url)) return;
		await delay(LOOK_AGAIN_MS);
	}
	throw new Error(
		`n8n was not ready after ${READY_WITHIN_MS / 1000} s. Its log says:\n${child.logTail()}`,
	);
}

async function isReady(url: string): Promise<boolean> {
	try {
		const response = await fetch(`${url}/healthz/readiness`, {
			signal: AbortSignal.timeout(2_000),
		});
		await response.arrayBuffer();
		return response.status === 200;
	} catch {
		// Nobody listens yet.
		return false;
	}
}
