import { homedir } from 'node:os';
import path from 'node:path';

/** Set this to keep the n8n installation somewhere else than in the user's cache. */
export const CACHE_FOLDER_VARIABLE = 'WAVESPEED_E2E_CACHE';

/**
 * Where installed copies of n8n are kept: outside the clone, because 3 GB that take minutes to
 * install should serve every clone, the demo, the tests and CI alike.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
	const chosen = env[CACHE_FOLDER_VARIABLE];
	if (chosen) return path.resolve(chosen);
	const caches = env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
	return path.join(caches, 'n8n-nodes-wavespeedai');
}
