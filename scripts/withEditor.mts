import path from 'node:path';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/index.mts';
import { createCredential, type CredentialReference } from '../e2e/n8n/credentials.mts';
import { findChromium, openEditor, type Editor } from '../e2e/n8n/editor.mts';
import { CREDENTIAL_TYPE } from '../e2e/n8n/example.mts';
import { installNode } from '../e2e/n8n/installNode.mts';
import { signIn } from '../e2e/n8n/owner.mts';
import { packNode } from '../e2e/n8n/packNode.mts';
import { runNpm } from '../e2e/n8n/runNpm.mts';
import { openSession, type Session } from '../e2e/n8n/session.mts';
import { makeUserFolder, startN8n } from '../e2e/n8n/startN8n.mts';
import { ENDED_FAMILY } from '../e2e/n8n/n8nWithEmulator.mts';

export const REPOSITORY = path.resolve(import.meta.dirname, '..');

/** A real editor with the node in it, and a stand-in for WaveSpeed behind its credential. */
export interface Studio {
	editor: Editor;
	session: Session;
	emulator: Emulator;
	credential: CredentialReference;
}

/**
 * Builds the node, opens it in a real editor for as long as `work` takes, and ends this process.
 * @param options of the stand-in, such as what is left of the account
 * @throws Error where there is no browser
 */
export async function withEditor(
	work: (studio: Studio) => Promise<void>,
	options: EmulatorOptions = {},
): Promise<never> {
	const browser = findChromium();
	if ('missing' in browser) throw new Error(browser.missing);
	await runNpm(REPOSITORY, ['run', 'build']);
	// What nobody can run any more is no picture of what a newcomer meets.
	const emulator = await startEmulator({
		generationTimeMs: 500,
		without: [ENDED_FAMILY],
		...options,
	});
	const userFolder = await makeUserFolder();
	await installNode(userFolder, await packNode(userFolder));
	const n8n = await startN8n({ userFolder });
	try {
		const session = openSession(n8n.url);
		await signIn(session);
		const credential = await createCredential(session, {
			name: 'WaveSpeed account',
			type: CREDENTIAL_TYPE,
			data: { apiKey: 'any', baseUrl: emulator.url },
		});
		const editor = await openEditor(n8n.url, browser.file);
		try {
			await work({ editor, session, emulator, credential });
		} finally {
			await editor.close();
		}
	} finally {
		await n8n.stop();
		await emulator.close();
	}
	// What is left open in the browser's pipes must not keep a finished script running.
	process.exit(0);
}
