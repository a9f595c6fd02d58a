import type { FastifyInstance } from 'fastify';
import { ApiError, BareApiError } from '../envelope.mts';
import { generationTimeMs, isSensitive, outcomeOf, SENSITIVE } from '../generation.mts';
import type { EmulatedPrediction } from '../prediction.mts';
import { priceUsd } from '../price.mts';
import type { Service } from '../service.mts';

function webhookUrl(value: string | undefined, input: Record<string, unknown>): string | undefined {
	if (value === undefined || value === '') return undefined;
	if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
		throw new ApiError(400, 'invalid webhook url');
	}
	if (input.enable_base64_output === true) {
		throw new BareApiError(
			400,
			'webhook callback does not support base64 output, please use the normal API to use base64 output',
		);
	}
	return value;
}

/** POST /{model}: the one request that costs money. */
export function submitRoute(api: FastifyInstance, service: Service): void {
	api.post<{ Params: { '*': string } }>('/*', async (request) => {
		if (service.options.quirks.viewerKey)
			throw new ApiError(403, 'insufficient role: this key was created by a viewer');
		const model = service.modelOf(request.params['*']);
		const input = service.validation.resolve(model, request.body);
		const webhook = webhookUrl(request.recorded.query.webhook, input);
		if (isSensitive(input)) throw new ApiError(400, SENSITIVE, 1200);
		const price = await priceUsd(model, input);
		const { maxConcurrentPredictions } = service.options;
		// No await from here to accept(): two submissions at once must not share the last slot or the last cent.
		if (
			maxConcurrentPredictions !== undefined &&
			service.predictions.active >= maxConcurrentPredictions
		) {
			throw new ApiError(429, 'You have reached your concurrency limit');
		}
		service.account.charge(price);
		const submission = {
			model: model.model_id,
			input,
			sentInput: request.body as Record<string, unknown>,
			priceUsd: price,
			...(webhook === undefined ? {} : { webhookUrl: webhook }),
		};
		const timeMs = generationTimeMs(service.options, {
			model: model.model_id,
			input,
			count: service.predictions.all.length + 1,
		});
		const prediction = service.predictions.accept(submission, timeMs, () =>
			outcomeOf(model, input, (url) => service.isMissingMedia(url)),
		);
		service.billings.charged(prediction);
		request.recorded.accepted = true;
		request.acceptedId = prediction.id;
		return service.answer(
			input.enable_sync_mode === true
				? await waitForResult(prediction, service)
				: service.objects.submitted(prediction),
		);
	});
}

/** Sync mode: the connection is held until the end, and a wait that is too long is no failure of the task. */
async function waitForResult(
	prediction: EmulatedPrediction,
	service: Service,
): Promise<Record<string, unknown>> {
	await service.predictions.settledWithin(prediction.id, service.options.syncTimeoutMs);
	const result = await service.objects.result(prediction);
	if (service.predictions.isSettled(prediction.id)) return result;
	return {
		...result,
		status: 'processing',
		code: 5004,
		error: 'Sync mode timed out: the task goes on, ask for its result later',
	};
}
