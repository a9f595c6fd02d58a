import type { GenericValue, IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Prediction } from '../api/prediction';
import type { MadeOutput } from './downloadOutputs';
import type { DownloadChoices } from './readDownloadChoices';

/**
 * The prediction as a row: every field as the API names it, but for `error`. WaveSpeed sends
 * `error: ""` with a success, and any `error` in a first row makes Retry On Fail run the node again
 * (measured on n8n 2.41.1).
 */
export function predictionRow(
	prediction: Prediction,
	itemIndex: number,
	quotedPriceUsd?: number,
): INodeExecutionData {
	return { json: fieldsOf(prediction, quotedPriceUsd), pairedItem: { item: itemIndex } };
}

/** The rows of a completed prediction: one with all files, or one for each output. */
export function outputRows(
	prediction: Prediction,
	made: MadeOutput[],
	choices: DownloadChoices,
	itemIndex: number,
	quotedPriceUsd?: number,
): INodeExecutionData[] {
	const fields = {
		...fieldsOf(prediction, quotedPriceUsd),
		outputs: made.map(({ value }) => value),
	} as IDataObject;
	const pairedItem = { item: itemIndex };
	if (choices.rowPer === 'output') {
		return made.map(({ value, binary }, index) => ({
			json: { ...fields, output: value as GenericValue, output_index: index },
			...(binary && { binary: { [choices.binaryField]: binary } }),
			pairedItem,
		}));
	}
	const binary: IBinaryKeyData = {};
	for (const { binary: file } of made) {
		if (!file) continue;
		const position = Object.keys(binary).length;
		binary[position === 0 ? choices.binaryField : `${choices.binaryField}_${position}`] = file;
	}
	return [{ json: fields, ...(Object.keys(binary).length > 0 && { binary }), pairedItem }];
}

/** @param quotedPriceUsd undefined where no price was asked for */
function fieldsOf({ fields }: Prediction, quotedPriceUsd?: number): IDataObject {
	const rest = { ...fields };
	delete rest.error;
	return quotedPriceUsd === undefined ? rest : { ...rest, quoted_price_usd: quotedPriceUsd };
}
