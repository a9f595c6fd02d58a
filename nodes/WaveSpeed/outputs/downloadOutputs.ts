import type { IBinaryData } from 'n8n-workflow';

import { rethrown } from '../api/callFailure';
import type { Prediction } from '../api/prediction';
import { readResult } from '../api/readResult';
import { classifyOutputs, type Output } from './classifyOutputs';
import { downloadOutput, inlineOutput } from '../download/downloadOutput';
import { DownloadError } from '../errors/errorClasses';
import { noOutputs } from '../waiting/predictionErrors';
import type { Item } from '../item/item';
import type { DownloadChoices } from './readDownloadChoices';

export interface MadeOutput {
	/** The output as json carries it. */
	value: unknown;
	binary?: IBinaryData;
}

/**
 * Turns what a completed prediction made into binary data, streamed. What cannot be fetched stays
 * reachable: the error carries the id and every output.
 * @throws WaveSpeedError
 */
export async function downloadOutputs(
	item: Item,
	prediction: Prediction,
	choices: DownloadChoices,
	model: string | undefined,
): Promise<MadeOutput[]> {
	const outputs = classifyOutputs(prediction.outputs);
	if (outputs.length === 0) throw noOutputs(prediction, item.at({ model }));
	const fetched = await Promise.allSettled(
		outputs.map(async (output, index) => {
			const value = valueOf(output);
			if (!choices.enabled) return { value };
			const stem = outputs.length === 1 ? prediction.id : `${prediction.id}-${index + 1}`;
			try {
				const binary = await item.run.downloads.run(
					async () => await fetchOutput(item, prediction, output, index, stem, choices),
				);
				return { value: output.kind === 'inline' && binary ? IN_BINARY : value, binary };
			} catch (error) {
				if (error instanceof DownloadError) {
					Object.assign(error.details, {
						predictionId: prediction.id,
						...(model !== undefined && { model }),
						status: prediction.status,
						outputs: outputs.map(valueOf),
					});
				}
				throw rethrown(error);
			}
		}),
	);
	// Every file comes to its end first: nothing of an item goes on behind its back.
	return fetched.map((result) => {
		if (result.status === 'rejected') throw result.reason;
		return result.value;
	});
}

const IN_BINARY = '(in the binary field)';

async function fetchOutput(
	item: Item,
	prediction: Prediction,
	output: Output,
	index: number,
	stem: string,
	choices: DownloadChoices,
): Promise<IBinaryData | undefined> {
	const { host, api, environment, signal } = item;
	const options = {
		host,
		time: environment.time,
		signal,
		apiBaseUrl: api.connection.baseUrl,
		fileName: stem,
		limitBytes: choices.limitBytes,
	};
	if (output.kind === 'inline') {
		return await inlineOutput(output.base64, { ...options, mimeType: output.mimeType });
	}
	const url = output.kind === 'file' || output.kind === 'object' ? output.url : undefined;
	if (url === undefined) return undefined;
	return await downloadOutput(url, {
		...options,
		transport: api.connection.transport,
		refreshUrl: async () => await freshUrl(item, prediction, index),
	});
}

/**
 * Signed addresses expire; the result may name a new one. Where it cannot be asked for, the expired
 * address's own failure says more than this one's.
 */
async function freshUrl(
	item: Item,
	{ id }: Prediction,
	index: number,
): Promise<string | undefined> {
	try {
		const fresh = await readResult(item.api, id);
		const output = classifyOutputs(fresh.outputs)[index];
		return output?.kind === 'file' || output?.kind === 'object' ? output.url : undefined;
	} catch {
		return undefined;
	}
}

function valueOf(output: Output): unknown {
	switch (output.kind) {
		case 'file':
			return output.url;
		case 'text':
			return output.text;
		case 'object':
			return output.value;
		case 'inline':
			return output.base64;
	}
}
