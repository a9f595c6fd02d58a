import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../n8n/cacheFolder.mts';
import { ensureInstallation, type N8nInstallation } from '../n8n/installation.mts';
import { installIntoPlace, QUIET } from '../n8n/installIntoPlace.mts';
import { withInstallationLock } from '../n8n/installationLock.mts';
import { runNpm } from '../n8n/runNpm.mts';
import { manifestOf, nodePackage } from './manifest.mts';
import { TESTED_EVERYWHERE, type MatrixVersion } from './versions.mts';

/**
 * An installed n8n of that version with a Node of its own; installs it first where this machine does
 * not have it (3 GB, some minutes). The version of all other tests is theirs.
 * @param version not “newest”, but the one that this is
 * @throws Error with npm's last words where it cannot be installed
 */
export async function installVersion(
	version: MatrixVersion,
	say: (text: string) => void,
): Promise<N8nInstallation> {
	if (version.n8n === TESTED_EVERYWHERE) return await ensureInstallation();
	const folder = path.join(cacheFolder(), `matrix-${version.n8n}-node-${version.node}`);
	await mkdir(cacheFolder(), { recursive: true });
	const onWait = (pid: number) => say(`Waiting for process ${pid}, which is installing it`);
	await withInstallationLock(`${folder}.lock`, onWait, async () => {
		if (!existsSync(folder)) await install(version, folder, say);
	});
	const modules = path.join(folder, 'node_modules');
	const { version: installed } = JSON.parse(
		await readFile(path.join(modules, 'n8n/package.json'), 'utf8'),
	) as { version: string };
	return {
		folder,
		node: path.join(modules, nodePackage(), 'bin/node'),
		n8n: path.join(modules, 'n8n/bin/n8n'),
		version: installed,
	};
}

async function install(
	version: MatrixVersion,
	folder: string,
	say: (text: string) => void,
): Promise<void> {
	await installIntoPlace(folder, async (building) => {
		say(`Installing n8n ${version.n8n} (3 GB, some minutes)`);
		await writeFile(path.join(building, 'package.json'), JSON.stringify(manifestOf(version)));
		await runNpm(building, ['install', '--ignore-scripts', ...QUIET]);
		await runNpm(building, ['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error']);
	});
}
