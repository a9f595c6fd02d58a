import type { GenericValue, IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Prediction } from '../api/prediction';
import type { AttemptRow } from '../attempts/failedAttempt';
import type { Item } from '../item/item';
import { isRecord } from '../narrow';
import { ROW_TEXT_CHARACTERS } from '../policy';
import type { ReuseOutcome } from '../reuse/reuseOutcome';
import { emptyInputsOf } from '../submission/request/noteEmptyExpressions';
import type { FinishedPrediction } from '../waiting/waitUntilFinished';
import type { BilledPrice } from './rowPrices';
import { classifyOutputs } from './classifyOutputs';
import type { MadeFrom, MadeOutput } from './downloadOutputs';
import type { DownloadChoices } from './readDownloadChoices';
import { rowInput } from './rowInput';

/** What a row contains beside the API's own fields of its prediction. */
export interface RowExtras {
	/** What was sent: it becomes `input` if the API's answer has none. */
	input?: unknown;
	/** Inputs whose expression gave no value: a typo in one would be paid for with the model's default. */
	emptyInputs?: string[];
	/** In US dollars; undefined where no price was asked for. */
	quotedPriceUsd?: number;
	/** The real price; undefined if it was not requested. */
	billed?: BilledPrice;
	/** Which of the item's predictions this is, from 1; undefined if it asked for one. */
	variation?: number;
	/** Whether it was paid for earlier; undefined if reuse is off. */
	reuse?: ReuseOutcome;
	/** All attempts, the row's own last; undefined if further attempts are off. */
	attempts?: AttemptRow[];
}

/**
 * The prediction as a row: every field under the API's name, except `error`. WaveSpeed sends `error: ""`
 * with a success, and any `error` in a first row makes Retry On Fail run the node again (measured on n8n
 * 2.41.1).
 */
export function predictionRow(
	prediction: Prediction,
	itemIndex: number,
	extras: RowExtras = {},
): INodeExecutionData {
	return { json: fieldsOf(prediction, extras), pairedItem: { item: itemIndex } };
}

/** The rows of a completed prediction: one with all files, or one for each output. */
export function outputRows(
	prediction: Prediction,
	made: MadeOutput[],
	choices: DownloadChoices,
	itemIndex: number,
	extras: RowExtras = {},
): INodeExecutionData[] {
	const own = {
		...fieldsOf(prediction, extras),
		outputs: outputsField(prediction.outputs, made),
	} as IDataObject;
	const pairedItem = { item: itemIndex };
	if (choices.rowPer === 'output') {
		return made.map(({ value, files }, index) => ({
			json: {
				...withText(own, files.length > 0 ? undefined : value),
				output: value as GenericValue,
				output_index: index,
			},
			...binaryOf(files, choices.binaryField),
			pairedItem,
		}));
	}
	const files = made.flatMap((output) => output.files);
	const fields = withText(
		own,
		made.filter((one) => one.files.length === 0).map(({ value }) => value),
	);
	return [{ json: fields, ...binaryOf(files, choices.binaryField), pairedItem }];
}

/** Puts the text beside the outputs instead of after many other fields. */
function withText(fields: IDataObject, outputs: unknown): IDataObject {
	const text = textOfOutputs(outputs);
	if (text === undefined || Object.hasOwn(fields, 'text')) return fields;
	return Object.fromEntries(
		Object.entries(fields).flatMap((entry) =>
			entry[0] === 'outputs' ? [entry, ['text', text] as const] : [entry],
		),
	);
}

/** A list, as the API documents it, except for an object with several files in place of the list. */
function outputsField(outputs: unknown, made: MadeOutput[]): unknown {
	const isObject = typeof outputs === 'object' && outputs !== null && !Array.isArray(outputs);
	return isObject ? made[0]?.value : made.map(({ value }) => value);
}

/** The files under `data`, `data_1`, `data_2`, … */
function binaryOf(files: MadeOutput['files'], field: string): { binary?: IBinaryKeyData } {
	if (files.length === 0) return {};
	const named = files.map((file, place) => [place === 0 ? field : `${field}_${place}`, file]);
	return { binary: Object.fromEntries(named) as IBinaryKeyData };
}

function fieldsOf(
	{ fields }: Prediction,
	{ input, emptyInputs = [], quotedPriceUsd, billed, variation, reuse, attempts }: RowExtras,
): IDataObject {
	const rest = { ...fields };
	delete rest.error;
	const sent = rest.input ?? input;
	if (sent !== undefined) rest.input = rowInput(sent) as IDataObject;
	if (emptyInputs.length > 0) rest.inputs_without_value = emptyInputs;
	if (quotedPriceUsd !== undefined) rest.quoted_price_usd = quotedPriceUsd;
	// A reused prediction was billed to the run that made it: a column sum counts it once.
	if (billed) rest.billed_price_usd = reuse?.reused ? 0 : billed.billedPriceUsd;
	if (billed?.refundedUsd !== undefined) rest.refunded_usd = billed.refundedUsd;
	if (variation !== undefined) rest.variation = variation;
	if (reuse) Object.assign(rest, reuseFields(reuse));
	if (attempts) rest.attempts = attempts as unknown as IDataObject[];
	return rest;
}

function reuseFields({ reused, savedUsd, note }: ReuseOutcome): IDataObject {
	return {
		reused,
		...(savedUsd !== undefined && { saved_usd: savedUsd }),
		...(note !== undefined && { reuse_note: note }),
	};
}

/** What a row says about an item's prediction beside the API's own fields. */
export function rowExtrasOf(item: Item, known: FinishedPrediction): MadeFrom & RowExtras {
	const { model, madeFrom, quotedPriceUsd, reuse, attempts } = known;
	return {
		model,
		// A model knows what it asked for.
		input: item.forAgent ? undefined : madeFrom,
		emptyInputs: item.forAgent || !isRecord(madeFrom) ? [] : emptyInputsOf(item, madeFrom),
		quotedPriceUsd,
		variation: item.variation,
		reuse,
		attempts,
	};
}

/**
 * The text that was made, such as a transcript, if a row has exactly one: people do not look for it in a
 * list of addresses. An address, or a file in base64, is not a text, even from a text model; a text of
 * book length stays in `outputs` alone.
 * @param outputs as the API names them
 */
function textOfOutputs(outputs: unknown): string | undefined {
	const texts = classifyOutputs(outputs).flatMap(({ value, files }) =>
		typeof value === 'string' && files.length === 0 && value.trim() !== '' ? [value] : [],
	);
	const [text, ...others] = texts;
	return others.length === 0 && (text?.length ?? 0) <= ROW_TEXT_CHARACTERS ? text : undefined;
}
