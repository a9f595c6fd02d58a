import type { IDataObject } from 'n8n-workflow';

import { runNode, type NodeRunOptions } from '../../faults/nodeWithoutEngine.mts';
import {
	NEVER_ENDS,
	NO_FAULTS,
	ScriptedApi,
	type FaultScript,
	type SeenRequest,
} from '../../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../../virtualTime.mts';

const RESUME_URL = 'https://n8n.example.com/webhook-waiting/1?signature=token';

export interface SuspendedRow extends IDataObject {
	error?: string;
	details: IDataObject;
}

/**
 * An account, and one execution that is suspended again and again: each `execute` is the node once more,
 * in a new process that knows nothing but what n8n has stored.
 * @param settings.parent the execution that has called it as a sub-workflow, and waits
 */
export function suspendedAccount(
	script: Partial<FaultScript> = {},
	{ parent, ...settings }: Partial<NodeRunOptions> & { parent?: string } = {},
) {
	const time = new VirtualTime(seeded(1));
	const api = new ScriptedApi({ ...NO_FAULTS, looks: Array(9).fill(NEVER_ENDS), ...script }, time);
	let stored: IDataObject = {};
	/** When n8n is to go on by itself, for every time that it was told so. */
	const waits: Date[] = [];
	const execute = async (options: IDataObject = {}, more: Partial<NodeRunOptions> = {}) => {
		const context = structuredClone(stored);
		waits.length = 0;
		const ran = await runNode({
			api,
			time,
			...settings,
			...more,
			options: { whileWaiting: 'suspend', downloadOutputs: false, ...settings.options, ...options },
			context,
			host: {
				// Only the node's own context is kept, the flow's is another one.
				getContext: (kind: string) => (kind === 'node' ? context : {}),
				putExecutionToWait: async (until: Date) => void waits.push(until),
				runExecutionData: {
					resultData: { runData: { Start: [{ startTime: 0 }] } },
					...(parent !== undefined && { parentExecution: { executionId: parent } }),
					executionData: { contextData: { node: context }, nodeExecutionStack: [] },
				},
				getWorkflowDataProxy: () => ({
					$runIndex: 0,
					$execution: { id: '1', resumeUrl: RESUME_URL },
				}),
				...settings.host,
				...more.host,
			},
		});
		stored = JSON.parse(JSON.stringify(context)) as IDataObject;
		return {
			...ran,
			json: ran.rows.map(({ json }) => json as SuspendedRow),
			/** How long n8n is to wait at most, in milliseconds; undefined where it was not suspended. */
			waitsMs: waits.map((until) => until.getTime() - time.date().getTime()),
		};
	};
	return {
		api,
		time,
		execute,
		/** What n8n has stored for the node, to look into or to change. */
		context: () => stored as IDataObject & { waveSpeedParked?: IDataObject },
		/** What comes next is another execution of the same n8n workflow. */
		forget: () => void (stored = {}),
		ids: () => api.predictions.map(({ id }) => id),
		/** The next look at it brings its end. */
		letEnd: (...places: number[]) => {
			for (const place of places) api.predictions[place]!.looksLeft = 1;
		},
		at: (kind: SeenRequest['kind']) =>
			api.requests.filter((request) => request.kind === kind).map((request) => request.at),
	};
}
