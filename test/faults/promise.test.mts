import type { IDataObject } from 'n8n-workflow';
import fc from 'fast-check';

import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import { seeded, VirtualTime } from '../virtualTime.mts';
import { runNode, type NodeRun } from './nodeWithoutEngine.mts';
import { modelWith } from './modelWith.mts';
import { propertySettings } from './propertySettings.mts';
import { ScriptedApi, type Fault } from './scriptedApi.mts';
import { anyScript } from './scripts.mts';

const { numRuns, seed } = propertySettings;
/** Each run makes two executions. */
const runs = Math.max(1, Math.floor(numRuns / 2));

const CATALOGUES = {
	none: undefined,
	plain: [modelWith({ duration: { type: 'integer', default: 4 } })],
	seeded: [modelWith({ seed: { type: 'integer', default: -1 } })],
};

const away: Fault = { kind: 'answer', status: 503, body: '{}', accepted: false };

/** What ordinary use varies beside the faults of the network. */
const anyUse = fc.record({
	script: anyScript,
	models: fc.constantFrom<keyof typeof CATALOGUES>('none', 'plain', 'seeded'),
	/** The catalogue is away for the first so many requests. */
	catalogueAway: fc.integer({ min: 0, max: 3 }),
	hidesInputs: fc.boolean(),
	/** The prompt is an expression that gives another value in every try. */
	varies: fc.boolean(),
	prompts: fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 3 }),
	onError: fc.constantFrom<'stop' | 'continue'>('stop', 'continue'),
	tries: fc.integer({ min: 1, max: 4 }),
	/** Another execution of the same n8n, or another n8n with the same key, at the same time. */
	neighbour: fc.constantFrom('none', 'execution', 'n8n'),
	/** How long after this one the neighbour begins, in milliseconds. */
	later: fc.constantFrom(0, 100, 5_000),
	random: fc.integer({ min: 0 }),
});
type Use = typeof anyUse extends fc.Arbitrary<infer U> ? U : never;

interface UseOutcome {
	api: ScriptedApi;
	runs: NodeRun[];
	reported: string;
}

/** A place is an item of an execution: its prompt says which. */
const placeOf = (execution: number, item: number, prompt: string) =>
	`${prompt} of item ${item} in ${execution}`;

/**
 * @param apart whether the prompts of two places differ, so that it can be seen whose a prediction is;
 * else equal prompts are equal inputs, in both executions
 */
async function runTwice(use: Use, apart: boolean): Promise<UseOutcome> {
	const time = new VirtualTime(seeded(use.random));
	const catalogue = Array.from({ length: use.catalogueAway }, () => away);
	const models = CATALOGUES[use.models];
	const api = new ScriptedApi(
		{ ...use.script, catalogue, hidesInputs: use.hidesInputs, ...(models && { models }) },
		time,
	);
	const shared = createProcessServices(time);
	const key = `key-${++keys}-of-this-run`;
	const execution = async (number: number) =>
		await runNode({
			api,
			time,
			key,
			prompts: use.prompts,
			onError: use.onError,
			tries: use.tries,
			options: { timeout: 300, downloadOutputs: false },
			executionId: String(number),
			services: use.neighbour === 'n8n' ? createProcessServices(time) : shared,
			inputOf: (item, tryNumber): IDataObject => {
				const prompt = use.prompts[item]!;
				const base = apart ? placeOf(number, item, prompt) : prompt;
				return { prompt: use.varies ? `${base} @${tryNumber}` : base };
			},
		});
	const both = [execution(1)];
	if (use.neighbour !== 'none')
		both.push(time.sleep(use.later).then(async () => await execution(2)));
	const ended = await Promise.all(both);
	const reported = JSON.stringify(
		ended.map(({ rows, thrown }) => [
			rows.map(({ json }) => json),
			thrown.map(({ message, context }) => ({ message, data: context?.data })),
		]),
	);
	return { api, runs: ended, reported };
}
/** Copies of the catalogue are shared by credential. */
let keys = 0;

const successes = ({ runs: ended }: UseOutcome) =>
	ended.flatMap(({ rows }) => rows.filter(({ json }) => !('error' in json)));

const always = async (holds: (outcome: UseOutcome, use: Use) => void, apart: boolean) =>
	await fc.assert(
		fc.asyncProperty(anyUse, async (use) => holds(await runTwice(use, apart), use)),
		{ numRuns: runs, seed },
	);

describe(`whatever ordinary use varies, in ${runs} random runs each (seed ${seed})`, () => {
	jest.setTimeout(300_000 + numRuns * 60);

	it('a place is paid for once, unless its last prediction failed and is refunded', async () => {
		await always(({ api }) => {
			const places = new Map<string, boolean[]>();
			for (const { input, status } of api.predictions) {
				const [place] = String(input.prompt).split(' @');
				places.set(place!, [...(places.get(place!) ?? []), status === 'failed']);
			}
			for (const failures of places.values())
				expect(failures.slice(0, -1).every((failed) => failed)).toBe(true);
		}, true);
	});

	it('no place gets the prediction of another', async () => {
		await always((outcome, { neighbour, hidesInputs }) => {
			// Where a list shows no inputs, another installation’s prediction looks like the lost one.
			if (neighbour === 'n8n' && hidesInputs) return;
			for (const [execution, { rows }] of outcome.runs.entries()) {
				for (const { json, pairedItem } of rows) {
					if ('error' in json) continue;
					const { item } = pairedItem as { item: number };
					const made = outcome.api.predictions.find(({ id }) => id === json.id);
					if (!made) continue;
					expect(String(made.input.prompt)).toContain(` of item ${item} in ${execution + 1}`);
				}
			}
		}, true);
	});

	it('no two rows have the same prediction, however equal their inputs are', async () => {
		await always((outcome, { neighbour, models, catalogueAway, hidesInputs }) => {
			// Two installations know nothing of each other: only a seed tells their submissions apart.
			if (neighbour === 'n8n' && (models !== 'seeded' || catalogueAway > 0 || hidesInputs)) return;
			const ids = successes(outcome).map(({ json }) => json.id);
			expect(new Set(ids).size).toBe(ids.length);
		}, false);
	});

	it('whatever was accepted is in a row or an error, or an error says that a charge is possible', async () => {
		await always(({ api, reported }) => {
			const untold = api.predictions.filter(
				({ id, status }) => status !== 'failed' && !reported.includes(id),
			);
			const elsewhere = [...reported.matchAll(/"otherPossibleCharges":(\[[^\]]*\])/g)].flatMap(
				([, list]) => JSON.parse(list!) as unknown[],
			);
			const possible = reported.split('"reason":"outcomeUnknown"').length - 1 + elsewhere.length;
			expect(untold.length).toBeLessThanOrEqual(possible);
		}, true);
	});
});
