import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheFolder } from '../n8n/cacheFolder.mts';
import { installIntoPlace, QUIET } from '../n8n/installIntoPlace.mts';
import { INSTALLATION_FILES, installationKey } from '../n8n/installationKey.mts';
import { runNpm } from '../n8n/runNpm.mts';

/** Where the vendor's clients are installed. */
export interface InstalledClients {
	/** Loads a package, or a file of one, as a program that has them installed would. */
	load<T>(name: string): T;
	/** Absolute path of a package's file. */
	file(name: string, inPackage: string): string;
	/** The version of an installed package, such as "0.3.2". */
	version(name: string): Promise<string>;
}

/**
 * The clients that package.json beside this file names, installed into the user's cache where they
 * are not there yet: some seconds, and the project itself never needs them.
 *
 * @throws Error with npm's last words where they cannot be installed
 */
export async function installClients(): Promise<InstalledClients> {
	const folder = path.join(cacheFolder(), `clients-${await installationKey(import.meta.dirname)}`);
	if (!existsSync(folder)) {
		await mkdir(cacheFolder(), { recursive: true });
		await installIntoPlace(folder, async (building) => {
			for (const name of INSTALLATION_FILES) {
				await copyFile(path.join(import.meta.dirname, name), path.join(building, name));
			}
			await runNpm(building, ['ci', '--ignore-scripts', ...QUIET]);
		});
	}
	const load = createRequire(path.join(folder, 'package.json'));
	const file = (name: string, inPackage: string) =>
		path.join(folder, 'node_modules', name, inPackage);
	return {
		load: (name) => load(name),
		file,
		async version(name) {
			const manifest = JSON.parse(await readFile(file(name, 'package.json'), 'utf8')) as object;
			return (manifest as { version: string }).version;
		},
	};
}
