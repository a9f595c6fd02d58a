import { runLightly, type LightRun } from './nodeWithoutEngine.mts';
import type { Scenario } from './scripts.mts';
import { seeded, VirtualTime } from '../virtualTime.mts';
import { World, type WorldPrediction } from './scriptedApi.mts';

export const KEY = 'WSK_CANARY_7c1e9a4f2d8b60';

export interface Played extends LightRun {
	scenario: Scenario;
	world: World;
	/** What the run told: rows, error rows and errors, as one text. */
	told: string;
	/** Reasons of all errors, whichever way they were told. */
	reasons: unknown[];
}

/** Plays a scenario to its end, without waiting. */
export async function play(scenario: Scenario): Promise<Played> {
	const time = new VirtualTime(seeded(scenario.seed));
	const world = new World(scenario.script, time);
	const run = await runLightly({
		world,
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
	const told = JSON.stringify([
		run.rows.map(({ json }) => json),
		run.thrown.map(({ message, context }) => ({ message, data: context?.data })),
	]);
	const reasons = [
		...run.rows.flatMap(({ json }) =>
			'error' in json ? [(json.details as { reason?: unknown } | undefined)?.reason] : [],
		),
		...run.thrown.map(({ context }) => context?.data?.reason),
	];
	return { ...run, scenario, world, told, reasons };
}

/**
 * Submissions beyond one for an item that the user pays for. Failed predictions are refunded, and a try
 * after one is a new submission by design.
 */
export function doubleCharges({ scenario, world }: Played): number {
	const wanted = count(scenario.prompts);
	const paid = count(world.predictions.filter(({ fails }) => !fails).map(promptOf));
	let double = 0;
	for (const [prompt, charges] of paid) double += Math.max(0, charges - (wanted.get(prompt) ?? 0));
	return double;
}

/**
 * Predictions that are paid for and of which the user hears nothing: their id is in no row and in no
 * error, nor is there an error that tells of a possible charge, one for each of them.
 */
export function lostOutputs({ world, told, reasons }: Played): WorldPrediction[] {
	const untold = world.predictions.filter(({ id, fails }) => !fails && !told.includes(id));
	const elsewhere = /"otherPossibleCharges":(\[[^\]]*\])/.exec(told)?.[1] ?? '[]';
	const possible =
		reasons.filter((reason) => reason === 'outcomeUnknown').length +
		(JSON.parse(elsewhere) as unknown[]).length;
	return untold.slice(possible);
}

const promptOf = ({ input }: WorldPrediction): string => String(input.prompt);

function count(values: string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}
