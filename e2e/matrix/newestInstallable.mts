import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNpm } from '../n8n/runNpm.mts';
import { byVersion } from './byVersion.mts';
import { manifestOf } from './manifest.mts';
import type { MatrixVersion } from './versions.mts';

/** So many versions are tried, each some minutes of looking up packages. */
const TRIED = 5;

/**
 * The highest version of n8n whose packages npm has, all of them: one that was published minutes ago, or
 * that a mirror has in parts, names packages that cannot be found. Nothing is downloaded but what says so.
 * @throws Error where none of the newest can be installed
 */
export async function newestInstallable(
	version: MatrixVersion,
	say: (text: string) => void,
): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'wavespeed-newest-'));
	try {
		const listed = await runNpm(folder, ['view', 'n8n', 'versions', '--json']);
		const newest = (JSON.parse(listed) as string[])
			.filter((one) => /^\d+\.\d+\.\d+$/.test(one))
			.sort(byVersion)
			.reverse();
		for (const n8n of newest.slice(0, TRIED)) {
			const manifest = manifestOf({ ...version, n8n });
			await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
			try {
				await runNpm(folder, ['install', '--package-lock-only', '--ignore-scripts', '--no-audit']);
				return n8n;
			} catch (error) {
				const why = /notarget (No matching.*)/.exec((error as Error).message)?.[1];
				say(`n8n ${n8n} cannot be installed: ${why ?? (error as Error).message}`);
			}
		}
		throw new Error(`none of ${newest.slice(0, TRIED).join(', ')} can be installed`);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
