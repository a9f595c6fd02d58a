import path from 'node:path';
import { installNode } from './n8n/installNode.mts';
import { ensureInstallation } from './n8n/installation.mts';
import { signIn } from './n8n/owner.mts';
import { packNode } from './n8n/packNode.mts';
import { createProgress } from './n8n/progress.mts';
import { runNpm } from './n8n/runNpm.mts';
import { openSession } from './n8n/session.mts';
import { publishSharedN8n } from './n8n/sharedN8n.mts';
import { makeUserFolder, startN8n } from './n8n/startN8n.mts';

/** Builds and packs the node, and starts the n8n that all test files share. */
export default async function globalSetup(): Promise<void> {
	process.stderr.write('\nGetting a real n8n ready\n');
	const progress = createProgress();
	await ensureInstallation(progress);
	progress.phase('Building the node');
	await runNpm(path.resolve(import.meta.dirname, '..'), ['run', 'build']);
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
