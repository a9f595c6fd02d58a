import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { editFields, loadExample, nodeOf } from '../../n8n/example.mts';
import { activateWorkflow, importWorkflow, runWorkflow } from '../../n8n/workflows.mts';
import { ended, executionIds } from '../../suspend/ownEmulator.mts';
import { paidFor, sameBytes, type Feature } from './feature.mts';

export const trigger: Feature = {
	name: 'WaveSpeedAI Trigger',
	async run(setup) {
		const { session, credential } = setup;
		const workflow = await loadExample('submit-and-trigger', credential);
		const node = nodeOf(workflow, 'When a Video Is Ready');
		node.webhookId = randomUUID();
		const url = `${session.url}/webhook/${node.webhookId}/wavespeed`;
		editFields(workflow, 'Address', { webhookUrl: url });
		const saved = await importWorkflow(session, workflow);
		await activateWorkflow(session, saved);
		while ((await fetch(url, { method: 'POST' })).status === 404) await delay(200);
		const submitting = await runWorkflow(session, saved);
		await ended(session, submitting);
		let started: string | undefined;
		while (started === undefined) {
			await delay(200);
			started = (await executionIds(session, saved)).find((one) => one !== submitting);
		}
		await sameBytes(setup, await ended(session, started), 'The Video');
		paidFor(setup, 1);
	},
};
