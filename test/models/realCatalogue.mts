import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/**
 * A capture of the vendor's catalogue that is not part of this project: tests read it where it lies, beside
 * the repository or, seen from a worktree, one folder further up.
 */
const CAPTURE = ['../../..', '../../../..']
	.map((folder) => join(__dirname, folder, 'shared/catalog/models-2026-03.json'))
	.find(existsSync);

/** @returns the rows of the vendor's catalogue, or undefined where there is no capture of it */
export function readRealCatalogue(): unknown[] | undefined {
	if (CAPTURE === undefined) return undefined;
	return (JSON.parse(readFileSync(CAPTURE, 'utf8')) as { data: unknown[] }).data;
}
