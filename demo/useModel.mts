import { nodeOf } from '../e2e/n8n/example.mts';
import type { Workflow } from '../e2e/n8n/workflows.mts';

interface ModelParameter {
	__rl: true;
	mode: string;
	value: string;
	cachedResultName?: string;
}

/** The model that a node of the workflow names. */
export function modelOf(workflow: Workflow, node: string): string {
	return (nodeOf(workflow, node).parameters.model as ModelParameter).value;
}

/** The inputs of the model that a node of the workflow sets, but for the prompt. */
export function inputsOf(workflow: Workflow, node: string): Record<string, unknown> {
	const { inputFields } = nodeOf(workflow, node).parameters as {
		inputFields?: { value?: Record<string, unknown> | null };
	};
	return inputFields?.value ?? {};
}

/** Has a node use another model, with that model's own defaults: the inputs set were another's. */
export function useModel(workflow: Workflow, node: string, model: string): void {
	if (modelOf(workflow, node) === model) return;
	const { parameters } = nodeOf(workflow, node);
	parameters.model = { __rl: true, mode: 'id', value: model } satisfies ModelParameter;
	parameters.inputFields = {
		mappingMode: 'defineBelow',
		value: {},
		matchingColumns: [],
		schema: [],
	};
}

/** What an Edit Fields node sets a field to; '' where it does not. */
export function fieldOf(workflow: Workflow, node: string, field: string): string {
	const { assignments } = nodeOf(workflow, node).parameters.assignments as {
		assignments: Array<{ name: string; value: unknown }>;
	};
	return String(assignments.find(({ name }) => name === field)?.value ?? '');
}
