import type { Fault } from '../../emulator/index.mts';
import { failureOf, jsonOf } from '../n8n/executions.mts';
import type { Session } from '../n8n/session.mts';
import { testUnless } from '../n8n/testUnless.mts';
import {
	acceptedPosts,
	DONE,
	ended,
	openOwnEmulator,
	promptsWorkflow,
	publish,
	start,
	type Variant,
} from '../suspend/ownEmulator.mts';

const ONE = ['A red kite'];
const THREE = [...ONE, 'A blue kite', 'A green kite'];
/** How often in a row a read may fail before the node gives up (nodes/WaveSpeed/policy.ts). */
const FAILURES_IN_A_ROW = 6;

type Breaks = (items: number) => Fault;

const refusesTheFirstLook: Breaks = (items) => ({
	when: { host: 'api', method: 'GET', path: /\/result$/ },
	times: items,
	do: { kind: 'reply', status: 403, body: { code: 403, message: 'role changed' } },
});
const diesBetweenPolls: Breaks = (items) => ({
	when: { host: 'api', method: 'GET', path: /\/result$/ },
	times: items * FAILURES_IN_A_ROW,
	do: { kind: 'reset' },
});

const answerIsLost: Breaks = (items) => ({
	when: { host: 'api', method: 'POST', path: /sora/ },
	times: items,
	do: { kind: 'reset', accept: true },
});
const RANDOM_SEED: Variant = {
	parameters: {
		model: { __rl: true, mode: 'id', value: 'wavespeed-ai/minimax-h3/text-to-video' },
		inputJson: '={{ { prompt: $json.prompt, seed: Math.floor(Math.random() * 1e9) } }}',
	},
};
const TIME_IN_PROMPT: Variant = {
	parameters: { inputJson: '={{ { prompt: $json.prompt + " " + $now.toMillis() } }}' },
};

const CASES: Array<[string, string[], Breaks, Variant]> = [
	['one item, On Error at Stop', ONE, refusesTheFirstLook, {}],
	['three items, On Error at Stop', THREE, refusesTheFirstLook, {}],
	['one item, On Error set', ONE, refusesTheFirstLook, { onError: 'continueErrorOutput' }],
	['three items, On Error set', THREE, refusesTheFirstLook, { onError: 'continueRegularOutput' }],
	['three items, the network dies between polls', THREE, diesBetweenPolls, {}],
	['a seed that is another one in every try', THREE, refusesTheFirstLook, RANDOM_SEED],
	['the time in the prompt, and the look is refused', THREE, refusesTheFirstLook, TIME_IN_PROMPT],
	['the time in the prompt, and the answer is lost', ONE, answerIsLost, TIME_IN_PROMPT],
];

/** A wait that breaks off, in every mode n8n runs in: the next try goes on with the same predictions. */
export function retryCases(
	join: () => Session | undefined,
	missing: () => string = () => '',
): void {
	const test = testUnless(missing);

	for (const [name, prompts, breaks, variant] of CASES) {
		test(`goes on with what the first try has submitted: ${name}`, async () => {
			const session = join();
			if (!session) throw new Error('No n8n was started');
			const setup = await openOwnEmulator(session, { generationTimeMs: 3_000 });
			try {
				const fault = setup.emulator.misbehave(breaks(prompts.length));
				const workflow = await publish(
					session,
					promptsWorkflow(setup.credential, {
						whileWaiting: 'poll',
						retryOnFail: true,
						...variant,
					}),
				);
				const execution = await ended(session, await start(session, workflow, prompts), 150_000);

				expect([execution.status, failureOf(execution)]).toEqual(['success', undefined]);
				expect(fault.hits).toBe(breaks(prompts.length).times);
				expect(acceptedPosts(setup)).toHaveLength(prompts.length);
				expect(jsonOf(execution, DONE).map(({ id }) => id)).toEqual(
					prompts.map(
						(prompt) =>
							setup.emulator.predictions.find(({ input }) =>
								String(input.prompt).startsWith(prompt),
							)?.id,
					),
				);
			} finally {
				await setup.close();
			}
		});
	}
}
