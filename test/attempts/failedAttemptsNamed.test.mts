import { modelWith } from '../faults/modelWith.mts';
import type { NodeRunOptions } from '../faults/nodeWithoutEngine.mts';
import { answer, run } from '../faults/runWithoutEngine.mts';
import { type Fault, type FaultScript } from '../faults/scriptedApi.mts';

const models = [modelWith({ seed: { type: 'integer', default: -1 } })];
const none: Fault = { kind: 'none' };
const noCredit = answer(402, { code: 402, message: 'no credit' });
const fails = async (script: Partial<FaultScript>, more: Partial<NodeRunOptions> = {}) => {
	const options = { whenPredictionFails: 'tryAgain', ...more.options };
	const ran = await run({ models, ...script }, { ...more, options });
	return { ...ran, ids: ran.api.predictions.map(({ id }) => id) };
};
const idsIn = (attempts: unknown) => (attempts as Array<{ id: string }>).map(({ id }) => id);

describe('attempts that have failed at WaveSpeed', () => {
	it('are named where the next one is refused, and nobody says that nothing was submitted', async () => {
		const { errors, ids } = await fails({ failing: [true], submit: [none, noCredit] });
		expect(errors[0]!.error).toMatch(/Nothing more was submitted, nothing more was charged\./);
		expect(errors[0]!.error).toContain(
			`An attempt before it has failed and is refunded: ${ids[0]}.`,
		);
		expect(errors[0]!.error).not.toContain('Nothing was submitted');
		expect(idsIn(errors[0]!.details.attempts)).toEqual(ids);
	});

	it('are counted where there are several, each named once', async () => {
		const { errors, ids } = await fails(
			{ failing: [true, true], submit: [none, none, noCredit] },
			{ options: { tryAgainTimes: 2 } },
		);
		expect(errors[0]!.error).toContain(
			`2 attempts before it have failed and are refunded: ${ids.join(', ')}.`,
		);
	});

	it('keep the row of each variation, though the reasons are the same', async () => {
		const { errors, ids } = await fails(
			{ failing: [true, true], submit: [none, none, noCredit, noCredit] },
			{ options: { variations: 2 } },
		);
		expect(errors.map(({ details }) => [details.variation, idsIn(details.attempts)])).toEqual([
			[1, [ids[0]]],
			[2, [ids[1]]],
		]);
	});

	it('are named for every item where the node stops on errors', async () => {
		const { thrown, ids } = await fails(
			{ failing: [true, true], submit: [none, none, noCredit, noCredit] },
			{ onError: 'stop', prompts: ['a', 'b'] },
		);
		const { message, context } = thrown[0]!;
		const item = message.endsWith('[item 1]') ? 1 : 0;
		expect(idsIn(context!.data!.attempts)).toEqual([ids[item]]);
		expect(context!.data!.otherFailedPredictions).toEqual([
			{ item: 1 - item, predictionId: ids[1 - item] },
		]);
		expect(message).not.toContain(ids[1 - item]);
	});

	it('are named, too, if an earlier try made them and another item is wrong in this one', async () => {
		const { thrown, ids } = await fails(
			{ failing: [true], submit: [none, noCredit] },
			{
				onError: 'stop',
				prompts: ['a', 'b'],
				tries: 2,
				inputOf: (item, tryNumber) => (item === 1 && tryNumber === 2 ? {} : { prompt: 'a' }),
			},
		);
		expect(thrown[0]!.context!.data).toMatchObject({
			otherFailedPredictions: [{ item: 0, predictionId: ids[0] }],
		});
	});
});
