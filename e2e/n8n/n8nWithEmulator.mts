import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/index.mts';
import { createCredential, type CredentialReference } from './credentials.mts';
import { CREDENTIAL_TYPE, loadExample, useFolder } from './example.mts';
import { joinSharedN8n } from './sharedN8n.mts';
import type { Session } from './session.mts';
import type { Workflow } from './workflows.mts';

/** What one test file works with: the shared n8n, an emulator of its own, and a credential between them. */
export interface N8nWithEmulator {
	session: Session;
	emulator: Emulator;
	credential: CredentialReference;
	/** An empty folder that n8n may write to. */
	folder: string;
	/** Process id of the n8n server. */
	n8nPid: number;
	/** An example with the credential chosen and this folder named. */
	example(name: string): Promise<Workflow>;
	close(): Promise<void>;
}

export const API_KEY = 'emulated-key';
/**
 * The family whose maker ended it in September 2026. Only a test that is about it has it: whatever else
 * works in the end-to-end tests works without it, every example among them.
 */
export const ENDED_FAMILY = 'openai/sora-2*';

export async function openN8nWithEmulator(options: EmulatorOptions = {}): Promise<N8nWithEmulator> {
	const { session, filesFolder, pid } = joinSharedN8n();
	const emulator = await startEmulator({
		apiKey: API_KEY,
		onRequest: reportOwnFault,
		without: [ENDED_FAMILY],
		...options,
	});
	const credential = await createCredential(session, {
		name: `Emulator at ${emulator.url}`,
		type: CREDENTIAL_TYPE,
		data: { apiKey: API_KEY, baseUrl: emulator.url },
	});
	const folder = await mkdtemp(path.join(filesFolder, 'test-'));
	return {
		session,
		emulator,
		credential,
		folder,
		n8nPid: pid,
		async example(name) {
			const workflow = await loadExample(name, credential);
			useFolder(workflow, folder);
			return workflow;
		},
		close: async () => await emulator.close(),
	};
}

/** A failure of the emulator itself would otherwise look like one of the node. */
function reportOwnFault(line: { method: string; path: string; status: number }): void {
	if (line.status < 500) return;
	process.stderr.write(`The emulator answered ${line.method} ${line.path} with ${line.status}\n`);
}
