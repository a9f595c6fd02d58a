import { setTimeout as delay } from 'node:timers/promises';
import { createDataTable } from './n8n/dataTables.mts';
import { failureOf, jsonOf } from './n8n/executions.mts';
import { joinSharedN8n } from './n8n/sharedN8n.mts';
import {
	acceptedPosts,
	chain,
	ended,
	GENERATE,
	generateNode,
	node,
	openOwnEmulator,
} from './suspend/ownEmulator.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';

const TABLE = 'hundred ideas';
const ROWS = 100;
/** Of ten rows in a row so many fail at WaveSpeed the first time. */
const FAILING_OF_TEN = 3;
const table = { __rl: true, mode: 'name', value: TABLE };

describe('a table of a hundred rows, thirty of which fail at WaveSpeed the first time', () => {
	test('comes to a hundred videos with 130 submissions, each written back to its own row', async () => {
		const setup = await openOwnEmulator(joinSharedN8n().session, { generationTimeMs: Infinity });
		const { session, emulator, credential } = setup;
		const ideas = Array.from({ length: ROWS }, (_one, index) => ({ prompt: `idea ${index}` }));
		const rows = await createDataTable(session, TABLE, ['prompt', 'video_url'], ideas);
		let isOver = false;
		/** Ends every prediction soon: of each prompt that is to fail the first one, and no other. */
		const settle = async () => {
			const seen = new Set<string>();
			for (let next = 0; !isOver; await delay(20)) {
				for (; next < emulator.predictions.length; next++) {
					const { id, input } = emulator.predictions[next]!;
					const prompt = String(input.prompt);
					const isFirst = !seen.has(prompt);
					seen.add(prompt);
					const fails = isFirst && Number(prompt.split(' ')[1]) % 10 < FAILING_OF_TEN;
					if (fails) emulator.fail(id, 'The worker was lost', 1405);
					else emulator.settle(id);
				}
			}
		};
		const settling = settle();
		try {
			const workflow = await importWorkflow(session, {
				name: 'Table',
				nodes: [
					node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
					node('Rows', 'n8n-nodes-base.dataTable', 1, {
						resource: 'row',
						operation: 'get',
						dataTableId: table,
						returnAll: true,
					}),
					generateNode(credential, {
						whileWaiting: 'poll',
						options: {
							whenPredictionFails: 'tryAgain',
							tryAgainTimes: 2,
							includeInputFields: 'all',
							downloadOutputs: false,
							pollingInterval: 2,
						},
					}),
					node('Write Back', 'n8n-nodes-base.dataTable', 1, {
						resource: 'row',
						operation: 'update',
						dataTableId: table,
						matchType: 'allConditions',
						filters: {
							conditions: [{ keyName: 'id', condition: 'eq', keyValue: '={{ $json.input_id }}' }],
						},
						columns: {
							mappingMode: 'defineBelow',
							value: { video_url: '={{ $json.outputs[0] }}' },
							matchingColumns: [],
							schema: [
								{ id: 'video_url', displayName: 'video_url', display: true, type: 'string' },
							],
						},
						options: {},
					}),
				],
				connections: chain('Start', 'Rows', GENERATE, 'Write Back'),
			});
			expect(JSON.stringify(workflow.nodes)).not.toContain("$('");
			const execution = await ended(session, await runWorkflow(session, workflow), 240_000);
			expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);

			const made = jsonOf(execution, GENERATE);
			expect(made).toHaveLength(ROWS);
			expect(made.filter((row) => 'error' in row)).toEqual([]);
			const attempts = made.map((row) => (row.attempts as unknown[]).length);
			const failing = (ROWS / 10) * FAILING_OF_TEN;
			expect(attempts.filter((count) => count === 2)).toHaveLength(failing);
			expect(attempts.filter((count) => count === 1)).toHaveLength(ROWS - failing);
			expect(acceptedPosts(setup)).toHaveLength(ROWS + failing);

			const stored = await rows.rows();
			expect(stored).toHaveLength(ROWS);
			for (const { prompt, video_url: url } of stored) {
				const own = emulator.predictions.filter(({ input }) => input.prompt === prompt).at(-1)!;
				expect([prompt, url]).toEqual([prompt, expect.stringContaining(own.id)]);
			}
		} finally {
			isOver = true;
			await settling;
			await rows.remove();
			await setup.close();
		}
	});
});
