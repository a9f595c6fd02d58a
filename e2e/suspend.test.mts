import { joinSharedN8n } from './n8n/sharedN8n.mts';
import { suspendCases } from './suspend/suspendCases.mts';

describe('While Waiting: Suspend the Execution', () => {
	suspendCases(() => joinSharedN8n().session);
});
