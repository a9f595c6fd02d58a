import { parse, stringify } from 'flatted';
import { WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type ICredentialsHelper,
	type INodeExecutionData,
	type IRun,
	type IRunExecutionData,
	type IWebhookFunctions,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { callbackHeaders, type Emulator } from '../../../emulator/index.mts';
import { createProcessServices } from '../../../nodes/WaveSpeed/item/processServices.ts';
import { WaveSpeed } from '../../../nodes/WaveSpeed/WaveSpeed.node.ts';
import {
	buildWorkflow,
	executionSettings,
	prepareEngine,
	promptToVideo,
	type WorkflowOptions,
} from '../../workflow/engine.mts';
import { time } from '../../startEmulator.mts';

export const NODE = 'WaveSpeedAI';

export interface SuspendSettings extends Partial<WorkflowOptions> {
	emulator: Emulator;
	/** Of the node, beside suspending. */
	options?: Record<string, unknown>;
	mode?: WorkflowExecuteMode;
	/** Empty for an n8n that does not sign its resume URLs. */
	resumeToken?: string;
	webhookWaitingBaseUrl?: string;
	/** The credential's key is `={{ $json.key }}`. */
	keyFromItem?: boolean;
}

/** What happens to an execution after its node has run, done as n8n's webhook and wait tracker do it. */
export interface Suspension {
	run: IRun;
	/** Delivers a callback; `resumed` is the rest of the execution where it goes on. */
	callBack(callback: Partial<Callback>): Promise<{ status?: number; resumed?: IRun }>;
	/** The next look is due: n8n goes on by itself. */
	wake(): Promise<IRun>;
	/** The time is over, looks in between included. */
	overdue(): Promise<IRun>;
}

export interface Callback {
	headers: Record<string, string>;
	rawBody: Buffer;
}

/** Runs a workflow until it has ended or is parked. */
export async function suspend(settings: SuspendSettings): Promise<Suspension> {
	await prepareEngine();
	const { emulator, mode = 'trigger', resumeToken = 'token' } = settings;
	const nodeType = settings.nodeType ?? new WaveSpeed(createProcessServices(settings.time ?? time));
	const baseUrl = settings.baseUrl ?? emulator.url;
	const parameters = {
		...promptToVideo,
		options: { whileWaiting: 'suspend', ...settings.options },
		...settings.parameters,
	};
	const newWorkflow = () => buildWorkflow({ ...settings, baseUrl, parameters }, nodeType);
	const additionalData = {
		...executionSettings(baseUrl, settings.apiKey),
		...(settings.webhookWaitingBaseUrl && {
			webhookWaitingBaseUrl: settings.webhookWaitingBaseUrl,
		}),
	};
	if (settings.keyFromItem) resolveKeyByItem(additionalData.credentialsHelper, baseUrl);
	const data = createRunExecutionData();
	data.resumeToken = resumeToken;
	const workflow = newWorkflow();
	const run = await new WorkflowExecute(additionalData, mode, data).run({
		workflow,
		startNode: workflow.getNode('Start') ?? undefined,
	});
	/** What n8n reads from its database, which knows nothing of objects that were shared. */
	const stored = () => parse(stringify(latest.data)) as IRunExecutionData;
	let latest = run;
	const goOn = async (from: IRunExecutionData, on: Workflow) =>
		await new WorkflowExecute(additionalData, mode, from).processRunExecutionData(on);
	/** Not before the time that it waits for does n8n go on by itself. */
	const wake = async () => {
		await time.sleep(new Date(latest.waitTill ?? 0).getTime() - time.date().getTime() + 1);
		latest = await goOn(stored(), newWorkflow());
		return latest;
	};
	return {
		run,
		wake,
		overdue: async () => {
			let late = await wake();
			while (late.status === 'waiting') late = await wake();
			return late;
		},
		async callBack({ headers = {}, rawBody }) {
			const from = stored();
			const on = newWorkflow();
			const entry = from.executionData!.nodeExecutionStack[0]!;
			entry.node.disabled = true;
			delete from.waitTill;
			from.resultData.runData[NODE]!.pop();
			const answer: { status?: number; headersSent: boolean } = { headersSent: false };
			const response = {
				get headersSent() {
					return answer.headersSent;
				},
				status(code: number) {
					answer.status = code;
					return response;
				},
				json() {
					answer.headersSent = true;
				},
			};
			const context = new WebhookContext(
				on,
				on.getNode(NODE)!,
				{ ...additionalData, httpRequest: { headers, rawBody }, httpResponse: response } as never,
				mode,
				{ webhookDescription: { name: 'default' } } as never,
				[],
				from,
			);
			const result = await nodeType.webhook!.call(context as unknown as IWebhookFunctions);
			if (!result.workflowData) return { status: answer.status };
			entry.data.main = result.workflowData;
			entry.metadata = { ...entry.metadata, forwardAllOutputs: true } as never;
			const resumed = await goOn(parse(stringify(from)) as IRunExecutionData, on);
			// Parked once more: what comes next finds it as it is now.
			if (resumed.status === 'waiting') latest = resumed;
			return { status: answer.status, resumed };
		},
	};
}

/** As n8n's own helper does: expressions are resolved where there is an item to resolve them with. */
export function resolveKeyByItem(helper: ICredentialsHelper, baseUrl: string): void {
	helper.getDecrypted = async (...args: unknown[]) => {
		const asStored = args[5] === true;
		if (asStored) return { apiKey: '={{ $json.key }}', baseUrl };
		const resolve = args[6] as
			| { connectionInputData: INodeExecutionData[]; itemIndex: number }
			| undefined;
		const item = resolve?.connectionInputData[resolve.itemIndex];
		if (!item) throw new Error('No execution data available [Error resolving credentials]');
		return { apiKey: String(item.json.key), baseUrl };
	};
}

/** A genuine callback of the emulator's account. */
export function callbackFor(
	emulator: Emulator,
	id: string,
	secret = emulator.webhookSecret,
): Callback {
	const body = JSON.stringify({ id, status: 'completed', outputs: [], error: '' });
	const at = String(Math.floor(time.date().getTime() / 1_000));
	return {
		headers: callbackHeaders(secret, `evt-${id}`, at, body),
		rawBody: Buffer.from(body),
	};
}

export function rowsOf(run: IRun | undefined, output = 0, node = NODE): INodeExecutionData[] {
	return run?.data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
}
