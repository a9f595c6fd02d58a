import type {
	GenericValue,
	IDataObject,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import { digestOf } from '../digest';
import { isRecord, readCount } from '../narrow';
import { AGENT_PROMPT_CHARACTERS, AGENT_TEXT_CHARACTERS } from '../policy';
import { inputItemsOf, isRunByAgent, isToolCall } from './agentTool';
import { nodeOf } from './nodeOf';

/**
 * Fields of a prediction that a model does not need: its own input, fields for clients, durations, and
 * the text that `outputs` also has.
 */
const OF_NO_USE = new Set(['input', 'inputs', 'urls', 'timings', 'executionTime', 'code', 'text']);

/**
 * The row for a model to read: every character costs tokens and attention, so ids, status, URLs and texts
 * stay, and the rest goes. Files are not for models; n8n would drop them with a warning.
 */
export function agentRow({ json, pairedItem }: INodeExecutionData): INodeExecutionData {
	const kept: IDataObject = promptOf(json);
	for (const [key, value] of Object.entries(json)) {
		if (isPrediction(json) && OF_NO_USE.has(key)) continue;
		if (key === 'has_nsfw_contents' && !saysYes(value)) continue;
		kept[key] = shortened(value) as GenericValue;
	}
	return { json: kept, pairedItem };
}

function isPrediction(json: IDataObject): boolean {
	return typeof json.id === 'string' && typeof json.status === 'string';
}

/** In a list of predictions, the prompt tells them apart. */
function promptOf({ input }: IDataObject): IDataObject {
	const { prompt } = (input ?? {}) as { prompt?: unknown };
	return typeof prompt === 'string' ? { prompt: prompt.slice(0, AGENT_PROMPT_CHARACTERS) } : {};
}

function saysYes(flags: unknown): boolean {
	return flags === true || (Array.isArray(flags) && flags.includes(true));
}

/** A file as base64 is a million characters that no model can read. */
function shortened(value: unknown): unknown {
	if (typeof value === 'string' && value.length > AGENT_TEXT_CHARACTERS) {
		return `${value.slice(0, AGENT_TEXT_CHARACTERS)}… (${value.length} characters in all)`;
	}
	if (Array.isArray(value)) return value.map(shortened);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shortened(member)]));
}

/**
 * Whether an error of a tool is returned as a row, for the model to read and act on.
 *
 * n8n's older agents drop an error that their tool throws: the model reads an empty text (measured with
 * version 2.2 of the AI Agent). There the error becomes a row, but only after Retry On Fail, which sees
 * thrown errors only, has used its tries.
 *
 * If the engine runs the tool, an error that it throws ends the whole execution in older versions (run on
 * 2.8.4; read in 2.14 and 2.20), and newer ones turn it into a row unless On Error says to stop. Retry On
 * Fail sees that row and runs the tool again.
 */
export function isErrorForModel(host: IExecutePaginationFunctions): boolean {
	if (host.getExecutionCancelSignal?.()?.aborted) return false;
	// The variations of a call are one try.
	const known = decided.get(host);
	if (known !== undefined) return known;
	const decision = decide(host);
	decided.set(host, decision);
	return decision;
}

/** By the context that n8n makes for each try. */
const decided = new WeakMap<object, boolean>();

function decide(host: IExecutePaginationFunctions): boolean {
	if (!isToolCall(host)) return false;
	if (!isRunByAgent(host)) return nodeOf(host).onError !== 'stopWorkflow';
	const { retryOnFail, maxTries } = nodeOf(host);
	if (!retryOnFail) return true;
	const tries = triesOf(host);
	const key = callOf(host);
	const made = (readCount(tries[key]) ?? 0) + 1;
	tries[key] = made;
	// The bounds are n8n's own (n8n-core, makeHandleToolInvocation).
	if (made < Math.min(5, Math.max(2, maxTries ?? 3))) return false;
	delete tries[key];
	return true;
}

/** A call has succeeded: the next one with the same input gets all its tries again. */
export function forgetTries(host: IExecutePaginationFunctions): void {
	delete triesOf(host)[callOf(host)];
}

const KEY = 'waveSpeedToolTries';

/** Counts by call. No version is needed: anything that is not a number means that nothing was tried. */
function triesOf(host: IExecutePaginationFunctions): Record<string, unknown> {
	const context = host.getContext('node');
	const { [KEY]: stored } = context;
	if (isRecord(stored)) return stored;
	const begun: Record<string, unknown> = {};
	context[KEY] = begun;
	return begun;
}

/** n8n gives each try a new context, but the same input. */
function callOf(host: IExecutePaginationFunctions): string {
	return digestOf(inputItemsOf(host)?.map(({ json }) => json));
}
