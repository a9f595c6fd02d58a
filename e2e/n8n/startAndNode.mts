import type { CredentialReference } from './credentials.mts';
import { CREDENTIAL_TYPE, NODE_TYPE } from './example.mts';
import { inARow, type Workflow, type WorkflowNode } from './workflows.mts';

/** What a run by hand begins with. */
export const manualStart = (): WorkflowNode => ({
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});

/** Manual trigger → the node. */
export function startAndNode(
	name: string,
	node: { name: string; parameters: Record<string, unknown>; credential: CredentialReference },
): Workflow {
	const { credential, ...given } = node;
	const nodes: WorkflowNode[] = [
		manualStart(),
		{
			...given,
			type: NODE_TYPE,
			typeVersion: 1,
			position: [240, 0],
			credentials: { [CREDENTIAL_TYPE]: credential },
		},
	];
	return { name, settings: { executionOrder: 'v1' }, nodes, connections: inARow(nodes) };
}
