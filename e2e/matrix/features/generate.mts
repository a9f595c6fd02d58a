import { editFields, loadExample, nodeOf } from '../../n8n/example.mts';
import { failureOf, jsonOf } from '../../n8n/executions.mts';
import {
	DONE,
	ended,
	promptsWorkflow,
	publish,
	start,
	type OwnEmulator,
} from '../../suspend/ownEmulator.mts';
import { hold, holdSame, oneNode, paidFor, run, sameBytes, type Feature } from './feature.mts';

export const generateAndWait: Feature = {
	name: 'Generate and Wait, file streamed',
	async run(setup) {
		const workflow = await loadExample('prompt-to-video', setup.credential);
		delete (workflow.connections as Record<string, unknown>)['Generate Video'];
		await sameBytes(setup, await run(setup, workflow), 'Generate Video');
		paidFor(setup, 1);
	},
};

export const errorBranch: Feature = {
	name: 'Many items, failures on the error branch',
	async run(setup) {
		const workflow = await loadExample('bulk-with-error-output', setup.credential);
		editFields(workflow, 'List', { prompts: JSON.stringify(['one', 'two [fail]', 'three']) });
		nodeOf(workflow, 'Generate Videos').parameters.options = { downloadOutputs: false };
		workflow.nodes = workflow.nodes.map((node) =>
			node.name === 'Save Videos'
				? { ...node, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} }
				: node,
		);
		const execution = await run(setup, workflow);
		const rows = [0, 1].map((output) => jsonOf(execution, 'Generate Videos', output).length);
		holdSame('rows on the branches', rows, [2, 1]);
		holdIds(setup, jsonOf(execution, 'Generate Videos', 1));
	},
};

export const errorRowsInPlace: Feature = {
	name: 'On Error at Continue: error rows in their places',
	async run(setup) {
		const { session, credential } = setup;
		const variant = { whileWaiting: 'poll', onError: 'continueRegularOutput' } as const;
		const saved = await publish(session, promptsWorkflow(credential, variant));
		const id = await start(session, saved, ['one', 'two [fail]', 'three']);
		const rows = jsonOf(await ended(session, id), DONE);
		const keys = rows.map((row) => ('error' in row ? Object.keys(row).sort() : 'fine'));
		holdSame('rows', keys, ['fine', ['details', 'error'], 'fine']);
		holdIds(setup, [rows[1]!]);
	},
};

export const submitThenGetResult: Feature = {
	name: 'Submit, then Get Result',
	async run(setup) {
		const workflow = await loadExample('submit-then-get-result', setup.credential);
		await sameBytes(setup, await run(setup, workflow), 'Get Result');
		paidFor(setup, 1);
	},
};

export const otherOperations: Feature = {
	name: 'Lists, prices, balance, Delete',
	async run(setup) {
		await run(setup, await loadExample('submit-then-get-result', setup.credential));
		const { id } = setup.emulator.predictions[0]!;
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
			const execution = await run(setup, oneNode(setup, parameters));
			hold(execution.status === 'success', failureOf(execution) ?? parameters.operation);
		}
	},
};

export const priceLimit: Feature = {
	name: 'Price limit before anything is submitted',
	async run(setup) {
		const workflow = await loadExample('prompt-to-video', setup.credential);
		nodeOf(workflow, 'Generate Video').parameters.options = { maxPricePerPrediction: 0.01 };
		const execution = await run(setup, workflow);
		hold(/allows \$0\.01/.test(failureOf(execution) ?? ''), failureOf(execution) ?? 'it ran');
		paidFor(setup, 0);
	},
};

/** Every failure after a submission names its prediction. */
function holdIds({ emulator }: OwnEmulator, rows: Array<Record<string, unknown>>): void {
	const ids = emulator.predictions.map(({ id }) => id);
	for (const { error } of rows) {
		hold(
			ids.some((id) => String(error).includes(id)),
			`an error names no prediction: ${String(error)}`,
		);
	}
}
