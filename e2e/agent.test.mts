import { agentCases } from './agent/agentCases.mts';
import { joinSharedN8n } from './n8n/sharedN8n.mts';

agentCases(() => joinSharedN8n().session);
