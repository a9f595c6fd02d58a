import type { IDataObject } from 'n8n-workflow';

import { time } from '../startEmulator.mts';
import { runWorkflow, type WorkflowOptions, type WorkflowRun } from '../workflow/engine.mts';
import { OtherApi, type OtherApiOptions } from './otherApi.mts';

export const KEY = 'harbour-key-4c1a';

export interface OtherWorkflow {
	api: OtherApi;
	/** Runs the node with the key of the API's account. */
	run(
		parameters: IDataObject,
		options?: Omit<Partial<WorkflowOptions>, 'parameters'>,
	): Promise<WorkflowRun>;
	close(): Promise<void>;
}

/** The other API on the time of the tests, and n8n's engine with its address in the credential. */
export async function openOtherApi(options: Partial<OtherApiOptions> = {}): Promise<OtherWorkflow> {
	const api = await new OtherApi({ apiKey: KEY, clock: time.clock, ...options }).open();
	return {
		api,
		run: async (parameters, rest = {}) =>
			await runWorkflow({ baseUrl: api.url, apiKey: KEY, parameters, ...rest }),
		close: async () => await api.close(),
	};
}

/** Generate and Wait with a model of the other catalogue, prompt by prompt of the input. */
export const generate = (model: string, more: IDataObject = {}): IDataObject => ({
	resource: 'prediction',
	operation: 'generateAndWait',
	model: { __rl: true, mode: 'id', value: model },
	inputMode: 'fields',
	prompt: '={{ $json.prompt }}',
	...more,
});
