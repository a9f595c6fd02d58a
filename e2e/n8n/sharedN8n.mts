import { openSession, type Session } from './session.mts';
import type { N8n } from './startN8n.mts';

/** Jest runs set-up and teardown in one process and tests in others: these reach both. */
const URL_VARIABLE = 'E2E_N8N_URL';
const COOKIE_VARIABLE = 'E2E_N8N_COOKIE';
const FILES_VARIABLE = 'E2E_N8N_FILES';
const PROCESS_ID_VARIABLE = 'E2E_N8N_PID';
/** Also read by n8nLogReporter.cjs. */
const LOG_VARIABLE = 'E2E_N8N_LOG';
const holder = globalThis as { sharedN8n?: N8n };

/**
 * Makes this n8n the one that all test files use. They share one session too: n8n refuses more than
 * five sign-ins in a minute.
 */
export function publishSharedN8n(n8n: N8n, session: Session): void {
	holder.sharedN8n = n8n;
	process.env[COOKIE_VARIABLE] = session.cookie();
	process.env[URL_VARIABLE] = n8n.url;
	process.env[FILES_VARIABLE] = n8n.filesFolder;
	process.env[PROCESS_ID_VARIABLE] = String(n8n.pid);
	process.env[LOG_VARIABLE] = n8n.logFile;
}

/** The n8n that this very process published. */
export const sharedN8nProcess = (): N8n | undefined => holder.sharedN8n;

export interface SharedN8n {
	session: Session;
	/** The only folder that workflows may write to. */
	filesFolder: string;
	/** Process id of the n8n server. */
	pid: number;
}

/** @throws Error outside of `npm run test:e2e` */
export function joinSharedN8n(): SharedN8n {
	const url = process.env[URL_VARIABLE];
	if (!url) throw new Error('No n8n was started for this test run: use "npm run test:e2e"');
	return {
		session: openSession(url, process.env[COOKIE_VARIABLE]),
		filesFolder: process.env[FILES_VARIABLE] ?? '',
		pid: Number(process.env[PROCESS_ID_VARIABLE]),
	};
}
