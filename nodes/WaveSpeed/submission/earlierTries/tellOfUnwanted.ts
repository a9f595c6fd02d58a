import type { Item } from '../../item/item';
import { IdsInCustomData } from '../../n8n/idsInCustomData';
import type { LeftBehind } from '../records/submissionRecords';

/**
 * An expression may ask for fewer variations in a later try than an earlier one has paid for. The further
 * ones get no row, as nobody wants them any more, but the log and the execution's custom data name them.
 * @param wanted how many variations this try makes
 * @param left what earlier tries have submitted for the item
 */
export function tellOfUnwanted(item: Item, wanted: number, left: readonly LeftBehind[]): void {
	const ids = left
		.filter(({ variation }) => variation > wanted)
		.flatMap(({ submitted }) => submitted?.predictionId ?? []);
	if (ids.length === 0) return;
	const { host, index, run } = item;
	for (const id of ids) run.shared(IdsInCustomData).show(host, id);
	host.logger.warn(
		`Item ${index}: an earlier try has paid for more variations than this one asks for. They get no row; Get Result fetches them: ${ids.join(', ')}.`,
	);
}
