import { joinSharedN8n } from './n8n/sharedN8n.mts';
import { triggerCases } from './trigger/triggerCases.mts';

describe('WaveSpeedAI Trigger', () => {
	triggerCases(() => {
		const { session } = joinSharedN8n();
		return { session, webhookUrl: session.url };
	});
});
