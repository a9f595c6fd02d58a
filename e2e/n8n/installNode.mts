import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './runNpm.mts';

/**
 * Installs a packed node where n8n looks for community nodes, the way n8n's own installer does:
 * without scripts and without peers, because n8n itself provides them.
 *
 * @param userFolder of an n8n that is not running
 */
export async function installNode(userFolder: string, tarball: string): Promise<void> {
	const nodesFolder = path.join(userFolder, '.n8n/nodes');
	await mkdir(nodesFolder, { recursive: true });
	await writeFile(
		path.join(nodesFolder, 'package.json'),
		'{"name": "installed-nodes", "private": true}\n',
	);
	await runNpm(nodesFolder, [
		'install',
		tarball,
		'--ignore-scripts',
		'--legacy-peer-deps',
		'--package-lock=false',
		'--no-audit',
		'--no-fund',
		'--loglevel=error',
	]);
}
