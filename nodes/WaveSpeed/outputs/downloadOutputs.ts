import type { IBinaryData } from 'n8n-workflow';

import { rethrown } from '../api/callFailure';
import type { Prediction } from '../api/prediction';
import { readResultIfPossible } from '../api/readResult';
import { tooManyFiles } from '../download/downloadErrors';
import { downloadOutput, inlineOutput } from '../download/downloadOutput';
import { DownloadError } from '../errors/errorClasses';
import type { OutputItem } from '../item/item';
import { DOWNLOADS_BEGUN_PER_TURN, OUTPUT_FILES_LIMIT } from '../policy';
import type { Time } from '../time';
import { classifyOutputs } from './classifyOutputs';
import { fileStem, numbered } from './fileStem';
import { modelOutputKind } from './modelOutputKind';
import { OUTPUT_DEPTH, readInlineFile, type OutputFile, type OutputKind } from './outputFile';
import type { DownloadChoices } from './readDownloadChoices';
import { TasksPerTick } from '../item/eventLoop';

export interface MadeOutput {
	/** The output in the row's json. */
	value: unknown;
	/** Its file, or all files of an object. Empty for text, and if nothing is to be downloaded. */
	files: IBinaryData[];
}

export interface MadeFrom {
	/** The model's id: the catalogue says whether it returns files or text. */
	model?: string;
	/** What was sent: its first words name the files. */
	input?: unknown;
	/** Which of the item's predictions it is, from 1; undefined if it asked for one. */
	variation?: number;
}

/**
 * Downloads what a completed prediction made, as streams, into binary data. Files that cannot be
 * downloaded stay reachable: the error carries the id and every output.
 * @param prediction has outputs, see `awaitOutputs`
 * @throws WaveSpeedError
 */
export async function downloadOutputs(
	item: OutputItem,
	prediction: Prediction,
	choices: DownloadChoices,
	{ model, input, variation }: MadeFrom,
): Promise<MadeOutput[]> {
	let kind: OutputKind;
	let outputs = classifyOutputs(prediction.outputs);
	if (!choices.enabled) return outputs.map(({ value }) => ({ value, files: [] }));
	// Asked only if the answer makes a difference.
	if (outputs.some(({ value, files }) => files.length > 0 || mayBeAddress(value))) {
		kind = await modelOutputKind(item, model);
		outputs = classifyOutputs(prediction.outputs, kind);
	}
	const all = outputs.flatMap(({ files }) => files);
	const details = () => ({
		predictionId: prediction.id,
		...(model !== undefined && { model }),
		status: prediction.status,
		outputs: outputs.map(({ value }) => withoutFiles(value, LEFT_OUT)),
	});
	if (all.length > OUTPUT_FILES_LIMIT)
		throw tooManyFiles(all.length, OUTPUT_FILES_LIMIT, details());
	const stem = fileStem(input ?? prediction.fields.input, prediction.id, { model, variation });
	const fetching = new Map<string, Promise<IBinaryData>>();
	const fetched = await Promise.allSettled(
		all.map(async (file, place) => {
			const identity = file.kind === 'address' ? file.url : file.base64;
			// A file that is named twice is fetched once and delivered twice: lists run parallel.
			const download =
				fetching.get(identity) ??
				item.run.downloads.run(async () => {
					await item.run.shared(DownloadTurns).take();
					return await fetchFile(item, file, {
						fileName: numbered(stem, place, all.length),
						limitBytes: choices.limitBytes,
						refreshUrl: async () => await freshUrl(item, prediction, place, kind),
					});
				});
			fetching.set(identity, download);
			try {
				return await download;
			} catch (error) {
				throw error instanceof DownloadError ? error.with({ details: details() }) : rethrown(error);
			}
		}),
	);
	// Every file finishes first: no work of an item continues after its failure.
	const binaries = fetched.map((result) => {
		if (result.status === 'rejected') throw result.reason;
		return result.value;
	});
	return outputs.map(({ value, files }) => ({
		value: withoutFiles(value, IN_BINARY, kind),
		files: binaries.splice(0, files.length),
	}));
}

/** All items of a run take turns with each other. */
class DownloadTurns extends TasksPerTick {
	constructor(time: Time) {
		super(time, DOWNLOADS_BEGUN_PER_TURN);
	}
}

const IN_BINARY = '(in the binary field)';
const LEFT_OUT = '(a file in base64, left out here: Get Result fetches it again)';

/** Also true of an address that is certain only for a model that makes files. */
function mayBeAddress(value: unknown): boolean {
	if (typeof value === 'object') return value !== null;
	return typeof value === 'string' && /^\s{0,100}https?:\/\//i.test(value);
}

async function fetchFile(
	item: OutputItem,
	file: OutputFile,
	options: {
		fileName: string;
		limitBytes: number;
		refreshUrl: () => Promise<string | undefined>;
	},
): Promise<IBinaryData> {
	const { host, api, services, signal } = item;
	const { time } = services;
	if (file.kind === 'inline') {
		const { base64, mimeType } = file;
		return await inlineOutput(base64, { ...options, host, time, signal, mimeType });
	}
	const { baseUrl, transport } = api.connection;
	return await downloadOutput(file.url, {
		...options,
		host,
		time,
		signal,
		apiBaseUrl: baseUrl,
		transport,
	});
}

/**
 * Signed addresses expire; the result may name a new one. If it is not available, the expired address's
 * own failure is more useful than this one's.
 */
async function freshUrl(
	item: OutputItem,
	{ id }: Prediction,
	place: number,
	kind: OutputKind,
): Promise<string | undefined> {
	const fresh = await readResultIfPossible(item.api, id);
	const file = classifyOutputs(fresh?.outputs, kind).flatMap(({ files }) => files)[place];
	return file?.kind === 'address' ? file.url : undefined;
}

/**
 * An output for a row's json: unchanged, but with a note in place of each file inside it.
 * @returns the same value if there is none
 */
function withoutFiles(value: unknown, note: string, answersWith?: OutputKind): unknown {
	// Text is text, whatever it looks like.
	return answersWith === 'text' ? value : replace(value, note, 0);
}

function replace(value: unknown, note: string, depth: number): unknown {
	if (typeof value === 'string') return readInlineFile(value) ? note : value;
	if (typeof value !== 'object' || value === null || depth > OUTPUT_DEPTH) return value;
	const entries = Object.entries(value).map(
		([key, member]) => [key, member, replace(member, note, depth + 1)] as const,
	);
	if (entries.every(([, before, after]) => before === after)) return value;
	const replaced = entries.map(([key, , after]) => [key, after] as const);
	return Array.isArray(value) ? replaced.map(([, after]) => after) : Object.fromEntries(replaced);
}
