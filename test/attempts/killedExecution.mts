import type { IDataObject } from 'n8n-workflow';

import { createEnvironment } from '../../nodes/WaveSpeed/environment.ts';
import { runNode } from '../faults/nodeWithoutEngine.mts';
import { MODEL, NO_FAULTS, ScriptedApi, type FaultScript } from '../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../virtualTime.mts';

export const OTHER = 'maker/other';
export const THIRD = 'maker/third';
export const NEVER_ENDS = 1e9;
const modelWith = (model_id: string, properties: object) => ({
	model_id,
	api_schema: {
		api_schemas: [{ type: 'model_run', request_schema: { type: 'object', properties } }],
	},
});
const prompt = { type: 'string' };
const seed = { type: 'integer', default: -1 };
export const SEEDED = [MODEL, OTHER, THIRD].map((id) => modelWith(id, { prompt, seed }));
export const WITHOUT_SEED = [MODEL, OTHER, THIRD].map((id) => modelWith(id, { prompt }));
export const again = (tryAgainTimes: number): IDataObject => ({
	whenPredictionFails: 'tryAgain',
	tryAgainTimes,
});
export const OTHERS: IDataObject = {
	whenPredictionFails: 'otherModels',
	otherModels: [OTHER, THIRD],
};

let keys = 0;

/** An execution that is killed while its last prediction is under way, and retries of it in a new n8n. */
export function killed(
	script: Partial<FaultScript>,
	options: IDataObject,
	{ prompts = ['a'], resumeToken = 'chain' as string | undefined } = {},
) {
	const time = new VirtualTime(seeded(1));
	const prices = { [MODEL]: 0.4, [OTHER]: 0.2, [THIRD]: 0.9 };
	const api = new ScriptedApi({ ...NO_FAULTS, models: SEEDED, prices, ...script }, time);
	const key = `former-${++keys}`;
	const beganAt = time.date();
	let executions = 0;
	const execute = async (stopped: boolean, tries = 1) => {
		const number = ++executions;
		const controller = new AbortController();
		if (stopped) void time.sleep(60_000).then(() => controller.abort());
		const { rows } = await runNode({
			api,
			time,
			key,
			prompts,
			onError: 'continue',
			tries,
			options: { timeout: 300, downloadOutputs: false, ...options },
			executionId: String(number),
			environment: createEnvironment(time),
			signal: controller.signal,
			...(number > 1 && { retryOf: String(number - 1), killedBeganAt: beganAt }),
			...(resumeToken !== undefined && { resumeToken }),
		});
		return rows.map(({ json }) => json as IDataObject & { details?: IDataObject });
	};
	const letEnd = () => {
		for (const prediction of api.predictions)
			if (prediction.looksLeft > 1_000) prediction.looksLeft = 1;
	};
	const ids = () => api.predictions.map(({ id }) => id);
	return {
		api,
		time,
		letEnd,
		ids,
		kill: async () => await execute(true),
		retry: async (tries = 1) => await execute(false, tries),
	};
}
