import type { RecordedRequest, RequestMatch } from '../recorder.mts';

/** Where a fault strikes, how often, and what happens then. */
export interface Fault {
	/** `nth` is the first fitting request that is hit, counting from 1. @default nth 1 */
	when: RequestMatch & { nth?: number };
	/** How many requests are hit. @default 1 */
	times?: number;
	do: Action;
}

/**
 * `accept` in an action tells whether the request still takes effect: whether a submission is
 * created and billed although its answer never arrives. @default false
 */
interface Acceptance {
	accept?: boolean;
}

type HeaderValues = Record<string, string | string[]>;

export type Action =
	/** TCP reset once the request's body was read; with `afterBytes`, after the head and so many bytes of the real answer. */
	| ({ kind: 'reset'; afterBytes?: number } & Acceptance)
	/** The real answer with its real length, ended after so many bytes of the body. */
	| { kind: 'cut'; afterBytes: number }
	/** The real answer without a length, delimited by the end of the connection, which comes after so many bytes. */
	| { kind: 'earlyEnd'; afterBytes: number }
	/** Another answer. An object becomes JSON; a list of values repeats a header; Content-Length is added unless given. */
	| ({ kind: 'reply'; status: number; headers?: HeaderValues; body?: unknown } & Acceptance)
	/** These bytes on the socket in place of an HTTP answer, then its end. */
	| ({ kind: 'bytes'; bytes: string | Uint8Array } & Acceptance)
	/** The real answer, its head held back for so long. The request takes effect at once. */
	| { kind: 'delay'; ms: number }
	/** No answer until the emulator closes; with `afterBytes`, the head and so many bytes of the real one. */
	| ({ kind: 'stall'; afterBytes?: number } & Acceptance)
	/** The real answer, its body in small pieces. @default bytesAtOnce 1 */
	| { kind: 'drip'; everyMs: number; bytesAtOnce?: number }
	/** @default status 302 */
	| ({ kind: 'redirect'; location: string; status?: number } & Acceptance)
	/** The real answer with a Content-Length this much off; all of the body is sent, then the connection ends. */
	| { kind: 'contentLength'; difference: number }
	/** The real answer with these headers in place of its own, such as a wrong Content-Range, Content-Type or ETag. */
	| { kind: 'headers'; headers: HeaderValues }
	/** Output host: answers as if there were no Range header. */
	| { kind: 'ignoreRange' }
	/** Output host: other bytes of the same length under another ETag. `ignoreIfRange` serves a part of them to a resume that asked for the first version. */
	| { kind: 'otherVersion'; ignoreIfRange?: boolean }
	/** A submission that is finished and called back before it is answered. */
	| { kind: 'callbackFirst' }
	/** The real JSON answer, changed. */
	| { kind: 'transform'; change: (answer: any, request: RecordedRequest) => unknown };

/** True where the request is to have its real effect before the fault shows. */
export function takesEffect(action: Action): boolean {
	if (action.kind === 'reset' || action.kind === 'stall')
		return action.accept === true || action.afterBytes !== undefined;
	return 'accept' in action
		? action.accept === true
		: !['reply', 'bytes', 'redirect'].includes(action.kind);
}
