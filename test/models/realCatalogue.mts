import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/** A capture of the vendor's catalogue that is not part of this project: tests read it where it lies. */
const CAPTURE = join(__dirname, '../../../shared/catalog/models-2026-03.json');

/** @returns the rows of the vendor's catalogue, or undefined where there is no capture of it */
export function readRealCatalogue(): unknown[] | undefined {
	if (!existsSync(CAPTURE)) return undefined;
	return (JSON.parse(readFileSync(CAPTURE, 'utf8')) as { data: unknown[] }).data;
}
