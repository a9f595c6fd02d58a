import { copyFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { installNode } from './installNode.mts';
import { ensureInstallation } from './installation.mts';
import { signIn } from './owner.mts';
import { packNode } from './packNode.mts';
import { createProgress } from './progress.mts';
import { runNpm } from './runNpm.mts';
import { openSession } from './session.mts';
import { publishSharedN8n, sharedN8nProcess } from './sharedN8n.mts';
import { makeUserFolder, startN8n } from './startN8n.mts';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');
const REPORTS = path.join(REPOSITORY, 'reports');

/** Builds and packs the node, and starts the n8n that all test files share. */
export async function beginTestRun(): Promise<void> {
	process.stderr.write('\nGetting a real n8n ready\n');
	const progress = createProgress();
	await ensureInstallation(progress);
	progress.phase('Building the node');
	await runNpm(REPOSITORY, ['run', 'build']);
	progress.phase('Packing and installing it');
	const userFolder = await makeUserFolder();
	await installNode(userFolder, await packNode(userFolder));
	progress.phase('Starting n8n');
	const n8n = await startN8n({ userFolder });
	const session = openSession(n8n.url);
	await signIn(session);
	progress.done();
	publishSharedN8n(n8n, session);
}

/** Ends the shared n8n, keeps its log, and removes its data. */
export async function endTestRun(): Promise<void> {
	const n8n = sharedN8nProcess();
	if (!n8n) return;
	await n8n.stop();
	await mkdir(REPORTS, { recursive: true });
	await copyFile(n8n.logFile, path.join(REPORTS, 'e2e-n8n.log'));
	await rm(n8n.userFolder, { recursive: true, force: true });
}
