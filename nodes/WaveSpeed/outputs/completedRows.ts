import type { INodeExecutionData } from 'n8n-workflow';

import type { Prediction } from '../api/prediction';
import { readResultIfPossible } from '../api/readResult';
import { stopped } from '../api/apiErrors';
import type { OutputItem } from '../item/item';
import { OUTPUTS_LAG, POLL_FIRST } from '../policy';
import { noOutputs, predictionFailed } from '../waiting/predictionErrors';
import { readBilledPrice, rowPrice } from './rowPrices';
import { classifyOutputs } from './classifyOutputs';
import { downloadOutputs, type MadeFrom } from './downloadOutputs';
import type { DownloadChoices } from './readDownloadChoices';
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

/**
 * A prediction may be completed a moment before its outputs are listed: it is polled for some more
 * seconds before that is an error.
 * @returns the prediction with outputs
 * @throws WaveSpeedError `noOutputs` if none have come, or if the execution was stopped
 */
async function awaitOutputs(
	item: OutputItem,
	completed: Prediction,
	model: string | undefined,
): Promise<Prediction> {
	const { time } = item.services;
	const until = time.now() + OUTPUTS_LAG;
	const { id } = completed;
	for (let latest = completed; ; ) {
		if (classifyOutputs(latest.outputs).length > 0) return latest;
		if (time.now() >= until) throw noOutputs(latest, item.at({ model }));
		await time.sleep(POLL_FIRST, item.signal);
		if (item.signal?.aborted) throw stopped(item.at({ model, predictionId: id }));
		// If it is not available, the earlier answer still counts.
		const fresh = await readResultIfPossible(item.api, id, { until });
		if (fresh?.standing === 'failed') throw predictionFailed(fresh, item.at({ model }));
		// A replica that lags behind may know less than an earlier answer.
		if (fresh?.standing === 'completed') latest = fresh;
	}
}
