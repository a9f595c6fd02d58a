import { copyFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { sharedN8nProcess } from './n8n/sharedN8n.mts';

const REPORTS = path.resolve(import.meta.dirname, '../reports');

/** Ends the shared n8n, keeps its log, and removes its data. */
export default async function globalTeardown(): Promise<void> {
	const n8n = sharedN8nProcess();
	if (!n8n) return;
	await n8n.stop();
	await mkdir(REPORTS, { recursive: true });
	await copyFile(n8n.logFile, path.join(REPORTS, 'e2e-n8n.log'));
	await rm(n8n.userFolder, { recursive: true, force: true });
}
