import { createProcessServices } from '../../../nodes/WaveSpeed/item/processServices.ts';
import { modelWith } from '../../faults/modelWith.mts';
import { runNode, type NodeRun } from '../../faults/nodeWithoutEngine.mts';
import { retryChain, type ChainOptions } from '../../faults/retryChain.mts';
import { NEVER_ENDS, NO_FAULTS, ScriptedApi, type FaultScript } from '../../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../../virtualTime.mts';

const SEEDED = [modelWith({ seed: { type: 'integer', default: -1 } })];
/** A chain whose model takes a seed. */
const chainOf = (script: Partial<FaultScript>, options?: ChainOptions) =>
	retryChain({ models: SEEDED, ...script }, options);

const idsOf = ({ rows }: NodeRun) => rows.map(({ json }) => json.id);

describe('an execution that is stopped, retried, stopped, and so on, with n8n started anew each time', () => {
	it.each([1, 2, 3, 7])('pays once when it is stopped %i times', async (stops) => {
		const { api, next } = chainOf(
			{ looks: [NEVER_ENDS, NEVER_ENDS] },
			{ prompts: ['same', 'same'] },
		);
		for (let stop = 0; stop < stops; stop++) await next({ stopped: true });
		for (const prediction of api.predictions) prediction.looksLeft = 1;
		const last = await next();
		expect(api.predictions).toHaveLength(2);
		expect(idsOf(last).sort()).toEqual(api.predictions.map(({ id }) => id).sort());
	});

	const takesUpItsOwn = async (tellsFormer: boolean) => {
		const { api, next } = chainOf(
			{ looks: [NEVER_ENDS] },
			{ inputOf: (execution) => ({ prompt: `at ${execution} o’clock` }), tellsFormer },
		);
		await next({ stopped: true });
		await next({ stopped: true });
		api.predictions[0]!.looksLeft = 1;
		expect(idsOf(await next())).toEqual([api.predictions[0]!.id]);
		expect(api.predictions).toHaveLength(1);
	};

	it('takes up its own predictions though expressions give another input each time', async () => {
		await takesUpItsOwn(true);
	});

	it('takes up its own predictions though n8n does not say which execution is retried', async () => {
		await takesUpItsOwn(false);
	});

	it('finds the last of several submissions of a place, the ones before having failed', async () => {
		const { api, next } = chainOf({
			failing: [true, true, false],
			looks: [1, 1, NEVER_ENDS],
		});
		await next({ stopped: true, tries: 3 });
		expect(api.predictions).toHaveLength(3);
		await next({ stopped: true });
		api.predictions[2]!.looksLeft = 1;
		expect(idsOf(await next())).toEqual([api.predictions[2]!.id]);
		expect(api.predictions).toHaveLength(3);
	});

	it('is not taken for another execution of the same workflow that sends the same', async () => {
		const time = new VirtualTime(seeded(1));
		const api = new ScriptedApi({ ...NO_FAULTS, models: SEEDED, looks: [1, 1] }, time);
		const run = async (executionId: string, resumeToken: string, retryOf?: string) =>
			await runNode({
				api,
				time,
				prompts: ['same'],
				options: { downloadOutputs: false },
				executionId,
				resumeToken,
				...(retryOf !== undefined && { retryOf }),
			});
		const first = await run('1', 'one');
		// The retry of an execution that was stopped before it came to the node.
		const second = await run('3', 'two', '2');
		expect(idsOf(second)).not.toEqual(idsOf(first));
		expect(api.predictions).toHaveLength(2);
	});

	it('is known again by the execution before it on an n8n that draws no token', async () => {
		const { api, next } = chainOf({ looks: [NEVER_ENDS] }, { token: null });
		await next({ stopped: true });
		api.predictions[0]!.looksLeft = 1;
		expect(idsOf(await next())).toEqual([api.predictions[0]!.id]);
		expect(api.predictions).toHaveLength(1);
	});

	it('in the same n8n is known by its memory, where the model takes no seed', async () => {
		const { api, time, next } = chainOf(
			{ models: [modelWith({})], looks: [NEVER_ENDS, NEVER_ENDS] },
			{ prompts: ['same', 'same'] },
		);
		const services = createProcessServices(time);
		for (let stop = 0; stop < 3; stop++) await next({ stopped: true, services });
		for (const prediction of api.predictions) prediction.looksLeft = 1;
		const last = await next({ services });
		expect(api.predictions).toHaveLength(2);
		expect(idsOf(last).sort()).toEqual(api.predictions.map(({ id }) => id).sort());
	});
});
