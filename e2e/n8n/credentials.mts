import type { Session } from './session.mts';

export interface NewCredential {
	name: string;
	/** "waveSpeedApi" */
	type: string;
	data: Record<string, unknown>;
}

/** How a workflow's node names a credential. */
export interface CredentialReference {
	id: string;
	name: string;
}

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

/** Saves a credential, as the Save button does. */
export async function createCredential(
	session: Session,
	credential: NewCredential,
): Promise<CredentialReference> {
	const { id, name } = await session.request<CredentialReference>(
		'POST',
		'/credentials',
		credential,
	);
	return { id, name };
}

/** Runs the credential's own test with these values, as the editor does after saving. */
export async function testCredential(
	session: Session,
	reference: CredentialReference,
	{ type, data }: Pick<NewCredential, 'type' | 'data'>,
): Promise<CredentialTestResult> {
	return await session.request('POST', '/credentials/test', {
		credentials: { ...reference, type, data },
	});
}
