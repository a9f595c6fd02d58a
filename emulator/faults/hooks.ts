import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../service';
import { takesEffect, type Action } from './fault';
import { WireAnswer, type Body } from './wire';

/** Reads the body to its end: a fault strikes after the request was taken, not while it is sent. */
async function drain(request: FastifyRequest): Promise<void> {
	if (request.raw.readableEnded || request.raw.destroyed) return;
	request.raw.resume();
	await Promise.race([once(request.raw, 'end'), once(request.raw, 'close')]).catch(() => undefined);
}

function replacement(
	action: Action,
): { status: number; headers: Record<string, string | string[]>; body: Buffer } | undefined {
	if (action.kind === 'redirect') {
		return {
			status: action.status ?? 302,
			headers: { location: action.location, 'content-length': '0' },
			body: Buffer.alloc(0),
		};
	}
	if (action.kind !== 'reply') return undefined;
	const isRaw = typeof action.body === 'string' || action.body instanceof Uint8Array;
	const body =
		action.body === undefined
			? Buffer.alloc(0)
			: Buffer.from(isRaw ? (action.body as string) : JSON.stringify(action.body));
	const lengthGiven = Object.keys(action.headers ?? {}).some(
		(name) => name.toLowerCase() === 'content-length',
	);
	const headers = { ...(isRaw ? {} : { 'content-type': 'application/json' }), ...action.headers };
	return {
		status: action.status,
		headers: lengthGiven ? headers : { ...headers, 'content-length': String(body.length) },
		body,
	};
}

/** Takes the socket from the server library and plays the fault on it. */
async function play(action: Action, reply: FastifyReply, body: Body): Promise<void> {
	const { socket } = reply.raw;
	reply.hijack();
	if (!socket) return;
	const other = replacement(action);
	reply.raw.statusCode = other?.status ?? reply.statusCode;
	const answer = other
		? new WireAnswer(socket, other.status, other.headers, other.body)
		: new WireAnswer(socket, reply.statusCode, reply.getHeaders(), body);
	switch (action.kind) {
		case 'reset':
			if (action.afterBytes !== undefined) await answer.send({ afterBytes: action.afterBytes });
			return await answer.reset();
		case 'stall':
			if (action.afterBytes !== undefined) await answer.send({ afterBytes: action.afterBytes });
			return;
		case 'cut':
			await answer.send({ afterBytes: action.afterBytes });
			return answer.end();
		case 'earlyEnd':
			await answer.send({
				afterBytes: action.afterBytes,
				headers: { 'content-length': undefined },
			});
			return answer.end();
		case 'bytes':
			socket.write(action.bytes);
			return answer.end();
		case 'drip':
			await answer.send({ piece: { bytes: action.bytesAtOnce ?? 1, everyMs: action.everyMs } });
			return answer.end();
		case 'contentLength': {
			const length = Number(reply.getHeader('content-length') ?? 0) + action.difference;
			await answer.send({ headers: { 'content-length': String(length) } });
			return answer.end();
		}
		default:
			await answer.send();
			return answer.end();
	}
}

const BEHIND_THE_LIBRARY = [
	'reset',
	'stall',
	'cut',
	'earlyEnd',
	'reply',
	'bytes',
	'redirect',
	'drip',
	'contentLength',
];

/** Records every request of a host and lets scripted faults loose on it. */
export function installRecorderAndFaults(
	app: FastifyInstance,
	host: 'api' | 'outputs',
	service: Service,
): void {
	app.addHook('onRequest', async (request, reply) => {
		request.recorded = service.recorder.record(host, request);
		request.fault = service.faults.next(request.recorded);
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
		await play(action, reply, null);
		return reply;
	});

	// With callbacks, because a fault that takes the socket over never calls `done`.
	app.addHook('onSend', (request, reply, payload: unknown, done) => {
		const action = request.fault;
		if (!action || !takesEffect(action)) return done(null, payload);
		if (typeof payload === 'string' && reply.getHeader('content-length') === undefined) {
			reply.header('content-length', Buffer.byteLength(payload));
		}
		if (BEHIND_THE_LIBRARY.includes(action.kind)) {
			void play(action, reply, payload as Body).catch(() => reply.raw.destroy());
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
			await sleep(action.ms, undefined, { ref: false });
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
		recorded: import('../recorder').RecordedRequest;
		fault: Action | undefined;
		/** The prediction this request created. */
		acceptedId: string | undefined;
	}
}
