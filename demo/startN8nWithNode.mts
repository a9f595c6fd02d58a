import { rm } from 'node:fs/promises';
import { ensureInstallation } from '../e2e/n8n/installation.mts';
import { installNode } from '../e2e/n8n/installNode.mts';
import type { N8nProcess } from '../e2e/n8n/n8nProcess.mts';
import { packNode } from '../e2e/n8n/packNode.mts';
import { makeUserFolder, startN8n, type N8n } from '../e2e/n8n/startN8n.mts';

/**
 * Starts an n8n in which the packed node is installed, on data that nobody has seen before and
 * that is gone when it ends.
 *
 * @param filesFolder the only folder its workflows may write to
 */
export async function startN8nWithNode(
	filesFolder: string,
	onStop: (ending: () => Promise<void>) => void,
): Promise<N8n & { version: string }> {
	const { version } = await ensureInstallation();
	const userFolder = await makeUserFolder();
	onStop(async () => await rm(userFolder, { recursive: true, force: true }));
	await installNode(userFolder, await packNode(userFolder));
	const onSpawn = (child: N8nProcess) => onStop(async () => await child.stop());
	const n8n = await startN8n({ userFolder, filesFolder, onSpawn });
	return { ...n8n, version };
}
