import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'flatted';
import type { IDataObject, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import type { Session } from './session.mts';

export interface Execution {
	id: string;
	/** "running", "success", "error", "canceled", "waiting", "crashed" … */
	status: string;
	data: IRunExecutionData;
}

const UNFINISHED = new Set(['new', 'running', 'unknown']);
const LOOK_AGAIN_MS = 100;

export async function readExecution(session: Session, id: string): Promise<Execution> {
	const { status, data } = await session.request<{ status: string; data: string }>(
		'GET',
		`/executions/${id}`,
	);
	return { id, status, data: parse(data) as IRunExecutionData };
}

/**
 * Returns the execution when it has ended, or is parked.
 *
 * @throws Error when it still runs after `withinMs`
 */
export async function waitForExecution(
	session: Session,
	id: string,
	withinMs = 120_000,
): Promise<Execution> {
	const giveUpMs = performance.now() + withinMs;
	for (;;) {
		const { status } = await session.request<{ status: string }>('GET', `/executions/${id}`);
		if (!UNFINISHED.has(status)) return await readExecution(session, id);
		if (performance.now() > giveUpMs)
			throw new Error(`Execution ${id} is still ${status} after ${withinMs} ms`);
		await delay(LOOK_AGAIN_MS);
	}
}

/** Presses Stop. */
export async function stopExecution(session: Session, id: string): Promise<void> {
	await session.request('POST', `/executions/${id}/stop`);
}

/**
 * What a node gave to the next one in its last run: rows with json, binary and the link to their
 * input. Empty when that output stayed empty.
 *
 * @param output 0 is the first output; with On Error at "using error output" 1 is the error branch
 * @throws Error when the node did not run
 */
export function outputOf(execution: Execution, node: string, output = 0): INodeExecutionData[] {
	const run = execution.data.resultData.runData[node]?.at(-1);
	if (!run)
		throw new Error(
			`Node "${node}" did not run in execution ${execution.id} (${execution.status})`,
		);
	return run.data?.main?.[output] ?? [];
}

/** The json of a node's rows. */
export function jsonOf(execution: Execution, node: string, output = 0): IDataObject[] {
	return outputOf(execution, node, output).map((row) => row.json);
}

/** Why the execution failed, as the editor shows it; undefined when it did not. */
export function failureOf(execution: Execution): string | undefined {
	const { error } = execution.data.resultData;
	if (!error) return undefined;
	return [error.message, 'description' in error ? error.description : undefined]
		.filter(Boolean)
		.join(' ');
}

/** The bytes behind a binary of a row, as the editor's Download button gets them. */
export async function downloadBinary(
	session: Session,
	row: INodeExecutionData,
	field = 'data',
): Promise<Buffer> {
	const binary = row.binary?.[field];
	if (!binary?.id) throw new Error(`The row has no stored binary "${field}"`);
	return await session.download(
		`/binary-data?${new URLSearchParams({ id: binary.id, action: 'download' })}`,
	);
}
