import type { GenericValue, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { AGENT_PROMPT_CHARACTERS, AGENT_TEXT_CHARACTERS } from '../policy';

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
