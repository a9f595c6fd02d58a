import { setTimeout as delay } from 'node:timers/promises';
import { jsonOf, stopExecution } from '../../n8n/executions.mts';
import {
	DONE,
	ended,
	GENERATE,
	promptsWorkflow,
	publish,
	start,
	type Variant,
} from '../../suspend/ownEmulator.mts';
import { hold, holdSame, holdSuccess, paidFor, type Feature } from './feature.mts';

/** A node that n8n gives another seed in every try. */
export const RANDOM_SEED: Variant['parameters'] = {
	model: { __rl: true, mode: 'id', value: 'wavespeed-ai/minimax-h3/text-to-video' },
	inputJson: '={{ { prompt: $json.prompt, seed: Math.floor(Math.random() * 1e9) } }}',
};

const PROMPTS = ['one', 'two', 'three'];

export const retryOnFail: Feature = {
	name: 'Retry On Fail with another seed in every try pays once',
	emulator: { generationTimeMs: 3_000 },
	async run(setup) {
		const { session, credential, emulator } = setup;
		const refused = emulator.misbehave({
			when: { host: 'api', method: 'GET', path: /\/result$/ },
			times: PROMPTS.length,
			do: { kind: 'reply', status: 403, body: { code: 403, message: 'role changed' } },
		});
		const variant: Variant = {
			whileWaiting: 'poll',
			retryOnFail: true,
			parameters: RANDOM_SEED,
		};
		const saved = await publish(session, promptsWorkflow(credential, variant));
		holdSuccess(await ended(session, await start(session, saved, PROMPTS)));
		hold(refused.hits === PROMPTS.length, 'the first try did not fail');
		paidFor(setup, PROMPTS.length);
	},
};

export const stop: Feature = {
	name: 'Stop ends the wait, and the execution shows the id',
	emulator: { generationTimeMs: Infinity },
	async run(setup) {
		const { session, credential, emulator } = setup;
		const options = { pollingInterval: 1 };
		const workflow = promptsWorkflow(credential, { whileWaiting: 'poll', options });
		const id = await start(session, await publish(session, workflow), ['one']);
		const polls = () => emulator.requestsTo({ host: 'api', method: 'GET', path: /\/result$/ });
		while (polls().length < 1) await delay(100);
		await stopExecution(session, id);
		const { status } = await ended(session, id);
		hold(status === 'canceled', `the execution is ${status}`);
		await delay(500);
		const asked = polls().length;
		await delay(2_500);
		hold(polls().length === asked, 'the API was asked after Stop');
		paidFor(setup, 1);
		const { customData } = await session.request<{ customData?: Record<string, string> }>(
			'GET',
			`/executions/${id}`,
		);
		const shown = customData?.waveSpeedPredictions?.includes(emulator.predictions[0]!.id);
		return shown ? undefined : 'ends the wait; the id is not shown';
	},
};

export const retryFromList: Feature = {
	name: 'Stopped (a trigger had started it), then retried with n8n’s API: takes up what was paid for',
	emulator: { generationTimeMs: Infinity },
	async run(setup) {
		const { session, credential, emulator } = setup;
		// This model takes a seed, and the node draws one to know its submission by.
		const { model } = RANDOM_SEED!;
		const variant: Variant = { whileWaiting: 'poll', parameters: { model } };
		const saved = await publish(session, promptsWorkflow(credential, variant));
		const id = await start(session, saved, ['one', 'two']);
		const polls = () => emulator.requestsTo({ host: 'api', method: 'GET', path: /\/result$/ });
		while (polls().length < 2) await delay(100);
		await stopExecution(session, id);
		await ended(session, id);
		for (const { id: one } of emulator.predictions) emulator.settle(one);
		const again = await session.request<{ id: string }>('POST', `/executions/${id}/retry`, {
			loadWorkflow: false,
		});
		const execution = await ended(session, again.id);
		paidFor(setup, 2);
		// 2.8.4 keeps no node that a stopped execution could begin with: its retry succeeds with nothing done.
		if (!execution.data.resultData.runData[GENERATE]) return 'n8n runs no node again';
		const rows = jsonOf(execution, DONE);
		const ids = (found: ReadonlyArray<{ id?: unknown }>) =>
			found.map((one) => String(one.id)).sort();
		holdSame('ids', ids(rows), ids(emulator.predictions));
		return undefined;
	},
};
