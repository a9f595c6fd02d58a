import { setTimeout as delay } from 'node:timers/promises';
import { callWebhook, type SavedWorkflow, type Workflow } from '../../e2e/n8n/workflows.mts';
import { readExecution } from '../../e2e/n8n/executions.mts';
import { pathOf, publish } from '../../e2e/suspend/ownEmulator.mts';
import { RestError, type Session } from '../../e2e/n8n/session.mts';

const LOOK_AGAIN_MS = 250;

export interface Summary {
	id: string;
	status: string;
	startedAt: string;
	stoppedAt?: string;
}

export async function summaries(session: Session, { id }: SavedWorkflow): Promise<Summary[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	for (;;) {
		try {
			const { results } = await session.request<{ results: Summary[] }>(
				'GET',
				`/executions?limit=100&filter=${filter}`,
			);
			return results;
		} catch (error) {
			// An n8n that stood still takes its database for gone, until its next look.
			if (!(error instanceof RestError) || error.status < 500) throw error;
			await delay(LOOK_AGAIN_MS);
		}
	}
}

/**
 * Publishes the workflow, starts it once by its webhook, and returns when n8n has saved the execution's
 * success. Only summaries are asked for: reading an execution of ten thousand rows is work for n8n.
 *
 * @returns the execution, and how many of the workflow there are then
 * @throws Error when the execution does not succeed
 */
export async function runOnce(
	session: Session,
	workflow: Workflow,
	prompts: string[],
	reachedMark: () => Promise<unknown>,
): Promise<Summary & { executions: number }> {
	const saved = await publish(session, workflow);
	const marked = reachedMark();
	const failed = callWebhook(session, pathOf(saved), { prompts }).then(
		async () => await failure(session, saved, marked),
	);
	await Promise.race([marked, failed]);
	for (;;) {
		const all = await summaries(session, saved);
		const [summary] = all;
		if (summary?.status === 'success') return { ...summary, executions: all.length };
		if (summary && summary.status !== 'running') throw await notSuccessful(session, summary);
		await delay(LOOK_AGAIN_MS);
	}
}

/** Throws when the execution ends otherwise than by reaching its mark. */
async function failure(
	session: Session,
	workflow: SavedWorkflow,
	marked: Promise<unknown>,
): Promise<void> {
	let isMarked = false;
	marked.then(
		() => (isMarked = true),
		() => (isMarked = true),
	);
	while (!isMarked) {
		await delay(5_000);
		const [summary] = isMarked ? [] : await summaries(session, workflow);
		if (summary && ['error', 'crashed', 'canceled'].includes(summary.status))
			throw await notSuccessful(session, summary);
	}
}

async function notSuccessful(session: Session, { id, status }: Summary): Promise<Error> {
	const { error } = (await readExecution(session, id)).data.resultData;
	return new Error(`Execution ${id} ended as ${status}: ${error?.message ?? 'no error is told'}`);
}
