import { once } from 'node:events';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pause } from '../clock.mts';
import { ApiError } from '../envelope.mts';
import type { Host } from '../recorder.mts';
import type { Service } from '../service.mts';
import { takesEffect, type Action } from './fault.mts';
import { isAppliedOnSocket, applyFault } from './applyFault.mts';
import type { Body } from './wire.mts';

/** Reads the body to its end: a fault strikes after the request was taken, not while it is sent. */
async function drain(request: FastifyRequest): Promise<void> {
	if (request.raw.readableEnded || request.raw.destroyed) return;
	request.raw.resume();
	await Promise.race([once(request.raw, 'end'), once(request.raw, 'close')]).catch(() => undefined);
}

/** For paths the router cannot even decode, which reach no hook. */
export function recordAndRefuse(host: Host, service: Service) {
	return (_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
		service.recorder.record(host, request);
		void reply.code(400).send(new ApiError(400, 'bad request').toBody());
	};
}

/** Records every request of a host and lets scripted faults loose on it. */
export function installRecorderAndFaults(app: FastifyInstance, host: Host, service: Service): void {
	app.addHook('onRequest', async (request, reply) => {
		request.recorded = service.recorder.record(host, request);
		request.fault = service.faults.next(request.recorded);
		reply.header('date', new Date(service.options.clock.now()).toUTCString());
		const { method, path } = request.recorded;
		reply.raw.once('close', () =>
			service.options.onRequest?.({ host, method, path, status: reply.raw.statusCode }),
		);
	});

	app.addHook('preHandler', async (request, reply) => {
		const action = request.fault;
		if (!action) return;
		if (action.kind === 'ignoreRange') delete request.raw.headers.range;
		if (takesEffect(action)) return;
		await drain(request);
		await applyFault(action, reply, null, service.options.clock);
		return reply;
	});

	// With callbacks, because a fault that takes the socket over never calls `done`.
	app.addHook('onSend', (request, reply, payload: unknown, done) => {
		const action = request.fault;
		if (!action || !takesEffect(action)) return done(null, payload);
		if (typeof payload === 'string' && reply.getHeader('content-length') === undefined) {
			reply.header('content-length', Buffer.byteLength(payload));
		}
		if (isAppliedOnSocket(action)) {
			void applyFault(action, reply, payload as Body, service.options.clock).catch(() =>
				reply.raw.destroy(),
			);
			return;
		}
		changeAnswer(action, request, reply, payload, service).then(
			(changed) => done(null, changed),
			done,
		);
	});
}

async function changeAnswer(
	action: Action,
	request: FastifyRequest,
	reply: FastifyReply,
	payload: unknown,
	service: Service,
): Promise<unknown> {
	switch (action.kind) {
		case 'delay':
			await pause(service.options.clock, action.ms);
			return payload;
		case 'headers':
			reply.headers(action.headers);
			return payload;
		case 'callbackFirst':
			if (request.acceptedId !== undefined) await service.settleAndCallBack(request.acceptedId);
			return payload;
		case 'transform': {
			const changed = JSON.stringify(action.change(JSON.parse(String(payload)), request.recorded));
			reply.header('content-length', Buffer.byteLength(changed));
			return changed;
		}
		default:
			return payload;
	}
}

declare module 'fastify' {
	interface FastifyRequest {
		recorded: import('../recorder.mts').RecordedRequest;
		fault: Action | undefined;
		/** The prediction this request created. */
		acceptedId: string | undefined;
	}
}
