import type { IDataObject } from 'n8n-workflow';

import type { Submitted } from '../../../nodes/WaveSpeed/submission/records/storedSubmissions.ts';
import {
	openSubmissionRecords,
	type SubmissionRecord,
} from '../../../nodes/WaveSpeed/submission/records/submissionRecords.ts';

export const since = '2026-11-22T10:00:00.000Z';
export const submitted = (changes: Partial<Submitted> = {}): Submitted => ({
	since,
	model: 'm',
	fingerprint: 'f',
	...changes,
});

interface Try {
	runIndex?: number;
	item?: number;
	variation?: number;
	/** What an agent's model has passed; makes the try one of a tool call. */
	call?: IDataObject;
}

const hostOf = (context: IDataObject, { runIndex = 0, item = 0, call }: Try = {}): never =>
	({
		// Only the node's own context is kept for the next try; the flow's is another one.
		getContext: (kind: string) => (kind === 'node' ? context : {}),
		getExecuteData: () => ({ data: { main: [[{ json: call ?? {} }]] } }),
		getItemIndex: () => item,
		getNode: () => (call ? { rewireOutputLogTo: 'ai_tool' } : {}),
		runIndex,
	}) as never;

/** One item of one try, in the execution's data as n8n saves it in between. */
export function claim(context: IDataObject, at: Try = {}) {
	const host = hostOf(context, at);
	const records = openSubmissionRecords(host);
	const { item = 0, variation } = at;
	const member = item + ((variation ?? 1) - 1) * 10;
	const record = records.claim({ host, index: item, member, variation });
	return {
		records,
		record,
		end: (failed = true) => records.release(member, failed),
	};
}

/** A try that has submitted and then ended. */
export function past(context: IDataObject, at: Try, predictionId: string, failed = true): void {
	const { record, end } = claim(context, at);
	record.remember(submitted({ predictionId }));
	end(failed);
}

export const idOf = (record: SubmissionRecord) => record.recall()?.predictionId;
