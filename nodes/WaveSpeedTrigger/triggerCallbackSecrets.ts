import type { IHookFunctions } from 'n8n-workflow';

import { CallFailure } from '../WaveSpeed/api/callFailure';
import { readConnection } from '../WaveSpeed/api/connection';
import { CallbackSecrets } from '../WaveSpeed/callbacks/callbackSecrets';
import { toNodeError } from '../WaveSpeed/errors/toN8nError';
import { systemTime } from '../WaveSpeed/time';
import { noCallbackSecret } from '../WaveSpeed/waiting/suspended/suspendErrors';

/** One for all triggers of this process: n8n calls a node's hooks without the node's own object. */
export const callbackSecrets = new CallbackSecrets(systemTime);

/**
 * Lets the workflow be activated only if callbacks can be checked.
 * @throws NodeApiError if the secret is not available
 */
export async function requireCallbackSecret(host: IHookFunctions): Promise<boolean> {
	try {
		await callbackSecrets.get(host, 0);
		return true;
	} catch (failure) {
		const own =
			failure instanceof CallFailure
				? noCallbackSecret(failure, await readConnection(host))
				: failure;
		throw toNodeError(own, host.getNode());
	}
}
