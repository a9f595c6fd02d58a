import type { IDataObject } from 'n8n-workflow';
import fc from 'fast-check';

import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import { seeded, VirtualTime } from '../virtualTime.mts';
import { modelWith } from './modelWith.mts';
import { runNode, type NodeRun } from './nodeWithoutEngine.mts';
import { paidAlthoughReusable, reusableNow, type Reusable } from './paidAlthoughReusable.mts';
import { propertySettings } from './propertySettings.mts';
import { MODEL, ScriptedApi, type ScriptedPrediction } from './scriptedApi.mts';
import { anyScript, withHonestReads } from './scripts.mts';

const { numRuns, seed } = propertySettings;
/** Each run makes two executions. */
const runs = Math.max(1, Math.floor(numRuns / 2));

const OTHER = 'maker/other';
const PRICES: Record<string, number> = { [MODEL]: 0.4, [OTHER]: 0.3 };
const SEED = { seed: { type: 'integer', default: -1 } };
const CATALOGUES = {
	none: undefined,
	plain: [modelWith({}), { ...modelWith({}), model_id: OTHER }],
	seeded: [modelWith(SEED), { ...modelWith({}), model_id: OTHER }],
	allSeeded: [modelWith(SEED), { ...modelWith(SEED), model_id: OTHER }],
};

/** The options that decide about money, and how many attempts after the first they allow. */
const PLANS: Array<{ further: number; options: IDataObject }> = [
	{ further: 0, options: {} },
	{ further: 1, options: { whenPredictionFails: 'tryAgain', tryAgainTimes: 1 } },
	{ further: 3, options: { whenPredictionFails: 'tryAgain', tryAgainTimes: 3 } },
	{ further: 1, options: { whenPredictionFails: 'otherModels', otherModels: [OTHER] } },
	{ further: 2, options: { whenPredictionFails: 'otherModels', otherModels: [OTHER, MODEL] } },
];

const anyUse = fc.record({
	script: anyScript,
	failing: fc.array(fc.boolean(), { maxLength: 16 }),
	models: fc.constantFrom<keyof typeof CATALOGUES>('none', 'plain', 'seeded', 'allSeeded'),
	plan: fc.constantFrom(...PLANS),
	reuse: fc.boolean(),
	variations: fc.integer({ min: 1, max: 3 }),
	limit: fc.constantFrom(undefined, 0.5, 1, 1.7, 3),
	prompts: fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 3 }),
	onError: fc.constantFrom<'stop' | 'continue'>('stop', 'continue'),
	tries: fc.integer({ min: 1, max: 3 }),
	random: fc.integer({ min: 0 }),
});
type Use = typeof anyUse extends fc.Arbitrary<infer U> ? U : never;

interface ExecutionOutcome extends NodeRun {
	api: ScriptedApi;
	/** What each item has sent as its prompt. */
	prompts: string[];
	made: ScriptedPrediction[];
	reusable: Reusable;
	reported: string;
}

let keys = 0;

/** Two executions of one n8n, one after the other. @param apart whether all prompts differ */
async function runTwice(use: Use, apart: boolean): Promise<ExecutionOutcome[]> {
	const { script, failing, models, plan, reuse, variations, limit, onError, tries } = use;
	const time = new VirtualTime(seeded(use.random));
	const catalogue = CATALOGUES[models];
	const api = new ScriptedApi(
		{ ...script, failing, prices: PRICES, ...(catalogue && { models: catalogue }) },
		time,
	);
	const services = createProcessServices(time);
	const key = `money-${++keys}`;
	const outcomes: ExecutionOutcome[] = [];
	for (const executionId of ['1', '2']) {
		const before = api.predictions.length;
		const reusable = reusableNow(api);
		const prompts = use.prompts.map((prompt, item) =>
			apart ? `${prompt} of item ${item} in ${executionId}` : prompt,
		);
		const ran = await runNode({
			api,
			time,
			services,
			key,
			prompts,
			onError,
			tries,
			executionId,
			options: {
				timeout: 300,
				downloadOutputs: false,
				...plan.options,
				...(reuse && { reusePaidResults: 'always' }),
				...(variations > 1 && { variations }),
				...(limit !== undefined && { maxPricePerRun: limit }),
			},
		});
		const reported = JSON.stringify([
			ran.rows.map(({ json }) => json),
			ran.thrown.map(({ message, context }) => ({ message, data: context?.data })),
		]);
		outcomes.push({
			...ran,
			api,
			prompts,
			made: api.predictions.slice(before),
			reusable,
			reported,
		});
	}
	return outcomes;
}

const always = async (
	holds: (execution: ExecutionOutcome, use: Use) => void,
	apart: boolean,
	change: (use: Use) => Use = (use) => use,
) =>
	await fc.assert(
		fc.asyncProperty(anyUse, async (any) => {
			const use = change(any);
			for (const execution of await runTwice(use, apart)) holds(execution, use);
		}),
		{ numRuns: runs, seed },
	);

const isGood = ({ status }: ScriptedPrediction) => status !== 'failed';
const ofPrompt = (made: ScriptedPrediction[], prompt: string) =>
	made.filter(({ input }) => input.prompt === prompt);

describe(`whatever is reused, varied and attempted, in ${runs} random runs each (seed ${seed})`, () => {
	jest.setTimeout(300_000 + numRuns * 60);

	it('each variation of an item is paid for once, and what it has made before has failed', async () => {
		await always(({ prompts, made }, { variations }) => {
			for (const prompt of prompts)
				expect(ofPrompt(made, prompt).filter(isGood).length).toBeLessThanOrEqual(variations);
		}, true);
	});

	it('an item has as many attempts as it is allowed, over all tries', async () => {
		await always(({ prompts, made }, { plan: { further }, variations, tries }) => {
			// Without further attempts every try of n8n's is one.
			const allowed = variations * (further === 0 ? tries : 1 + further);
			for (const prompt of prompts)
				expect(ofPrompt(made, prompt).length).toBeLessThanOrEqual(allowed);
		}, true);
	});

	it('all that is submitted in a run comes to the limit at most', async () => {
		await always(({ made }, { plan: { further }, limit = Infinity }) => {
			// Without further attempts a try after a refund is a new one, and the refund is no spending.
			const counted = further === 0 ? made.filter(isGood) : made;
			const cents = counted.map(({ model }) => Math.round(100 * (PRICES[model] ?? NaN)));
			const total = cents.reduce((sum, one) => sum + one, 0);
			expect(total).toBeLessThanOrEqual(limit * 100);
		}, false);
	});

	it('every id is told, or an error says that a charge is possible', async () => {
		await always(({ made, reported }) => {
			const untold = made.filter((one) => isGood(one) && !reported.includes(one.id));
			const elsewhere = [...reported.matchAll(/"otherPossibleCharges":(\[[^\]]*\])/g)].flatMap(
				([, list]) => JSON.parse(list!) as unknown[],
			);
			const possible = reported.split('"reason":"outcomeUnknown"').length - 1 + elsewhere.length;
			expect(untold.length).toBeLessThanOrEqual(possible);
		}, true);
	});

	it('no row has the output of another input, and no two rows of a run the same', async () => {
		await always(({ rows, prompts, api }) => {
			const good = rows.filter(({ json }) => !('error' in json));
			for (const { json, pairedItem } of good) {
				const { item } = pairedItem as { item: number };
				const madeFrom = api.predictions.find(({ id }) => id === json.id)?.input.prompt;
				if (madeFrom !== undefined) expect(madeFrom).toBe(prompts[item]);
			}
			const ids = good.map(({ json }) => json.id);
			expect(new Set(ids).size).toBe(ids.length);
		}, false);
	});

	it('nothing is paid for that could have been reused', async () => {
		await always(
			(execution, { variations }) => {
				const wanted = execution.prompts.flatMap((prompt) =>
					Array.from({ length: variations }, () => prompt),
				);
				expect(paidAlthoughReusable(wanted, execution.reusable, execution.made)).toBe(0);
			},
			false,
			(use) => ({ ...use, reuse: true, script: withHonestReads(use.script) }),
		);
	});
});
