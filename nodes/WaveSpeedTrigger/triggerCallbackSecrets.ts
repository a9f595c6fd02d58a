import { systemTime } from '../WaveSpeed/time';
import { CallbackSecrets } from '../WaveSpeed/callbacks/callbackSecrets';

/** One for all triggers of this process: n8n calls a node's hooks without the node's own object. */
export const callbackSecrets = new CallbackSecrets(systemTime);
