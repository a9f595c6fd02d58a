import { agentByItself, agentWithEngine } from './features/agent.mts';
import type { Feature } from './features/feature.mts';
import * as generate from './features/generate.mts';
import * as panel from './features/panel.mts';
import * as retry from './features/retry.mts';
import * as suspend from './features/suspend.mts';
import * as late from './features/suspendLate.mts';
import * as places from './features/suspendPlaces.mts';
import { trigger } from './features/trigger.mts';

/** What every version of n8n is asked to do, in the order of the table. */
export const FEATURES: Feature[] = [
	panel.credentialAndTest,
	panel.modelsAndForm,
	generate.generateAndWait,
	generate.errorBranch,
	generate.errorRowsInPlace,
	generate.submitThenGetResult,
	generate.otherOperations,
	generate.priceLimit,
	retry.retryOnFail,
	retry.stop,
	retry.retryFromList,
	suspend.suspendStop,
	suspend.suspendStopFailed,
	suspend.suspendContinue,
	suspend.suspendErrorBranch,
	suspend.suspendRetry,
	suspend.suspendRetryFailed,
	suspend.suspendAlwaysOutput,
	places.suspendLoop,
	places.suspendSubWorkflow,
	places.suspendByHand,
	places.suspendUnsaved,
	late.lateStop,
	late.lateContinue,
	late.lateErrorBranch,
	late.lostCallback,
	late.parkedAgain,
	trigger,
	agentWithEngine,
	agentByItself,
	panel.fieldsBeforeTheFirstRun,
	panel.dataTables,
];
