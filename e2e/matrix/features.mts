import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createDataTable } from '../n8n/dataTables.mts';
import { testCredential } from '../n8n/credentials.mts';
import { CREDENTIAL_TYPE, editFields, loadExample, NODE_TYPE, nodeOf } from '../n8n/example.mts';
import {
	downloadBinary,
	failureOf,
	jsonOf,
	outputOf,
	waitForExecution,
	type Execution,
} from '../n8n/executions.mts';
import { mapperFields, searchList } from '../n8n/nodeParameters.mts';
import { activateWorkflow, importWorkflow, runWorkflow, type Workflow } from '../n8n/workflows.mts';
import { API_KEY } from '../n8n/workbench.mts';
import {
	DONE,
	ended,
	executionIds,
	FAILED,
	parked,
	promptsWorkflow,
	publish,
	start,
	type SuspendBench,
} from '../suspend/suspendBench.mts';

/** What a version of n8n is asked to do. Returns a word for the table where it is not simply “yes”. */
export interface Feature {
	name: string;
	run(bench: SuspendBench): Promise<string | void>;
}

/** @throws Error with `what` unless it holds */
function hold(condition: unknown, what: string): asserts condition {
	if (!condition) throw new Error(what);
}

const run = async ({ session }: SuspendBench, workflow: Workflow): Promise<Execution> => {
	const saved = await importWorkflow(session, workflow);
	return await waitForExecution(session, await runWorkflow(session, saved));
};
const onlyOne = (bench: SuspendBench) => {
	const { predictions } = bench.emulator;
	hold(predictions.length === 1, `${predictions.length} predictions were paid for, not 1`);
	return predictions[0]!;
};
const sameBytes = async (bench: SuspendBench, execution: Execution, node: string) => {
	const [row] = outputOf(execution, node);
	hold(row, failureOf(execution) ?? `${node} gave no row`);
	const served = await bench.emulator.outputBytesOf(String(row.json.id));
	const got = await downloadBinary(bench.session, row);
	hold(got.equals(served), 'the file has other bytes than the API served');
};
const oneNode = (bench: SuspendBench, parameters: Record<string, unknown>): Workflow => ({
	name: `Matrix ${randomUUID()}`,
	nodes: [
		{
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			name: 'Node',
			type: NODE_TYPE,
			typeVersion: 1,
			position: [240, 0],
			parameters,
			credentials: { [CREDENTIAL_TYPE]: bench.credential },
		},
	],
	connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
});
const panelOf = (bench: SuspendBench) => ({
	type: NODE_TYPE,
	typeVersion: 1,
	parameters: {
		resource: 'prediction',
		operation: 'generateAndWait',
		model: { __rl: true, mode: 'list', value: 'wavespeed-ai/minimax-h3/text-to-video' },
	},
	credentials: { [CREDENTIAL_TYPE]: bench.credential },
});

export const FEATURES: Feature[] = [
	{
		name: 'Credential and its test',
		async run({ session, credential, emulator }) {
			const { status, message } = await testCredential(session, credential, {
				type: CREDENTIAL_TYPE,
				data: { apiKey: API_KEY, baseUrl: emulator.url },
			});
			hold(status === 'OK', message);
		},
	},
	{
		name: 'Model list and form in the panel',
		async run(bench) {
			const { results } = await searchList(
				bench.session,
				panelOf(bench),
				'parameters.model',
				'searchModels',
				'seedance',
			);
			hold(results.length > 0, 'the list of models is empty');
			const { fields } = await mapperFields(
				bench.session,
				panelOf(bench),
				'parameters.inputFields',
				'getModelFields',
			);
			hold(
				fields.some(({ id }) => id === 'duration'),
				'the form has no duration',
			);
		},
	},
	{
		name: 'Generate and Wait, file streamed',
		async run(bench) {
			const workflow = await loadExample('prompt-to-video', bench.credential);
			delete (workflow.connections as Record<string, unknown>)['Generate Video'];
			await sameBytes(bench, await run(bench, workflow), 'Generate Video');
			onlyOne(bench);
		},
	},
	{
		name: 'Many items, failures on the error branch',
		async run(bench) {
			const workflow = await loadExample('bulk-with-error-output', bench.credential);
			editFields(workflow, 'List', { prompts: JSON.stringify(['one', 'two [fail]', 'three']) });
			nodeOf(workflow, 'Generate Videos').parameters.options = { downloadOutputs: false };
			workflow.nodes = workflow.nodes.map((node) =>
				node.name === 'Save Videos'
					? { ...node, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} }
					: node,
			);
			const execution = await run(bench, workflow);
			const rows = [0, 1].map((output) => jsonOf(execution, 'Generate Videos', output).length);
			hold(rows.join() === '2,1', `rows on the branches: ${rows.join()}`);
		},
	},
	{
		name: 'Submit, then Get Result',
		async run(bench) {
			const workflow = await loadExample('submit-then-get-result', bench.credential);
			await sameBytes(bench, await run(bench, workflow), 'Get Result');
			onlyOne(bench);
		},
	},
	{
		name: 'Lists, prices, balance, Delete',
		async run(bench) {
			await run(bench, await loadExample('submit-then-get-result', bench.credential));
			const { id } = onlyOne(bench);
			for (const parameters of [
				{ resource: 'account', operation: 'getBalance' },
				{ resource: 'model', operation: 'getMany', limit: 2 },
				{ resource: 'prediction', operation: 'getMany', limit: 2 },
				{
					resource: 'prediction',
					operation: 'delete',
					predictionId: { __rl: true, mode: 'id', value: id },
				},
			]) {
				const execution = await run(bench, oneNode(bench, parameters));
				hold(execution.status === 'success', failureOf(execution) ?? parameters.operation);
			}
		},
	},
	{
		name: 'Price limit before anything is submitted',
		async run(bench) {
			const workflow = await loadExample('prompt-to-video', bench.credential);
			nodeOf(workflow, 'Generate Video').parameters.options = { maxPricePerPrediction: 0.01 };
			const execution = await run(bench, workflow);
			hold(/allows \$0\.01/.test(failureOf(execution) ?? ''), failureOf(execution) ?? 'it ran');
			hold(bench.emulator.predictions.length === 0, 'something was submitted');
		},
	},
	{
		name: 'Suspend the Execution, On Error at Continue',
		async run(bench) {
			const { session, credential } = bench;
			const workflow = promptsWorkflow(credential, { onError: 'continueErrorOutput' });
			const saved = await publish(session, workflow);
			const id = await start(session, saved, ['one', 'two [fail]', 'three']);
			await parked(session, id);
			const execution = await ended(session, id);
			const rows = [jsonOf(execution, DONE).length, jsonOf(execution, FAILED).length];
			hold(rows.join() === '2,1', `rows on the branches: ${rows.join()}`);
		},
	},
	{
		name: 'Suspend the Execution, On Error at Stop Workflow',
		async run(bench) {
			const { session, credential, emulator } = bench;
			const saved = await publish(session, promptsWorkflow(credential));
			const id = await start(session, saved, ['one']);
			const execution = await ended(session, id);
			if (execution.status === 'success') return undefined;
			hold(emulator.predictions.length === 0, failureOf(execution) ?? 'it failed after paying');
			return 'says so before it pays';
		},
	},
	{
		name: 'WaveSpeedAI Trigger',
		async run(bench) {
			const { session, credential } = bench;
			const workflow = await loadExample('submit-and-trigger', credential);
			const trigger = nodeOf(workflow, 'When a Video Is Ready');
			trigger.webhookId = randomUUID();
			const url = `${session.url}/webhook/${trigger.webhookId}/wavespeed`;
			editFields(workflow, 'Address', { webhookUrl: url });
			const saved = await importWorkflow(session, workflow);
			await activateWorkflow(session, saved);
			while ((await fetch(url, { method: 'POST' })).status === 404) await delay(200);
			const submitting = await runWorkflow(session, saved);
			await ended(session, submitting);
			let started: string | undefined;
			while (started === undefined) {
				await delay(200);
				started = (await executionIds(session, saved)).find((one) => one !== submitting);
			}
			await sameBytes(bench, await ended(session, started), 'The Video');
		},
	},
	{
		name: 'Fields of a row before the first run',
		async run({ session }) {
			const schema = `${session.url}/schemas/${NODE_TYPE}/1/prediction/generateAndWait.json`;
			const response = await fetch(schema, { headers: { cookie: session.cookie() } });
			if (!response.ok) return 'no';
			const { properties } = (await response.json()) as { properties?: object };
			hold(properties && 'outputs' in properties, 'the schema has no outputs');
			return undefined;
		},
	},
	{
		name: 'Data tables (for the examples that use them)',
		async run({ session }) {
			try {
				const table = await createDataTable(session, `matrix ${Date.now()}`, ['prompt']);
				await table.remove();
				return undefined;
			} catch {
				return 'no';
			}
		},
	},
];
