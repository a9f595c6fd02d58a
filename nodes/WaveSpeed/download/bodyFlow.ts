import type { StreamedBody } from './openAddress';

/** Receives a body: pieces, then exactly one of `end` and `fail`. */
export interface BodyListener {
	take(piece: Uint8Array | string): void;
	end(): void;
	fail(error: unknown): void;
}

/** A body that waits until somebody asks for it. */
export interface BodyFlow {
	/** Delivers pieces until `pause` or `stop` is called. */
	resume(): void;
	pause(): void;
	/** Delivers nothing any more. It does not close the connection. */
	stop(): void;
}

/** Reads anything that n8n hands out as a body; a stream without a promise for each piece. */
export function flowOf(body: unknown, listener: BodyListener): BodyFlow {
	return isStream(body) ? flowOfStream(body, listener) : flowOfPieces(piecesOf(body), listener);
}

interface EventStream {
	on(event: 'data', heard: (piece: Uint8Array | string) => void): unknown;
	on(event: 'error', heard: (error: unknown) => void): unknown;
	on(event: 'end' | 'close', heard: () => void): unknown;
	pause(): unknown;
	resume(): unknown;
}

function isStream(body: unknown): body is EventStream {
	if (typeof body !== 'object' || body === null) return false;
	const { on, pause, resume } = body as Record<string, unknown>;
	return [on, pause, resume].every((method) => typeof method === 'function');
}

function flowOfStream(body: EventStream, listener: BodyListener): BodyFlow {
	let isOver = false;
	const once = (tell: () => void) => {
		if (isOver) return;
		isOver = true;
		tell();
	};
	// Before listening for data, which would start it.
	body.pause();
	body.on('data', (piece) => {
		if (!isOver) listener.take(piece);
	});
	body.on('end', () => once(() => listener.end()));
	body.on('error', (error) => once(() => listener.fail(error)));
	body.on('close', () => once(() => listener.fail(new Error('The connection was closed'))));
	return {
		resume: () => {
			if (!isOver) body.resume();
		},
		pause: () => body.pause(),
		stop: () => (isOver = true),
	};
}

/** For hosts and tests whose body is not a stream. */
function flowOfPieces(
	pieces: AsyncIterator<Uint8Array | string>,
	listener: BodyListener,
): BodyFlow {
	let isWanted = false;
	let isReading = false;
	let isOver = false;
	const readOn = async () => {
		isReading = true;
		try {
			while (isWanted && !isOver) {
				const step = await pieces.next();
				if (isOver) return;
				if (step.done) {
					isOver = true;
					listener.end();
				} else {
					listener.take(step.value);
				}
			}
		} catch (error) {
			if (isOver) return;
			isOver = true;
			listener.fail(error);
		} finally {
			isReading = false;
		}
	};
	return {
		resume: () => {
			isWanted = true;
			if (!isReading && !isOver) void readOn();
		},
		pause: () => (isWanted = false),
		stop: () => (isOver = true),
	};
}

function piecesOf(body: unknown): AsyncIterator<Uint8Array | string> {
	if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) {
		return (body as StreamedBody)[Symbol.asyncIterator]();
	}
	return (async function* () {
		if (typeof body === 'string' || body instanceof Uint8Array) yield body;
	})();
}
