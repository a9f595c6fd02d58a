import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './cacheFolder.mts';
import { installIntoPlace, QUIET } from './installIntoPlace.mts';
import { INSTALLATION_FILES, installationKey } from './installationKey.mts';
import { withInstallationLock } from './installationLock.mts';
import { createProgress, type Progress } from './progress.mts';
import { runNpm } from './runNpm.mts';
import { unpackedPackages } from './unpackedPackages.mts';

/** One installed n8n, and the Node it runs on. */
export interface N8nInstallation {
	/** Absolute path of the folder with node_modules. */
	folder: string;
	/** Absolute path of the Node binary; n8n starts its task runner as plain `node`, so its folder must lead PATH. */
	node: string;
	/** Absolute path of n8n's start script. */
	n8n: string;
	/** "2.41.1" */
	version: string;
}

/** The e2e folder: its package.json and lock file say which n8n. */
const SOURCE_FOLDER = path.resolve(import.meta.dirname, '..');

/**
 * The shared n8n installation; installs it first where this machine does not have it yet (3 GB,
 * about five minutes).
 *
 * @throws Error with npm's last words when the installation fails
 */
export async function ensureInstallation(progress?: Progress): Promise<N8nInstallation> {
	const key = await installationKey(SOURCE_FOLDER);
	const folder = path.join(cacheFolder(), `n8n-${key}`);
	if (!existsSync(folder)) {
		await mkdir(cacheFolder(), { recursive: true });
		const report = progress ?? createProgress();
		const onWait = (pid: number) =>
			report.phase(`Waiting for process ${pid}, which is installing n8n`);
		await withInstallationLock(`${folder}.lock`, onWait, async () => {
			if (!existsSync(folder)) await install(folder, report);
		});
		report.done();
	}
	return describe(folder);
}

async function install(folder: string, progress: Progress): Promise<void> {
	await removeUnfinished(folder);
	await installIntoPlace(folder, async (building) => {
		for (const name of INSTALLATION_FILES) {
			await copyFile(path.join(SOURCE_FOLDER, name), path.join(building, name));
		}
		progress.note(`Installing n8n once into ${folder} (3 GB, some minutes)`);
		progress.phase('Downloading n8n and its packages', () => unpackedPackages(building));
		await runNpm(building, ['ci', '--ignore-scripts', ...QUIET]);
		progress.phase('Preparing its SQLite module (compiled where no ready one can be downloaded)');
		await runNpm(building, ['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error']);
		progress.done();
	});
	const others = await otherCopies(folder);
	if (others) progress.note(`Copies of other versions may be deleted: ${others}`);
}

/** Clears what installations that were interrupted left behind: gigabytes that nobody would find. */
async function removeUnfinished(folder: string): Promise<void> {
	const prefix = `${path.basename(folder)}.installing-`;
	for (const name of await readdir(path.dirname(folder))) {
		if (name.startsWith(prefix)) {
			await rm(path.join(path.dirname(folder), name), { recursive: true, force: true });
		}
	}
}

/** Copies for other lock files: never deleted here, because another clone may need them. */
async function otherCopies(folder: string): Promise<string> {
	const cache = path.dirname(folder);
	const names = (await readdir(cache)).filter((name) => /^n8n-[0-9a-f]+$/.test(name));
	const others = names.map((name) => path.join(cache, name)).filter((other) => other !== folder);
	return others.join(', ');
}

async function describe(folder: string): Promise<N8nInstallation> {
	const modules = path.join(folder, 'node_modules');
	const manifest = JSON.parse(await readFile(path.join(modules, 'n8n/package.json'), 'utf8')) as {
		version: string;
	};
	return {
		folder,
		node: findNode(modules),
		n8n: path.join(modules, 'n8n/bin/n8n'),
		version: manifest.version,
	};
}

function findNode(modules: string): string {
	for (const prefix of ['node', 'node-bin']) {
		const binary = path.join(modules, `${prefix}-${process.platform}-${process.arch}/bin/node`);
		if (existsSync(binary)) return binary;
	}
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Error(
		`No Node 24 for ${process.platform} ${process.arch} comes with the n8n installation. Run this with Node 24 or newer.`,
	);
}
