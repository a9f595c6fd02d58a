import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './runNpm.mts';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

/**
 * Packs the built node exactly as it would be published.
 *
 * @param folder receives the tarball
 * @returns absolute path of the .tgz
 * @throws Error when nothing was built
 */
export async function packNode(folder: string): Promise<string> {
	if (!existsSync(path.join(REPOSITORY, 'dist/nodes'))) {
		throw new Error('The node is not built yet. Run "npm run build" first.');
	}
	await runNpm(REPOSITORY, [
		'pack',
		'--ignore-scripts',
		'--pack-destination',
		folder,
		'--loglevel=error',
	]);
	const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
	if (!tarball) throw new Error(`npm pack left no tarball in ${folder}`);
	return path.join(folder, tarball);
}
