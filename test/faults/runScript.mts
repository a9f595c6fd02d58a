import type { INodeExecutionData } from 'n8n-workflow';

import { runNode, type NodeRun } from './nodeWithoutEngine.mts';
import type { Scenario } from './scripts.mts';
import { seeded, VirtualTime } from '../virtualTime.mts';
import { ScriptedApi, type ScriptedPrediction } from './scriptedApi.mts';

export const KEY = 'WSK_SECRET_7c1e9a4f2d8b60';

export interface ScriptRun extends NodeRun {
	scenario: Scenario;
	api: ScriptedApi;
	/** What the run told: rows, error rows and errors, as one text. */
	reported: string;
	/** Reasons of all errors, whichever way they were told. */
	reasons: unknown[];
}

/** Runs a scenario to its end, without waiting. */
export async function runScript(scenario: Scenario): Promise<ScriptRun> {
	const time = new VirtualTime(seeded(scenario.seed));
	const api = new ScriptedApi(scenario.script, time);
	const run = await runNode({
		api,
		time,
		key: KEY,
		prompts: scenario.prompts,
		onError: scenario.onError,
		tries: scenario.tries,
		options: {
			timeout: 300,
			...(scenario.maxInFlight > 0 && { maxInFlight: scenario.maxInFlight }),
		},
	});
	const reported = JSON.stringify([
		run.rows.map(({ json }) => json),
		run.thrown.map(({ message, context }) => ({ message, data: context?.data })),
	]);
	const reasons = [
		...run.rows.flatMap(({ json }) =>
			'error' in json ? [(json.details as { reason?: unknown } | undefined)?.reason] : [],
		),
		...run.thrown.map(({ context }) => context?.data?.reason),
	];
	return { ...run, scenario, api, reported, reasons };
}

/**
 * Submissions beyond one for an item that the user pays for. Failed predictions are refunded, and a try
 * after one is a new submission by design.
 */
export function doubleCharges({ scenario, api }: ScriptRun): number {
	const wanted = count(scenario.prompts);
	const paid = count(api.predictions.filter(({ fails }) => !fails).map(promptOf));
	let double = 0;
	for (const [prompt, charges] of paid) double += Math.max(0, charges - (wanted.get(prompt) ?? 0));
	return double;
}

/**
 * Predictions that are paid for and of which the user hears nothing: their id is in no row and in no
 * error, nor is there an error that tells of a possible charge, one for each of them.
 */
export function lostOutputs({ api, reported, reasons }: ScriptRun): ScriptedPrediction[] {
	const untold = api.predictions.filter(({ id, fails }) => !fails && !reported.includes(id));
	const elsewhere = /"otherPossibleCharges":(\[[^\]]*\])/.exec(reported)?.[1] ?? '[]';
	const possible =
		reasons.filter((reason) => reason === 'outcomeUnknown').length +
		(JSON.parse(elsewhere) as unknown[]).length;
	return untold.slice(possible);
}

/**
 * Rows that hand on what is not their item's: a prediction nobody made here, one made from another
 * prompt, or one that another row has as well.
 */
export function foreignOutputs({ scenario, api, rows }: ScriptRun): number {
	const made = new Map(api.predictions.map((one) => [one.id, one]));
	const handedOn = new Set<unknown>();
	let foreign = 0;
	for (const { json, pairedItem } of rows) {
		if ('error' in json) continue;
		const prediction = made.get(String(json.id));
		const isOwn = prediction && promptOf(prediction) === scenario.prompts[itemOf(pairedItem)];
		if (!isOwn || handedOn.has(json.id)) foreign++;
		handedOn.add(json.id);
	}
	return foreign;
}

function itemOf(paired: INodeExecutionData['pairedItem']): number {
	const [one] = Array.isArray(paired) ? paired : [paired];
	return typeof one === 'number' ? one : (one?.item ?? 0);
}

const promptOf = ({ input }: ScriptedPrediction): string => String(input.prompt);

function count(values: string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}
