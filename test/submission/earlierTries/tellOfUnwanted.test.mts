import { modelWith } from '../../faults/modelWith.mts';
import { runNode, type NodeRunOptions } from '../../faults/nodeWithoutEngine.mts';
import { NEVER_ENDS, NO_FAULTS, ScriptedApi } from '../../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../../virtualTime.mts';

/** An item whose variations have timed out, and a later try of it. */
async function tryAgain(first: number, second: number, more: Partial<NodeRunOptions> = {}) {
	const time = new VirtualTime(seeded(1));
	const models = [modelWith({ seed: { type: 'integer', default: -1 } })];
	const api = new ScriptedApi(
		{ ...NO_FAULTS, models, looks: [NEVER_ENDS, NEVER_ENDS, NEVER_ENDS] } as never,
		time,
	);
	const run = { api, time, context: {}, ...more };
	const options = { timeout: 30, downloadOutputs: false };
	await runNode({ ...run, options: { ...options, variations: first } });
	for (const prediction of api.predictions) prediction.looksLeft = 1;
	const shown = new Map<string, string>();
	const customData = {
		get: (key: string) => shown.get(key),
		set: (key: string, value: string) => void shown.set(key, value),
	};
	const { rows, log } = await runNode({
		...run,
		options: { ...options, variations: second },
		host: { getWorkflowDataProxy: () => ({ $runIndex: 0, $execution: { id: '1', customData } }) },
	});
	return {
		ids: api.predictions.map(({ id }) => id),
		rows: rows.map(({ json }) => json),
		warnings: log.filter((line) => line.includes('more variations')),
		shown: shown.get('waveSpeedPredictions') ?? '',
	};
}

it('a try that asks for fewer variations names the others that are paid for', async () => {
	const { ids, rows, warnings, shown } = await tryAgain(3, 1);
	expect(ids).toHaveLength(3);
	expect(rows.map(({ id }) => id)).toEqual([ids[0]]);
	expect(warnings).toHaveLength(1);
	expect(warnings[0]).toMatch(/^Item 0: /);
	for (const id of ids.slice(1)) {
		expect(warnings[0]).toContain(id);
		expect(shown).toContain(id);
	}
	expect(warnings[0]).not.toContain(ids[0]);
});

it.each([
	[2, 2],
	[1, 2],
])('a try that asks for as many or more warns of nothing: %d, %d', async (first, second) => {
	const { ids, rows, warnings } = await tryAgain(first, second);
	expect(rows[0]!.id).toBe(ids[0]);
	expect(warnings).toEqual([]);
});
