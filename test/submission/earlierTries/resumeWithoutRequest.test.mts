import { modelWith } from '../../faults/modelWith.mts';
import { runNode, type NodeRunOptions } from '../../faults/nodeWithoutEngine.mts';
import { retryChain } from '../../faults/retryChain.mts';
import { lostAndAccepted } from '../../faults/runWithoutEngine.mts';
import { NEVER_ENDS, NO_FAULTS, ScriptedApi, type FaultScript } from '../../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../../virtualTime.mts';
import { pricedAccount } from '../price/pricedAccount.mts';

const models = [modelWith({ seed: { type: 'integer', default: -1 } })] as never;

/**
 * A try whose predictions end only after it has timed out, and a later one, in which the expression of the
 * last item gives no prompt.
 */
async function emptyAtLast(
	script: Partial<FaultScript> = {},
	{ prompts = ['a'], ...more }: Partial<NodeRunOptions> = {},
	later: Partial<NodeRunOptions> = {},
) {
	const time = new VirtualTime(seeded(1));
	const looks = Array(9).fill(NEVER_ENDS);
	const api = new ScriptedApi({ ...NO_FAULTS, models, looks, ...script }, time);
	const options = { timeout: 30, downloadOutputs: false, ...more.options };
	const shared = { api, time, prompts, context: {}, ...more, options };
	await runNode(shared);
	for (const prediction of api.predictions) prediction.looksLeft = 1;
	const ran = await runNode({
		...shared,
		inputOf: (item) => ({ prompt: item === prompts.length - 1 ? '' : 'a' }),
		...later,
	});
	const rows = ran.rows.map(({ json }) => json as { id?: string; error: string; details: Row });
	return { ...ran, rows, ids: api.predictions.map(({ id }) => id) };
}
interface Row {
	reason: string;
	attempts?: object[];
}

describe('an item whose input is refused in a later try', () => {
	it('gets what the earlier try has paid for', async () => {
		const { rows, ids, log } = await emptyAtLast({});
		expect(rows.map(({ id }) => id)).toEqual(ids);
		expect(ids).toHaveLength(1);
		expect(log.join('\n')).toContain('could not be submitted with what its expressions give now');
	});

	it('gets it, too, where the answer to the submission was lost', async () => {
		const { rows, ids } = await emptyAtLast({ submit: [lostAndAccepted] });
		expect(rows.map(({ id }) => id)).toEqual(ids);
		expect(ids).toHaveLength(1);
	});

	it('gets it where the model is none any more', async () => {
		const { rows, ids } = await emptyAtLast(
			{},
			{},
			{ inputOf: () => ({ prompt: 'a' }), modelOf: () => '../other' },
		);
		expect(rows.map(({ id }) => id)).toEqual(ids);
		expect(ids).toHaveLength(1);
	});

	it('says what is wrong where the prediction has failed, and nothing more is paid', async () => {
		const { rows, ids } = await emptyAtLast({
			failing: [true],
		});
		expect(rows[0]!.details.reason).toBe('invalidInput');
		expect(ids).toHaveLength(1);
	});

	it('keeps the others from being paid then, if the node stops on errors', async () => {
		const { thrown, ids } = await emptyAtLast(
			{
				failing: [true, true],
			},
			{ prompts: ['a', 'b'], onError: 'stop' },
		);
		expect(thrown[0]!.message).toContain('“prompt” is required');
		expect(ids).toHaveLength(2);
	});

	it('names the attempt that has failed meanwhile, where the next one cannot be made', async () => {
		const { rows, ids } = await emptyAtLast(
			{ failing: [true] },
			{ options: { whenPredictionFails: 'tryAgain' } },
		);
		expect(rows[0]!.error).toContain('“prompt” is required');
		expect(rows[0]!.error).toContain(ids[0]);
		expect(rows[0]!.error).not.toContain('Nothing was submitted');
		expect(rows[0]!.details.attempts).toMatchObject([{ id: ids[0] }]);
		expect(ids).toHaveLength(1);
	});

	it('counts for the limit of the run', async () => {
		const { api, execute } = pricedAccount({ models });
		const both = { context: {}, prompts: ['a', 'b'] };
		// In the first try, the second item is wrong.
		const prompt = (item: number, wrong: number) => ({ prompt: item === wrong ? '' : 'a' });
		const limit = { maxPricePerRun: 0.6 };
		await execute(limit, { ...both, inputOf: (item) => prompt(item, 1) });
		expect(api.predictions).toHaveLength(1);
		const { json } = await execute(limit, { ...both, inputOf: (item) => prompt(item, 0) });
		expect(json[0]!.id).toBe(api.predictions[0]!.id);
		expect(json[1]!.details).toMatchObject({ reason: 'priceLimit', runPriceUsd: 0.8 });
		expect(api.predictions).toHaveLength(1);
	});
});

it('a retry of a stopped execution cannot look for it without the input, and says so', async () => {
	const { api, next } = retryChain(
		{ models, looks: [NEVER_ENDS] },
		{ inputOf: (execution) => ({ prompt: execution === 2 ? '' : 'a' }) },
	);
	await next({ stopped: true });
	api.predictions[0]!.looksLeft = 1;
	const { rows } = await next();
	expect(rows[0]!.json.error).toContain(
		'Nothing more was submitted. The execution that is retried may have paid for this item',
	);
	const { rows: corrected } = await next();
	expect(corrected.map(({ json }) => json.id)).toEqual([api.predictions[0]!.id]);
	expect(api.predictions).toHaveLength(1);
});
