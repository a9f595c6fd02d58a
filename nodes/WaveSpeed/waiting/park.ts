import { NodeApiError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';

import { toErrorRow, toNodeError } from '../errors/toN8nError';
import type { WaveSpeedError } from '../errors/errorClasses';
import { neverStarted, notReported } from './suspendErrors';
import { hasErrorBranch } from '../n8n/errorBranch';
import type { Item } from '../item/item';
import { canFailParked } from '../n8n/engineVersion';
import { remember, runIndexOf, type Parked } from './parkedState';
import type { Party } from './parkingGroup';
import type { ParkingHost } from './resumeUrl';

/**
 * Parks the execution until a callback says that all predictions have ended, or until the time is over.
 *
 * When the time is over n8n skips the node and hands its parked input on as if it had succeeded, so
 * error rows stand in that input's place; where the node stops on errors, `resumeError` makes n8n fail
 * it instead (all measured on n8n 2.41.1).
 * @param deadlineMs from now
 */
export async function park(item: Item, party: Party, deadlineMs: number): Promise<void> {
	const { environment, run } = item;
	const host: ParkingHost = item.host;
	const executeData = host.getExecuteData();
	const input = executeData.data.main?.[0] ?? [];
	const since = environment.time.date();
	const until = new Date(since.getTime() + deadlineMs);
	const parked: Parked = {
		executionId: host.getExecutionId(),
		runIndex: runIndexOf(host),
		since: since.toISOString(),
		until: until.toISOString(),
		input,
		predictions: [],
		failed: [],
	};
	const overdue: Array<{ itemIndex: number; error: WaveSpeedError }> = [];
	for (const [itemIndex, outcome] of party.inOrder()) {
		if ('error' in outcome) {
			const { message, details, description } = outcome.error;
			parked.failed.push({
				item: itemIndex,
				message,
				details,
				...(description && { description }),
			});
			continue;
		}
		const { prediction, model } = outcome;
		parked.predictions.push({ item: itemIndex, predictionId: prediction.id, model });
		const at = { ...item.at({ model, status: prediction.status }), predictionId: prediction.id };
		overdue.push({ itemIndex, error: notReported(at, deadlineMs) });
	}
	remember(host, parked);
	const needsOldShape = hasErrorBranch(host) && !canFailParked(item);
	executeData.data = {
		...executeData.data,
		main: [
			rowsInPlaceOf(input, party, overdue).map(needsOldShape ? inOldShape : (row) => row),
			...(executeData.data.main ?? []).slice(1),
		],
	};
	if (run.stopsOnError && overdue[0]) {
		const { error, itemIndex } = overdue[0];
		error.details.otherPredictions = parked.predictions
			.filter(({ item: other }) => other !== itemIndex)
			.map(({ item: other, predictionId }) => ({ item: other, predictionId }));
		const place = { itemIndex, itemCount: run.itemCount };
		host.setMetadata({ resumeError: toNodeError(error, host.getNode(), place) as NodeApiError });
	}
	host.logger.info(
		`Suspended until ${parked.until} at the latest, waiting for predictions ${parked.predictions.map(({ predictionId }) => predictionId).join(', ')}.`,
	);
	await host.putExecutionToWait?.(until);
}

/**
 * An n8n that cannot fail a parked node takes a row for an error row only where it has no other keys than
 * these two (run on 2.8.4). `forErrorBranch` is of no use here: a parked row is stored as JSON.
 */
function inOldShape({ json, ...row }: INodeExecutionData): INodeExecutionData {
	return { ...row, json: { error: json.error, message: json.details } };
}

/** One error row for each input item, in its place. */
function rowsInPlaceOf(
	input: INodeExecutionData[],
	party: Party,
	overdue: ReadonlyArray<{ itemIndex: number; error: WaveSpeedError }>,
): INodeExecutionData[] {
	const late = new Map(overdue.map(({ itemIndex, error }) => [itemIndex, error]));
	return input.map(({ pairedItem }, itemIndex) => {
		const outcome = party.outcomes.get(itemIndex);
		const error = outcome && 'error' in outcome ? outcome.error : late.get(itemIndex);
		const { json } = toErrorRow(error ?? neverStarted(), { itemIndex, itemCount: input.length });
		return { json: json as IDataObject, ...(pairedItem !== undefined && { pairedItem }) };
	});
}
