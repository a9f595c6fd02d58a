import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { redact } from '../errors/redact';
import { IDS_SHOWN_IN_EXECUTION } from '../policy';

/** The name under which n8n stores the ids with the execution: letters, digits and underscores only. */
export const CUSTOM_DATA_KEY = 'waveSpeedPredictions';

interface CustomData {
	get(key: string): string | undefined;
	set(key: string, value: string): void;
}

const openFor = new WeakMap<object, CustomData | undefined>();

/**
 * Writes a prediction's id into the execution's custom data. That is all that n8n keeps of a node that is
 * stopped while it runs, so users can still find the id of a paid prediction there (run on 2.41.1).
 * @param run shared by its items: n8n's access to the custom data is opened once for all
 */
export function showIdInExecution(
	run: object,
	host: IExecutePaginationFunctions,
	predictionId: string,
): void {
	try {
		if (!openFor.has(run)) openFor.set(run, openCustomData(host));
		const customData = openFor.get(run);
		customData?.set(CUSTOM_DATA_KEY, withId(customData.get(CUSTOM_DATA_KEY), predictionId));
	} catch (error) {
		// The prediction is paid for: a display must never make its item fail.
		host.logger.debug(`An id could not be shown in the execution: ${redact(String(error))}`);
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
