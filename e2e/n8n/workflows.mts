import { setTimeout as delay } from 'node:timers/promises';
import { RestError, type Session } from './session.mts';

export interface WorkflowNode {
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	id?: string;
	credentials?: Record<string, { id: string; name: string }>;
	webhookId?: string;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	retryOnFail?: boolean;
	alwaysOutputData?: boolean;
	maxTries?: number;
	/** Milliseconds; n8n allows 5000 at most. */
	waitBetweenTries?: number;
}

export interface Workflow {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export interface SavedWorkflow extends Workflow {
	id: string;
	versionId: string;
}

const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';

/** @returns the connections of nodes of which each gets what the one before it gives */
export function inARow(nodes: readonly WorkflowNode[]): Workflow['connections'] {
	return Object.fromEntries(
		nodes
			.slice(1)
			.map((to, at) => [
				nodes[at]?.name ?? '',
				{ main: [[{ node: to.name, type: 'main', index: 0 }]] },
			]),
	);
}

/** Saves a workflow as a new one, as Import from File and Save do. */
export async function importWorkflow(session: Session, workflow: Workflow): Promise<SavedWorkflow> {
	return await session.request('POST', '/workflows', { settings: {}, ...workflow });
}

/**
 * Presses Execute Workflow.
 *
 * @param trigger name of the trigger to start from; the workflow's manual trigger by default
 * @returns the execution's id; it has only just begun
 */
export async function runWorkflow(
	session: Session,
	workflow: SavedWorkflow,
	trigger = workflow.nodes.find((node) => node.type === MANUAL_TRIGGER)?.name,
): Promise<string> {
	if (!trigger) throw new Error(`Workflow "${workflow.name}" has no manual trigger to start from`);
	const { executionId } = await session.request<{ executionId: string }>(
		'POST',
		`/workflows/${workflow.id}/run`,
		// Newer versions of n8n read the workflow from their database.
		{ workflowData: workflow, triggerToStartFrom: { name: trigger } },
	);
	return executionId;
}

/** Publishes the workflow: its webhooks answer and its schedules run from some moment soon. */
export async function activateWorkflow(session: Session, workflow: SavedWorkflow): Promise<void> {
	await session.request('POST', `/workflows/${workflow.id}/activate`, {
		versionId: workflow.versionId,
	});
}

/**
 * Calls a production webhook of a workflow that was just activated. n8n registers webhooks after
 * it has answered the activation, so "not registered" is asked again for ten seconds.
 *
 * @param path the webhook node's path
 */
export async function callWebhook(
	session: Session,
	path: string,
	body: unknown,
): Promise<Response> {
	for (let attempt = 1; ; attempt += 1) {
		const response = await fetch(`${session.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (response.status !== 404 || attempt === 20) {
			if (response.ok) return response;
			throw new RestError(`The webhook ${path} answered ${response.status}`, response.status);
		}
		await delay(500);
	}
}
