import { createCredential, type NewCredential } from '../n8n/credentials.mts';
import type { Session } from '../n8n/session.mts';
import type { Workflow } from '../n8n/workflows.mts';

/** The credential that a node of the examples asks for, by the end of its type. */
const CREDENTIAL_OF_NODE: Record<string, string> = {
	emailSend: 'smtp',
	ftp: 'sftp',
	httpRequest: 'httpHeaderAuth',
	lmChatOpenAi: 'openAiApi',
	postgres: 'postgres',
	s3: 's3',
	telegram: 'telegramApi',
	telegramTrigger: 'telegramApi',
};

/** Saves the credentials and chooses each in the nodes that ask for its type, as a reader of the example does. */
export async function chooseCredentials(
	session: Session,
	workflow: Workflow,
	credentials: NewCredential[],
): Promise<void> {
	for (const credential of credentials) {
		const reference = await createCredential(session, credential);
		for (const node of workflow.nodes) {
			const wanted = CREDENTIAL_OF_NODE[node.type.split('.').at(-1) ?? ''];
			if (wanted === credential.type) node.credentials = { [wanted]: reference };
		}
	}
}

/** A key in a header, for services that are called with the HTTP Request node. */
export const headerCredential = (value: string): NewCredential => ({
	name: 'A key in a header',
	type: 'httpHeaderAuth',
	data: { name: 'X-Api-Key', value },
});
