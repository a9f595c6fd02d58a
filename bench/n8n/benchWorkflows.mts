import { randomUUID } from 'node:crypto';
import { CREDENTIAL_TYPE, NODE_TYPE } from '../../e2e/n8n/example.mts';
import type { Workflow, WorkflowNode } from '../../e2e/n8n/workflows.mts';
import { chain, node, splitPrompts, webhookNode } from '../../e2e/suspend/ownEmulator.mts';
import { MODEL } from '../standIn/catalogue.mts';
import type { BenchN8n } from './benchN8n.mts';

/** The node under measurement, in every workflow here. */
export const MEASURED = 'Measured';

type Place = Pick<BenchN8n, 'credentials' | 'standIn'>;

/** The node as a new one stands on the canvas, with the prompt of its input. */
export function waveSpeedNode(
	{ credentials }: Place,
	operation: 'submit' | 'generateAndWait',
	options: Record<string, unknown> = {},
): WorkflowNode {
	return {
		...node(MEASURED, NODE_TYPE, 1, {
			resource: 'prediction',
			operation,
			model: { __rl: true, mode: 'id', value: MODEL },
			inputMode: 'fields',
			prompt: '={{ $json.prompt }}',
			options,
		}),
		credentials: { [CREDENTIAL_TYPE]: credentials.waveSpeed },
	};
}

/** The same submission with n8n's own node, as its panel makes it. */
export function httpSubmitNode({ credentials, standIn }: Place, name = MEASURED): WorkflowNode {
	return {
		...node(name, 'n8n-nodes-base.httpRequest', 4.2, {
			method: 'POST',
			url: `${standIn.url}/api/v3/${MODEL}`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			sendBody: true,
			bodyParameters: { parameters: [{ name: 'prompt', value: '={{ $json.prompt }}' }] },
			options: {},
		}),
		credentials: { httpHeaderAuth: credentials.header },
	};
}

/** The result of what `httpSubmitNode` submitted. */
export function httpResultNode({ credentials }: Place, name = 'Result'): WorkflowNode {
	return {
		...node(name, 'n8n-nodes-base.httpRequest', 4.2, {
			url: '={{ $json.data.urls.get }}',
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			options: {},
		}),
		credentials: { httpHeaderAuth: credentials.header },
	};
}

/** A file of the stand-in's, with the least that a node can do; see bareStream. */
export function bareStreamNode({ standIn }: Pick<Place, 'standIn'>): WorkflowNode {
	return node(MEASURED, 'CUSTOM.bareStream', 1, { url: `${standIn.url}/outputs/bare.mp4` });
}

/** Tells the stand-in that the nodes before it are done. @param id an expression */
export function markNode({ standIn }: Place, id = 'done'): WorkflowNode {
	return {
		...node('Mark', 'n8n-nodes-base.httpRequest', 4.2, {
			method: 'POST',
			url: id.includes('{{') ? `=${standIn.url}/mark/${id}` : `${standIn.url}/mark/${id}`,
			options: {},
		}),
		...({ executeOnce: true } as object),
	};
}

/** Webhook → one item for each prompt → the nodes → a mark. */
export function measuredWorkflow(place: Place, nodes: WorkflowNode[], markId?: string): Workflow {
	const all = [webhookNode(randomUUID()), splitPrompts(), ...nodes, markNode(place, markId)];
	return {
		name: `Bench ${randomUUID()}`,
		nodes: all,
		connections: chain(...all.map(({ name }) => name)),
		settings: { executionOrder: 'v1' },
	};
}
