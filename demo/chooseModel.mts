import { DEFAULT_MODEL } from '../nodes/WaveSpeed/defaultModel.ts';

/** What the demo needs to know of a row of the catalogue. */
interface Row {
	model_id: string;
	type?: string;
	base_price?: number;
	api_schema?: { api_schemas?: Array<{ request_schema?: { required?: string[] } }> };
}

/** The video that is wanted: what the example names and sets. */
export interface Wanted {
	model: string;
	/** For that model; another one gets the prompt only. */
	inputs: { prompt: string } & Record<string, unknown>;
}

/** A model that is listed, and what one video with its own defaults costs. */
export interface DemoModel {
	id: string;
	/** Undefined where the API does not tell. */
	priceUsd?: number;
}

/** The API as the demo asks it. Neither question costs anything. */
export interface Api {
	url: string;
	apiKey: string;
}

const PATIENCE_MS = 30_000;

/**
 * The model the demo makes its video with: what the node starts with, as long as the catalogue lists
 * it; else the one that the example names; else the cheapest that makes a video of a prompt alone.
 *
 * @throws Error whose message is a sentence for the person at the terminal
 */
export async function chooseModel(api: Api, wanted: Wanted): Promise<DemoModel> {
	const rows = await ask<Row[]>(api, 'GET', '/api/v3/models');
	if (!Array.isArray(rows)) throw new Error(`${api.url} did not answer with a list of models.`);
	const id =
		[DEFAULT_MODEL, wanted.model].find((one) => rows.some((row) => row.model_id === one)) ??
		cheapestOf(rows);
	if (id === undefined)
		throw new Error(`${api.url} lists no model that makes a video of a prompt alone.`);
	const { prompt } = wanted.inputs;
	const priceUsd = await priceOf(api, id, id === wanted.model ? wanted.inputs : { prompt });
	return { id, ...(priceUsd !== undefined && { priceUsd }) };
}

function cheapestOf(rows: Row[]): string | undefined {
	return rows
		.filter((row) => row.type === 'text-to-video')
		.filter((row) => {
			const required = row.api_schema?.api_schemas?.[0]?.request_schema?.required ?? [];
			return required.every((name) => name === 'prompt');
		})
		.sort((one, other) => (one.base_price ?? Infinity) - (other.base_price ?? Infinity))[0]
		?.model_id;
}

/** Undefined where the price cannot be had: the demo then says so instead of a figure. */
async function priceOf(api: Api, id: string, inputs: object): Promise<number | undefined> {
	try {
		const { price, discounted_price: discounted } = await ask<Record<string, unknown>>(
			api,
			'POST',
			'/api/v3/model/price',
			{ model_id: id, inputs },
		);
		return [discounted, price].find((one): one is number => typeof one === 'number');
	} catch {
		return undefined;
	}
}

/** @returns what is in the envelope */
async function ask<T>(
	{ url, apiKey }: Api,
	method: string,
	path: string,
	body?: unknown,
): Promise<T> {
	const response = await fetch(url + path, {
		method,
		redirect: 'error',
		signal: AbortSignal.timeout(PATIENCE_MS),
		headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
		...(body !== undefined && { body: JSON.stringify(body) }),
	}).catch(() => {
		throw new Error(`${url} could not be reached.`);
	});
	if (response.status === 401)
		throw new Error(
			`${url} does not accept WAVESPEED_API_KEY. Copy the key again from wavespeed.ai/accesskey.`,
		);
	if (!response.ok) throw new Error(`${url}${path} answered HTTP ${response.status}.`);
	const { data } = (await response.json().catch(() => ({}))) as { data?: T };
	if (data === undefined || data === null)
		throw new Error(`${url}${path} answered something that is not an answer of the API.`);
	return data;
}
