import path from 'node:path';
import { ensureInstallation } from '../n8n/installation.mts';
import { createProgress } from '../n8n/progress.mts';
import { runNpm } from '../n8n/runNpm.mts';

/** Installs n8n where that was not done yet, and builds the node. */
export async function getReady(): Promise<void> {
	process.stderr.write('\nGetting a real n8n in queue mode ready\n');
	const progress = createProgress();
	await ensureInstallation(progress);
	progress.phase('Building the node');
	await runNpm(path.resolve(import.meta.dirname, '../..'), ['run', 'build']);
	progress.done();
}
