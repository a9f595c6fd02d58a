import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { redact } from '../errors/redact';
import { IDS_SHOWN_IN_EXECUTION } from '../policy';

/** The name under which n8n stores the ids with the execution: letters, digits and underscores only. */
export const CUSTOM_DATA_KEY = 'waveSpeedPredictions';

interface CustomData {
	get(key: string): string | undefined;
	set(key: string, value: string): void;
}

/** The ids that a run shows in its execution; n8n's custom data is opened once for all items. */
export class IdsInCustomData {
	private customData?: CustomData;
	private isOpen = false;

	/**
	 * Writes a prediction's id into the execution's custom data. That is all n8n keeps of a node that is
	 * stopped while it runs, so it is where the id of a paid prediction can still be found (run on 2.41.1).
	 */
	show(host: IExecutePaginationFunctions, predictionId: string): void {
		try {
			if (!this.isOpen) this.customData = openCustomData(host);
			this.isOpen = true;
			const shown = this.customData?.get(CUSTOM_DATA_KEY);
			this.customData?.set(CUSTOM_DATA_KEY, withId(shown, predictionId));
		} catch (error) {
			// The prediction is paid for: nothing that is only shown may make its item fail.
			host.logger.debug(`An id could not be shown in the execution: ${redact(String(error))}`);
		}
	}
}

/** @returns undefined if this n8n has none for the node */
function openCustomData(host: IExecutePaginationFunctions): CustomData | undefined {
	const { $execution } = host.getWorkflowDataProxy(host.getItemIndex());
	return ($execution as { customData?: CustomData } | undefined)?.customData;
}

const MORE = / and (\d+) more$/;

function withId(shown = '', predictionId: string): string {
	const ids = shown.replace(MORE, '').split(', ').filter(Boolean);
	if (ids.includes(predictionId)) return shown;
	const more = Number(MORE.exec(shown)?.[1] ?? 0);
	if (more === 0 && ids.length < IDS_SHOWN_IN_EXECUTION) return [...ids, predictionId].join(', ');
	return `${ids.join(', ')} and ${more + 1} more`;
}
