import { joinSharedN8n } from './n8n/sharedN8n.mts';
import { subWorkflowCases } from './suspend/subWorkflowCases.mts';
import { suspendCases } from './suspend/suspendCases.mts';

describe('Wait: Suspend the Execution', () => {
	suspendCases(() => joinSharedN8n().session);
});

describe('A sub-workflow that suspends, and its parent', () => {
	subWorkflowCases(() => joinSharedN8n().session);
});
