import type { FastifyReply } from 'fastify';
import type { Clock } from '../clock.mts';
import type { Action } from './fault.mts';
import { WireAnswer, type Body } from './wire.mts';

const ON_SOCKET = [
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

/** True for faults the server library cannot answer with. */
export function isAppliedOnSocket(action: Action): boolean {
	return ON_SOCKET.includes(action.kind);
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

/**
 * Takes the socket from the server library and applies the fault to it.
 * @param body of the real answer, where there is one
 */
export async function applyFault(
	action: Action,
	reply: FastifyReply,
	body: Body,
	clock: Clock,
): Promise<void> {
	const { socket } = reply.raw;
	reply.hijack();
	if (!socket) return;
	const other = replacement(action);
	reply.raw.statusCode = other?.status ?? reply.statusCode;
	const answer = other
		? new WireAnswer(socket, other.status, other.headers, other.body, clock)
		: new WireAnswer(socket, reply.statusCode, reply.getHeaders(), body, clock);
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
