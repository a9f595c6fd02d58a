import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * How far an `npm ci` in `folder` is, such as "812 of 1540 packages". npm makes all folders at
 * once and fills them one by one, so a package counts when its package.json is there.
 */
export async function unpackedPackages(folder: string): Promise<string> {
	const lock = JSON.parse(await readFile(path.join(folder, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, { optional?: boolean }>;
	};
	// Optional ones may belong to another platform and never come.
	const expected = Object.entries(lock.packages).filter(
		([name, { optional }]) => name && !optional,
	);
	const present = expected.filter(([name]) => existsSync(path.join(folder, name, 'package.json')));
	return `${present.length} of ${expected.length} packages`;
}
