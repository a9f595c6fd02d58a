import type { IDataObject } from 'n8n-workflow';

import { retryChain } from '../faults/retryChain.mts';
import { MODEL, type FaultScript } from '../faults/scriptedApi.mts';

export const OTHER = 'maker/other';
export const THIRD = 'maker/third';
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

/** An execution that is killed while its last prediction is under way, and retries of it in a new n8n. */
export function killed(
	script: Partial<FaultScript>,
	options: IDataObject,
	{ prompts = ['a'] }: { prompts?: string[] } = {},
) {
	const prices = { [MODEL]: 0.4, [OTHER]: 0.2, [THIRD]: 0.9 };
	const { api, time, next } = retryChain(
		{ models: SEEDED, prices, ...script },
		{ options, prompts, killed: true },
	);
	const execute = async (stopped: boolean, tries = 1) => {
		const { rows } = await next({ stopped, tries });
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
