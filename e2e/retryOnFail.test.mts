import { joinSharedN8n } from './n8n/sharedN8n.mts';
import { retryCases } from './retry/retryCases.mts';

describe('Retry On Fail', () => {
	retryCases(() => joinSharedN8n().session);
});
