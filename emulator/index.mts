import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Billing } from './billings.mts';
import type { CallbackAttempt } from './callbacks.mts';
import type { Fault } from './faults/fault.mts';
import type { ScriptedFault } from './faults/script.mts';
import { buildApiHost } from './hosts/api.mts';
import { buildOutputsHost } from './hosts/outputs.mts';
import { resolveOptions, type EmulatorOptions } from './options.mts';
import type { Quirks } from './quirks.mts';
import type { EmulatedPrediction, Outcome } from './prediction.mts';
import type { RecordedRequest, RequestMatch } from './recorder.mts';
import { Service } from './service.mts';

export type { Billing } from './billings.mts';
export type { CallbackAttempt } from './callbacks.mts';
export type { Clock } from './clock.mts';
export type { Action, Fault } from './faults/fault.mts';
export { knownAnswers } from './faults/knownAnswers.mts';
export type { ScriptedFault } from './faults/script.mts';
export type { EmulatedPrediction, Outcome } from './prediction.mts';
export type { EmulatorOptions } from './options.mts';
export type { RecordedRequest, RequestMatch } from './recorder.mts';
export { ffprobePath } from './media/binaries.mts';
export { callbackHeaders } from './signature.mts';

const LOOPBACK = '127.0.0.1';

/** A running stand-in for the WaveSpeedAI API. */
export interface Emulator {
	/** Base URL for the credential, such as http://127.0.0.1:41234. */
	readonly url: string;
	/** The host outputs and uploads are read from; the key must never reach it. */
	readonly outputsUrl: string;
	readonly webhookSecret: string;
	/** Habits in force; a change counts from the next request. */
	readonly quirks: Quirks;
	/** What is left of the account, in USD. */
	readonly balanceUsd: number;
	/** Every request of both hosts in the order of arrival. */
	readonly requests: readonly RecordedRequest[];
	/** Every accepted, which is to say billed, prediction. */
	readonly predictions: readonly EmulatedPrediction[];
	/** Every charge and refund, also those the API does not show yet. */
	readonly billings: readonly Billing[];
	/** Every attempt to deliver a callback. */
	readonly callbacks: readonly CallbackAttempt[];
	requestsTo(match: RequestMatch): RecordedRequest[];
	/** Puts a fault in force until it is used up or stopped. */
	misbehave(fault: Fault): ScriptedFault;
	/** Takes a model out of the catalogue, or all whose id begins as `openai/sora-2*` does; runs of it are refused from now on. @throws where there is none */
	withdraw(model: string): void;
	/**
	 * Ends a prediction now, or changes how it ended; only its first end sends a callback.
	 * Without an outcome it ends as it would have by itself.
	 */
	settle(predictionId: string, outcome?: Outcome): EmulatedPrediction;
	/**
	 * Sends a callback once more, signed anew, or for the first time where the prediction has not ended.
	 * @param url in place of the prediction's own webhook
	 */
	callBack(predictionId: string, url?: string): void;
	/** Ends a prediction as failed. @default code 1403 */
	fail(predictionId: string, error?: string, code?: number): EmulatedPrediction;
	/**
	 * Exactly the bytes the output host serves.
	 * @param index of the output, counting from 0
	 * @param version 2 for those of the fault `otherVersion`
	 * @throws where that output is no file
	 */
	outputBytesOf(predictionId: string, index?: number, version?: number): Promise<Buffer>;
	/** Connections open on both hosts. */
	openConnections(): Promise<number>;
	/** Ends everything, also connections under way, and removes the temporary files. */
	close(): Promise<void>;
}

async function listen(app: FastifyInstance, port: number): Promise<string> {
	await app.listen({ host: LOOPBACK, port });
	return `http://${LOOPBACK}:${(app.server.address() as AddressInfo).port}`;
}

function connectionsOf(app: FastifyInstance): Promise<number> {
	return new Promise((resolve, reject) => {
		app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
	});
}

/**
 * Starts both hosts on loopback.
 * @throws where a port is taken; nothing is left running then
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const service = new Service(resolveOptions(options));
	const api = buildApiHost(service);
	const outputs = buildOutputsHost(service);
	const close = async (): Promise<void> => {
		await Promise.all([api.close(), outputs.close()]);
		await service.close();
	};
	try {
		service.urls.outputs = await listen(outputs, service.options.outputsPort);
		service.urls.api = await listen(api, service.options.port);
		for (const model of service.options.without) service.withdraw(model);
	} catch (error) {
		await close();
		throw error;
	}
	const predictionOf = (id: string): EmulatedPrediction => {
		const prediction = service.predictions.all.find((one) => one.id === id);
		if (!prediction) throw new Error(`No prediction ${id} was accepted`);
		return prediction;
	};
	return {
		url: service.urls.api,
		outputsUrl: service.urls.outputs,
		webhookSecret: service.options.webhookSecret,
		quirks: service.options.quirks,
		get balanceUsd() {
			return service.account.balanceUsd;
		},
		requests: service.recorder.requests,
		predictions: service.predictions.all,
		billings: service.billings.all,
		callbacks: service.callbacks.attempts,
		requestsTo: (match) => service.recorder.requestsTo(match),
		misbehave: (fault) => service.faults.add(fault),
		withdraw: (model) => service.withdraw(model),
		settle: (id, outcome) => service.predictions.settle(id, outcome),
		fail: (id, error = 'Task execution failed', code = 1403) =>
			service.predictions.settle(id, {
				status: 'failed',
				outputs: [],
				error,
				code,
				hasNsfwContents: null,
			}),
		callBack: (id, url) => service.callBack(predictionOf(id), url),
		outputBytesOf: (id, index = 0, version = 1) =>
			service.objects.bytesOf(predictionOf(id), index, version),
		openConnections: async () => (await connectionsOf(api)) + (await connectionsOf(outputs)),
		close,
	};
}
