import { createRequire } from 'node:module';

import fc from 'fast-check';

import { promptToVideo, prompts, runWorkflow } from '../workflow/engine.mts';
import { doubleCharges, foreignOutputs, KEY, lostOutputs, type ScriptRun } from './runScript.mts';
import { paidAlthoughReusable, reusableNow } from './paidAlthoughReusable.mts';
import { anyScenario, withHonestReads, type Scenario } from './scripts.mts';
import { seeded, VirtualTime } from '../virtualTime.mts';
import { API, ScriptedApi } from './scriptedApi.mts';

const fromCore = createRequire(require.resolve('n8n-core'));
const { Container } = fromCore('@n8n/di') as {
	Container: { set(service: unknown, value: unknown): void };
};
const { OutboundHttp } = fromCore('@n8n/backend-network') as { OutboundHttp: unknown };

const RUNS = Number(process.env.SOAK_RUNS ?? 10_000);
const SEED = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Below everything of n8n's: its engine, its credentials and its wrapping of errors are the real ones. */
let api: ScriptedApi;

/** Of so many scenarios one is run a second time, which reuses what the first has paid for. */
const REUSED_OF = 4;

/** One scenario through n8n's own workflow engine. */
async function runScript(
	scenario: Scenario,
	time: VirtualTime,
	options: object = {},
): Promise<ScriptRun> {
	const { success, errors, failure } = await runWorkflow({
		baseUrl: API,
		apiKey: KEY,
		time,
		items: prompts(...scenario.prompts),
		parameters: {
			...promptToVideo,
			// As an expression: n8n checks a plain id with a pattern under a time limit, which a busy machine breaks.
			model: {
				...promptToVideo.model,
				value: `={{ ${JSON.stringify(promptToVideo.model.value)} }}`,
			},
			options: {
				timeout: 300,
				...options,
				...(scenario.maxInFlight > 0 && { maxInFlight: scenario.maxInFlight }),
			},
		},
		...(scenario.onError === 'continue' && { onError: 'continueErrorOutput' }),
		...(scenario.tries > 1 && { retryOnFail: true, maxTries: scenario.tries }),
	});
	const rows = [...success, ...errors];
	const reported = JSON.stringify([
		rows.map(({ json }) => json),
		failure?.message,
		failure?.context,
	]);
	const reasons = [
		...rows.map(({ json }) => (json.details as { reason?: unknown } | undefined)?.reason),
		(failure?.context?.data as { reason?: unknown } | undefined)?.reason,
	].filter((reason) => reason !== undefined);
	return {
		scenario,
		api,
		rows,
		thrown: [],
		tries: scenario.tries,
		binaries: new Map(),
		log: [],
		reported,
		reasons,
	};
}

test(
	`${RUNS} random scripts of faults through n8n’s engine`,
	async () => {
		Container.set(OutboundHttp, {
			requests: () => ({ request: async (options: never) => await api.request(options) }),
		});
		const sums = {
			posts: 0,
			predictions: 0,
			files: 0,
			errors: 0,
			unknown: 0,
			double: 0,
			lost: 0,
			foreign: 0,
			leaks: 0,
			runsThatReuse: 0,
			paidAlthoughReusable: 0,
		};
		const broken: unknown[] = [];
		const scenarios = fc.sample(anyScenario, { numRuns: RUNS, seed: SEED });
		for (const [number, sampled] of scenarios.entries()) {
			const reuses = number % REUSED_OF === 0;
			const scenario = reuses ? { ...sampled, script: withHonestReads(sampled.script) } : sampled;
			const time = new VirtualTime(seeded(scenario.seed));
			api = new ScriptedApi(scenario.script, time);
			const run = await runScript(scenario, time);
			const double = doubleCharges(run);
			const lost = lostOutputs(run);
			const foreign = foreignOutputs(run);
			sums.posts += api.requests.filter(({ kind }) => kind === 'submit').length;
			sums.predictions += api.predictions.length;
			sums.files += run.rows.filter(({ binary }) => binary).length;
			sums.errors += run.reasons.length;
			sums.unknown += run.reasons.filter((reason) => reason === 'outcomeUnknown').length;
			sums.double += double;
			sums.lost += lost.length;
			sums.foreign += foreign;
			const leaked =
				run.reported.includes(KEY) ||
				api.requests.some(
					({ origin, headers }) => origin !== API && JSON.stringify(headers).includes(KEY),
				);
			if (leaked) sums.leaks++;
			if (double > 0 || lost.length > 0 || foreign > 0 || leaked)
				broken.push({
					number,
					double,
					lost: lost.map(({ id }) => id),
					foreign,
					reported: run.reported,
					scenario: JSON.stringify(scenario),
				});
			if (reuses) {
				const before = api.predictions.length;
				const reusable = reusableNow(api);
				const second = await runScript(scenario, time, { reusePaidResults: 'always' });
				const taken = foreignOutputs(second);
				sums.foreign += taken;
				const again = paidAlthoughReusable(
					scenario.prompts,
					reusable,
					api.predictions.slice(before),
				);
				sums.runsThatReuse++;
				sums.paidAlthoughReusable += again;
				if (again > 0 || taken > 0)
					broken.push({ number, again, taken, scenario: JSON.stringify(scenario) });
			}
			if ((number + 1) % 1_000 === 0) process.stderr.write(`${number + 1} of ${RUNS}\n`);
		}
		process.stdout.write(
			[
				'',
				`fault scripts: ${RUNS}`,
				`POSTs: ${sums.posts}`,
				`predictions: ${sums.predictions}`,
				`files delivered: ${sums.files}`,
				`errors reported: ${sums.errors}, ${sums.unknown} of them say that a charge is possible and how to look`,
				`double charges: ${sums.double}`,
				`lost outputs: ${sums.lost}`,
				`foreign outputs: ${sums.foreign}`,
				`paid although reusable: ${sums.paidAlthoughReusable} (${sums.runsThatReuse} scripts were run a second time)`,
				`key seen where it must not be: ${sums.leaks}`,
				`seed: ${SEED}`,
				'',
			].join('\n'),
		);
		expect(broken.slice(0, 3)).toEqual([]);
		expect([sums.double, sums.lost, sums.foreign, sums.leaks, sums.paidAlthoughReusable]).toEqual([
			0, 0, 0, 0, 0,
		]);
		// A soak that never gets anywhere proves nothing.
		expect(sums.files).toBeGreaterThan(RUNS / 4);
	},
	RUNS * 500,
);
