import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { jsonOf } from '../../n8n/executions.mts';
import { importWorkflow, runWorkflow } from '../../n8n/workflows.mts';
import {
	calledWorkflow,
	callingWorkflow,
	chain,
	DONE,
	ended,
	GENERATE,
	generateNode,
	node,
	outputRequests,
	parked,
	promptsWorkflow,
	publish,
	start,
} from '../../suspend/ownEmulator.mts';
import { hold, holdSame, holdSuccess, paidFor, sameBytes, type Feature } from './feature.mts';
import { PARKED, SUSPEND, suspended } from './suspend.mts';

export const suspendLoop: Feature = {
	name: `${SUSPEND}: in a loop`,
	emulator: { generationTimeMs: 1_500 },
	async run(setup) {
		const workflow = promptsWorkflow(setup.credential);
		workflow.nodes.push(node('Loop', 'n8n-nodes-base.splitInBatches', 3, { options: {} }));
		workflow.connections = {
			...chain('Start', 'Prompts', 'Loop'),
			Loop: {
				main: [
					[{ node: DONE, type: 'main', index: 0 }],
					[{ node: GENERATE, type: 'main', index: 0 }],
				],
			},
			...chain(GENERATE, 'Loop'),
		};
		const execution = await suspended(setup, ['one', 'two'], {}, workflow);
		holdSuccess(execution);
		holdSame('rows', jsonOf(execution, DONE).length, 2);
		await sameBytes(setup, execution, DONE);
		paidFor(setup, 2);
	},
};

export const suspendSubWorkflow: Feature = {
	name: `${SUSPEND}: in a sub-workflow that its parent waits for`,
	emulator: PARKED,
	async run(setup) {
		const called = await publish(setup.session, calledWorkflow(setup.credential));
		const workflow = callingWorkflow(setup.credential, called);
		const execution = await suspended(setup, ['one', 'two'], {}, workflow);
		holdSuccess(execution);
		const done = jsonOf(execution, DONE).map(({ status }) => status);
		holdSame('states', done, ['completed', 'completed']);
		paidFor(setup, 2);
	},
};

export const suspendByHand: Feature = {
	name: `${SUSPEND}: when run by hand in the editor`,
	emulator: PARKED,
	async run(setup) {
		const { session, credential } = setup;
		const saved = await importWorkflow(session, {
			name: `By hand ${randomUUID()}`,
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
				generateNode(credential, { parameters: { inputJson: '{"prompt": "by hand"}' } }),
				node(DONE, 'n8n-nodes-base.noOp', 1, {}),
			],
			connections: chain('Start', GENERATE, DONE),
		});
		const id = await runWorkflow(session, saved);
		await parked(session, id);
		const execution = await ended(session, id);
		holdSuccess(execution);
		await sameBytes(setup, execution, DONE);
	},
};

export const suspendUnsaved: Feature = {
	name: `${SUSPEND}: where n8n is told to save no executions`,
	emulator: PARKED,
	async run(setup) {
		const saved = await publish(setup.session, {
			...promptsWorkflow(setup.credential),
			settings: { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' },
		});
		await parked(setup.session, await start(setup.session, saved, ['one']));
		// Nothing is left to be read of it afterwards but what the API saw.
		const giveUp = performance.now() + 120_000;
		while (outputRequests(setup).length === 0) {
			hold(performance.now() < giveUp, 'the execution did not go on');
			await delay(200);
		}
		paidFor(setup, 1);
	},
};
