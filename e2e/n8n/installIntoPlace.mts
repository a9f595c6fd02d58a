import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';

/** Quiet, and without questions that nobody would answer. */
export const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Fills a folder under another name and renames it when it is whole, so that an installation that
 * exists is one that works.
 *
 * @param install gets the folder to fill
 * @throws whatever `install` throws; nothing is left behind then
 */
export async function installIntoPlace(
	folder: string,
	install: (building: string) => Promise<void>,
): Promise<void> {
	const building = `${folder}.installing-${process.pid}`;
	await rm(building, { recursive: true, force: true });
	await mkdir(building, { recursive: true });
	try {
		await install(building);
		await rename(building, folder).catch((error: unknown) => {
			// Another process may have been first: its copy is as good.
			if (!existsSync(folder)) throw error;
		});
	} finally {
		await rm(building, { recursive: true, force: true });
	}
}
