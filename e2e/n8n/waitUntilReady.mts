import { setTimeout as delay } from 'node:timers/promises';
import type { N8nProcess } from './n8nProcess.mts';

/** A first start with its migrations takes 15 seconds on two idle cores; a busy machine needs far more. */
const READY_WITHIN_MS = 180_000;
const LOOK_AGAIN_MS = 250;

/** Answers 200 as soon as the database is migrated, in older versions before any other path is served. */
export const HEALTH = '/healthz/readiness';
/** Served last, and by the process with the editor only. */
export const EDITOR_SETTINGS = '/rest/settings';

/**
 * Returns when n8n says that its database is migrated and its nodes are loaded.
 *
 * @param paths all of which have to answer 200
 * @throws Error with the end of its log when it ends, or is not ready in time
 */
export async function waitUntilReady(
	url: string,
	child: N8nProcess,
	paths: string[],
	withinMs = READY_WITHIN_MS,
): Promise<void> {
	const giveUpMs = performance.now() + withinMs;
	while (performance.now() < giveUpMs) {
		const end = child.ended();
		if (end)
			throw new Error(`n8n ended with ${end} while starting. Its log says:\n${child.logTail()}`);
		if (await allAnswer(url, paths)) return;
		await delay(LOOK_AGAIN_MS);
	}
	throw new Error(
		`n8n was not ready after ${withinMs / 1000} s. Its log says:\n${child.logTail()}`,
	);
}

async function allAnswer(url: string, paths: string[]): Promise<boolean> {
	try {
		for (const path of paths) {
			const response = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(2_000) });
			await response.arrayBuffer();
			if (response.status !== 200) return false;
		}
		return true;
	} catch {
		// Nobody listens yet.
		return false;
	}
}
