import { ExecuteContext, RoutingNode } from 'n8n-core';
import { createRunExecutionData, type IDataObject, type INodeExecutionData } from 'n8n-workflow';

import type { Emulator } from '../../emulator/index.mts';
import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { startEmulator, time } from '../startEmulator.mts';
import {
	buildWorkflow,
	executionSettings,
	prepareEngine,
	promptToVideo,
	prompts,
} from '../workflow/engine.mts';

/**
 * One step as n8n's Engine 2.0 runs it (@n8n/node-engine-compatibility 0.9.1, v1-adapters.js): a context
 * of n8n's present engine, made for this step and forgotten with it, without hooks or a way to stop.
 */
async function runStep(
	baseUrl: string,
	options: IDataObject,
): Promise<{ rows: INodeExecutionData[]; warnings: string[] }> {
	await prepareEngine();
	const nodeType = new WaveSpeed(createProcessServices(time));
	const items = prompts('a lighthouse at dusk');
	const parameters = { ...promptToVideo, options };
	const workflow = buildWorkflow({ baseUrl, parameters, items }, nodeType);
	const node = workflow.getNode('WaveSpeedAI')!;
	const { hooks: _, ...additionalData } = executionSettings(baseUrl);
	const source = { main: [{ previousNode: 'Start' }] };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData as never,
		'trigger',
		createRunExecutionData(),
		0,
		items,
		{ main: [items] },
		{ node, data: { main: [items] }, source },
		[],
	);
	const warn = jest.spyOn(context.logger, 'warn');
	const [rows = []] = (await new RoutingNode(context, nodeType).runNode()) ?? [];
	const warnings = warn.mock.calls.map(([message]) => message);
	warn.mockRestore();
	return { rows: rows ?? [], warnings };
}

describe('a step of n8n’s Engine 2.0', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 5_000 });
	});
	afterEach(async () => await emulator.close());

	it.each([
		['that is to be kept running', {}, []],
		[
			'that is to be suspended, which nobody would wake, and says so',
			{ whileWaiting: 'suspend' },
			['The execution is kept running while waiting: this n8n does not let a node suspend it.'],
		],
	])('%s: has the finished prediction and its file', async (_what, options, said) => {
		const { rows, warnings } = await runStep(emulator.url, options);
		expect(warnings).toEqual(said);
		expect(rows).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({ status: 'completed' }),
				binary: { data: expect.objectContaining({ fileExtension: 'mp4' }) },
			}),
		]);
		const posts = emulator.requests.filter(({ accepted }) => accepted);
		expect(posts.map(({ query }) => query)).toEqual([{}]);
	});
});
