import type { INodeExecutionData } from 'n8n-workflow';

import type { Prediction } from '../api/prediction';
import type { OutputItem } from '../item/item';
import { readBilledPrice } from './billedPrices';
import type { DownloadChoices } from './readDownloadChoices';
import { awaitOutputs } from './awaitOutputs';
import { downloadOutputs, type MadeFrom } from './downloadOutputs';
import { rowPrice } from './rowPrice';
import { outputRows, type RowExtras } from './rows';

/**
 * Waits for the outputs of a completed prediction, downloads them and makes the rows for the next node.
 * @param from the model's id, what was sent, and the quoted price, if the caller has them
 * @throws WaveSpeedError that names the prediction
 */
export async function completedRows(
	item: OutputItem,
	completed: Prediction,
	choices: DownloadChoices,
	from: MadeFrom & RowExtras,
): Promise<INodeExecutionData[]> {
	// While files download, so that it delays no row. A reused prediction has no price now.
	const asking =
		from.quotedPriceUsd !== undefined || from.reuse?.reused ? undefined : rowPrice(item, from);
	const prediction = await awaitOutputs(item, completed, from.model);
	const made = await downloadOutputs(item, prediction, choices, from);
	// After the files, whose download gives the charge time to be listed.
	const billed = choices.addBilledPrice ? await readBilledPrice(item, prediction.id) : undefined;
	const quotedPriceUsd = from.quotedPriceUsd ?? (await asking);
	return outputRows(prediction, made, choices, item.index, { ...from, quotedPriceUsd, billed });
}
