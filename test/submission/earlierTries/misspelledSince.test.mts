import { runNode } from '../../faults/nodeWithoutEngine.mts';
import { NEVER_ENDS, NO_FAULTS, ScriptedApi } from '../../faults/scriptedApi.mts';
import { SEEDED } from '../../attempts/killedExecution.mts';
import { seeded, VirtualTime } from '../../virtualTime.mts';

/** The items have a field “prompt”. An earlier version of the node, or of the workflow, has paid for the item. */
const MISSPELLED = '=a {{ $json.promt }}';

const apiOf = (time: VirtualTime) =>
	new ScriptedApi({ ...NO_FAULTS, models: SEEDED as never, looks: [NEVER_ENDS] }, time);
const withText = (prompt: string) => ({ parameters: { prompt } }) as never;

it.each([true, false])(
	'a retry takes up what was paid for, whatever its text has now (killed: %s)',
	async (killed) => {
		const time = new VirtualTime(seeded(1));
		const api = apiOf(time);
		const killedBeganAt = time.date();
		const controller = new AbortController();
		void time.sleep(60_000).then(() => controller.abort());
		const run = {
			api,
			time,
			prompts: ['a'],
			options: { timeout: 300, downloadOutputs: false },
			resumeToken: 'token',
		};
		await runNode({ ...run, executionId: '1', node: withText('a'), signal: controller.signal });
		for (const prediction of api.predictions) prediction.looksLeft = 1;
		const { rows } = await runNode({
			...run,
			executionId: '2',
			mode: 'retry',
			retryOf: '1',
			...(killed && { killedBeganAt }),
			node: withText(MISSPELLED),
		});
		expect(rows.map(({ json }) => json.id)).toEqual(api.predictions.map(({ id }) => id));
		expect(api.predictions).toHaveLength(1);
	},
);

it('a second try does, too, and a first one pays nothing', async () => {
	const time = new VirtualTime(seeded(1));
	const api = apiOf(time);
	const run = {
		api,
		time,
		context: {},
		prompts: ['a'],
		options: { timeout: 30, downloadOutputs: false },
	};
	const refused = await runNode({ ...run, context: {}, node: withText(MISSPELLED) });
	expect(refused.rows[0]?.json.error).toMatch(/Did you mean “prompt”\?/);
	expect(api.predictions).toEqual([]);
	await runNode({ ...run, node: withText('a') });
	const { id } = api.predictions[0]!;
	api.predictions[0]!.looksLeft = 1;
	const { rows } = await runNode({ ...run, node: withText(MISSPELLED) });
	expect(rows.map(({ json }) => json.id)).toEqual([id]);
	expect(api.predictions).toHaveLength(1);
});
