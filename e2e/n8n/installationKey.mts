import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The files npm needs to install; they are copied into the installation folder. */
export const INSTALLATION_FILES = ['package.json', 'package-lock.json', '.npmrc'] as const;

/** What decides the outcome: the lock file repeats all of package.json that matters. */
const DECISIVE_FILES = ['package-lock.json', '.npmrc'] as const;

/**
 * Twelve hex digits that change whenever another n8n would be installed. Platform and processor
 * belong to them because one native module is compiled, and a cache may lie on a shared disk.
 */
export async function installationKey(sourceFolder: string): Promise<string> {
	const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
	for (const name of DECISIVE_FILES) {
		hash.update(`\0${name}\0`).update(await readFile(path.join(sourceFolder, name)));
	}
	return hash.digest('hex').slice(0, 12);
}
