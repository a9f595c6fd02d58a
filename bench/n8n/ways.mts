import type { WorkflowNode } from '../../e2e/n8n/workflows.mts';
import type { StandInSettings } from '../standIn/settings.mts';
import type { BenchN8n } from './benchN8n.mts';
import { httpResultNode, httpSubmitNode, waveSpeedNode } from './benchWorkflows.mts';

/** What is done with the items of a run. */
export interface Way {
	nodes(n8n: BenchN8n): WorkflowNode[];
	settings?: Partial<StandInSettings>;
	/** Questions for a result that every item takes; undefined where that is chance. */
	results?: number;
}

const WITHOUT_FILES = { downloadOutputs: false };

const change = (node: WorkflowNode, parameters: object, further: Partial<WorkflowNode> = {}) => ({
	...node,
	parameters: { ...node.parameters, ...parameters },
	...further,
});

const ways = {
	submit: { nodes: (n8n) => [waveSpeedNode(n8n, 'submit')], results: 0 },
	'http-submit': { nodes: (n8n) => [httpSubmitNode(n8n)], results: 0 },
	generate: {
		nodes: (n8n) => [waveSpeedNode(n8n, 'generateAndWait', WITHOUT_FILES)],
		results: 1,
	},
	// The same two requests for each item.
	'http-generate': { nodes: (n8n) => [httpSubmitNode(n8n), httpResultNode(n8n)], results: 1 },
	downloads: { nodes: (n8n) => [waveSpeedNode(n8n, 'generateAndWait')], results: 1 },
	form: {
		nodes: (n8n) => [
			change(waveSpeedNode(n8n, 'submit'), {
				inputFields: {
					mappingMode: 'defineBelow',
					value: {
						duration: '={{ 4 + 4 * ($json.prompt.length % 2) }}',
						size: '={{ "720*1280" }}',
					},
				},
			}),
		],
	},
	price: {
		nodes: (n8n) => [
			waveSpeedNode(n8n, 'submit', { maxPricePerPrediction: 1, maxPricePerRun: 100_000 }),
		],
	},
	errors: {
		nodes: (n8n) => [
			change(
				waveSpeedNode(n8n, 'generateAndWait', WITHOUT_FILES),
				{},
				{ onError: 'continueRegularOutput' },
			),
		],
		settings: { failEvery: 10 },
	},
	withdrawn: {
		nodes: (n8n) => [
			change(waveSpeedNode(n8n, 'submit'), {}, { onError: 'continueRegularOutput' }),
		],
		settings: { withdrawn: true },
	},
	suspend: {
		nodes: (n8n) => [
			waveSpeedNode(n8n, 'generateAndWait', { ...WITHOUT_FILES, whileWaiting: 'suspend' }),
		],
		// All end after the last one was submitted, on a machine that is not too busy.
		settings: { jobMs: 60_000, callsBack: true },
	},
} satisfies Record<string, Way>;

export type WayName = keyof typeof ways;
export const WAYS: Readonly<Record<WayName, Way>> = ways;
