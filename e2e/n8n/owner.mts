import { RestError, type Session } from './session.mts';

/** The owner account of every n8n that is started here: it listens on loopback and dies with its caller. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olive',
	lastName: 'Owner',
	password: 'Loopback-only-1',
} as const;

/** Signs in as the owner; on a fresh n8n this also makes the owner. */
export async function signIn(session: Session): Promise<void> {
	const { email, password } = OWNER;
	try {
		await session.request('POST', '/login', { emailOrLdapLoginId: email, password });
	} catch (error) {
		if (!(error instanceof RestError) || error.status !== 401) throw error;
		await session.request('POST', '/owner/setup', OWNER);
	}
}
