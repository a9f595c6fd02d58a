import { randomUUID } from 'node:crypto';
import type { EmulatorOptions } from '../../../emulator/index.mts';
import {
	downloadBinary,
	failureOf,
	outputOf,
	waitForExecution,
	type Execution,
} from '../../n8n/executions.mts';
import { startAndNode } from '../../n8n/startAndNode.mts';
import { importWorkflow, runWorkflow, type Workflow } from '../../n8n/workflows.mts';
import { acceptedPosts, type OwnEmulator } from '../../suspend/ownEmulator.mts';

/** What a version of n8n is asked to do. Returns a word for the table where it is not simply “yes”. */
export interface Feature {
	name: string;
	/** Of the API that this feature has for itself; a prediction takes half a second where it says nothing. */
	emulator?: EmulatorOptions;
	/** Waits for n8n's clock, for minutes: begun first, beside all others. */
	isSlow?: boolean;
	run(setup: OwnEmulator): Promise<string | void>;
}

/** @throws Error with `what` unless it holds */
export function hold(condition: unknown, what: string): asserts condition {
	if (!condition) throw new Error(what);
}

/** @throws Error that shows both unless they are the same as JSON */
export function holdSame(what: string, got: unknown, wanted: unknown): void {
	const [one, other] = [got, wanted].map((value) => JSON.stringify(value));
	hold(one === other, `${what}: ${one}, not ${other}`);
}

/** Saves the workflow and presses Execute Workflow. */
export async function run({ session }: OwnEmulator, workflow: Workflow): Promise<Execution> {
	const saved = await importWorkflow(session, workflow);
	return await waitForExecution(session, await runWorkflow(session, saved));
}

/** @throws Error where more or less was paid for */
export function paidFor(setup: OwnEmulator, count: number): void {
	const paid = acceptedPosts(setup).length;
	hold(paid === count, `${paid} predictions were paid for, not ${count}`);
}

export function holdSuccess({ status, data }: Execution): void {
	const failure = failureOf({ data } as Execution);
	hold(status === 'success', `the execution is ${status}: ${failure}`);
}

/** @throws Error unless each row of the node has the file that the API served for it, byte by byte */
export async function sameBytes(
	{ session, emulator }: OwnEmulator,
	execution: Execution,
	node: string,
): Promise<void> {
	const rows = outputOf(execution, node);
	hold(rows.length > 0, failureOf(execution) ?? `${node} gave no row`);
	for (const row of rows) {
		const served = await emulator.outputBytesOf(String(row.json.id));
		const got = await downloadBinary(session, row);
		hold(got.equals(served), 'the file has other bytes than the API served');
	}
}

/** Manual trigger → the node. */
export const oneNode = (
	{ credential }: OwnEmulator,
	parameters: Record<string, unknown>,
): Workflow => startAndNode(`Matrix ${randomUUID()}`, { name: 'Node', parameters, credential });
