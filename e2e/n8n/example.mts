import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CredentialReference } from './credentials.mts';
import type { Workflow, WorkflowNode } from './workflows.mts';

const EXAMPLES = path.resolve(import.meta.dirname, '../../examples');
export const NODE_TYPE = 'n8n-nodes-wavespeedai.waveSpeed';
export const TRIGGER_TYPE = 'n8n-nodes-wavespeedai.waveSpeedTrigger';
const OWN_TYPES = [NODE_TYPE, TRIGGER_TYPE, `${NODE_TYPE}Tool`];
/** The folder that the examples write to and read from until somebody names another one. */
const EXAMPLE_FOLDER = '/home/node/.n8n-files';
export const CREDENTIAL_TYPE = 'waveSpeedApi';

interface Assignment {
	name: string;
	value: unknown;
	type: string;
}

/**
 * Reads `examples/<name>.json` and does what its reader is asked to do before running it: chooses
 * the credential in every WaveSpeedAI node.
 */
export async function loadExample(
	name: string,
	credential: CredentialReference,
): Promise<Workflow> {
	const text = await readFile(path.join(EXAMPLES, `${name}.json`), 'utf8');
	const workflow = JSON.parse(text) as Workflow;
	for (const node of workflow.nodes) {
		if (OWN_TYPES.includes(node.type)) node.credentials = { [CREDENTIAL_TYPE]: credential };
	}
	return workflow;
}

/** Names another folder wherever the workflow names that of the examples. */
export function useFolder(workflow: Workflow, folder: string): void {
	for (const node of workflow.nodes) {
		if (node.type.endsWith('.stickyNote')) continue;
		const text = JSON.stringify(node.parameters).replaceAll(
			EXAMPLE_FOLDER,
			JSON.stringify(folder).slice(1, -1),
		);
		node.parameters = JSON.parse(text) as WorkflowNode['parameters'];
	}
}

/** @throws Error when the workflow has no node of that name */
export function nodeOf(workflow: Workflow, name: string): WorkflowNode {
	const node = workflow.nodes.find((candidate) => candidate.name === name);
	if (!node) throw new Error(`Workflow "${workflow.name}" has no node "${name}"`);
	return node;
}

/** Replaces values that an Edit Fields node sets, such as the prompt and the folder to write to. */
export function editFields(workflow: Workflow, name: string, values: Record<string, string>): void {
	const { assignments } = nodeOf(workflow, name).parameters.assignments as {
		assignments: Assignment[];
	};
	for (const [field, value] of Object.entries(values)) {
		const assignment = assignments.find((candidate) => candidate.name === field);
		if (!assignment) throw new Error(`Node "${name}" sets no field "${field}"`);
		assignment.value = value;
	}
}
